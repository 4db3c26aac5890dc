/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * layout-check - what patched Xen says of guest layouts, without booting it.
 *
 * Built with guest-layout.c and guest-layout.h as patch 0001 of
 * hypervisor/xen-4.20 has them. One layout a line on stdin, one verdict a
 * line on stdout.
 *
 * A line is a list of fields, separated by blanks. Numbers are decimal or 0x
 * hexadecimal. What is not given is absent, 0, or Xen's default. Lines that
 * begin with # and empty lines are skipped.
 *
 *	plain			the domain is not xen,enhanced (default: it is)
 *	32bit			it is a 32-bit domain (default: 64-bit)
 *	ipa N			guest physical address bits (default 40)
 *	frames N		max_grant_frames (default 64)
 *	cells A S		#address-cells, #size-cells (default 2 2)
 *	gnttab BASE SIZE	xen,grant-table
 *	regions N BASE SIZE...	xen,extended-regions with N ranges; 0: empty
 *	suffice			xen,regions-suffice
 *	magic BASE		xen,magic-base
 *	shinfo			xen,shared-info-page
 *	monitor			xen,monitor-page
 *	bytes NAME HEX		property NAME with these very bytes; - for none.
 *				After one for a #...-cells there is no default
 *				for the other.
 *	KIND BASE SIZE		a taken range; KIND is one of ram gic uart
 *				virtio vpci acpi shmem xen-reg
 *
 * Verdict: "ok", or RULE, then the property where there is one (- if not),
 * then the ranges:
 *
 *	cells NAME | length NAME | too-many NAME | not-enhanced - |
 *	regions-32bit NAME
 *	wraps NAME KIND BASE SIZE
 *	align | small | ipa - KIND BASE SIZE
 *	order | overlap - KIND BASE SIZE KIND BASE SIZE
 *
 * where KIND may also be region, gnttab, magic. Addresses and sizes are hex.
 *
 * Xen checks in two stages: before the domain is created it knows the layout
 * and the virtio, vpci and acpi windows, later everything. So does this
 * program, and the verdict is that of the first stage that has one. With -1
 * everything is checked at once.
 *
 * Exit status: 0, 1 if a line cannot be understood (its number goes to
 * stderr), 2 for wrong usage.
 */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xen/guest-layout.h>

/* Constants of public/arch-arm.h, and gnttab_max_frames of Xen. */
#define GNTTAB_BASE	0x38000000
#define MAGIC_BASE	0x39000000
#define GNTTAB_SIZE	0x01000000
#define MAGIC_SIZE	0x01000000
#define GNTTAB_FRAMES	64
#define IPA_BITS	40

#define MAX_PROPS	16
#define MAX_BYTES	1024
#define MAX_TAKEN	1024
#define MAX_LINE	65536

struct prop {
	char name[40];
	uint8_t value[MAX_BYTES];
	uint32_t len;
};

/* One line of input. */
struct input {
	struct prop prop[MAX_PROPS];
	unsigned int n_props;
	struct guest_range taken[MAX_TAKEN];
	unsigned int n_taken;
	struct guest_layout_env env;
	bool is_32bit;
};

static const char *const kinds[] = {
	[GUEST_RANGE_NONE] = "none",
	[GUEST_RANGE_REGION] = "region",
	[GUEST_RANGE_GRANT_TABLE] = "gnttab",
	[GUEST_RANGE_MAGIC] = "magic",
	[GUEST_RANGE_RAM] = "ram",
	[GUEST_RANGE_GIC] = "gic",
	[GUEST_RANGE_UART] = "uart",
	[GUEST_RANGE_VIRTIO] = "virtio",
	[GUEST_RANGE_VPCI] = "vpci",
	[GUEST_RANGE_ACPI] = "acpi",
	[GUEST_RANGE_SHMEM] = "shmem",
	[GUEST_RANGE_XEN_REG] = "xen-reg",
};

#define N_KINDS (sizeof(kinds) / sizeof(kinds[0]))

static const char *const rules[] = {
	[GUEST_LAYOUT_OK] = "ok",
	[GUEST_LAYOUT_CELLS] = "cells",
	[GUEST_LAYOUT_LENGTH] = "length",
	[GUEST_LAYOUT_TOO_MANY] = "too-many",
	[GUEST_LAYOUT_WRAPS] = "wraps",
	[GUEST_LAYOUT_NOT_ENHANCED] = "not-enhanced",
	[GUEST_LAYOUT_REGIONS_32BIT] = "regions-32bit",
	[GUEST_LAYOUT_ALIGN] = "align",
	[GUEST_LAYOUT_TOO_SMALL] = "small",
	[GUEST_LAYOUT_BEYOND_IPA] = "ipa",
	[GUEST_LAYOUT_ORDER] = "order",
	[GUEST_LAYOUT_OVERLAP] = "overlap",
};

static struct input input;
static char *cursor;	/* of the line that is read */

/* ---- reading ---- */

/* Next field of the line, or NULL at its end. */
static char *next_field(void)
{
	char *field;

	while (isspace((unsigned char)*cursor))
		cursor++;
	if (!*cursor)
		return NULL;
	field = cursor;
	while (*cursor && !isspace((unsigned char)*cursor))
		cursor++;
	if (*cursor)
		*cursor++ = '\0';
	return field;
}

static bool next_number(uint64_t *ret_number)
{
	const char *field = next_field();
	char *end;

	if (!field || !isdigit((unsigned char)*field))
		return false;
	errno = 0;
	*ret_number = strtoull(field, &end, 0);
	return !errno && !*end;
}

static struct prop *add_prop(const char *name)
{
	struct prop *prop = &input.prop[input.n_props];

	if (input.n_props == MAX_PROPS || strlen(name) >= sizeof(prop->name))
		return NULL;
	input.n_props++;
	strcpy(prop->name, name);
	prop->len = 0;
	return prop;
}

static bool add_cells(struct prop *prop, uint64_t number, unsigned int n_bytes)
{
	if (prop->len + n_bytes > MAX_BYTES)
		return false;
	while (n_bytes--)
		prop->value[prop->len++] = (uint8_t)(number >> (8 * n_bytes));
	return true;
}

/* A property of n_numbers fields, each of n_bytes bytes. */
static bool read_prop(const char *name, uint64_t n_numbers,
		      unsigned int n_bytes)
{
	struct prop *prop = add_prop(name);
	uint64_t number;

	if (!prop)
		return false;
	while (n_numbers--)
		if (!next_number(&number) ||
		    !add_cells(prop, number, n_bytes))
			return false;
	return true;
}

static int hex_digit(char c)
{
	const char *digits = "0123456789abcdef";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

static bool read_bytes(void)
{
	const char *name = next_field();
	struct prop *prop = name ? add_prop(name) : NULL;
	const char *hex = next_field();

	if (!prop || !hex)
		return false;
	if (!strcmp(hex, "-"))
		return true;
	for (; *hex; hex += 2) {
		int high = hex_digit(hex[0]), low = hex_digit(hex[1]);

		if (high < 0 || low < 0 ||
		    !add_cells(prop, (unsigned int)(high * 16 + low), 1))
			return false;
	}
	return true;
}

static bool read_taken(const char *field)
{
	struct guest_range *range = &input.taken[input.n_taken];
	unsigned int kind = GUEST_RANGE_RAM;

	while (kind < N_KINDS && strcmp(field, kinds[kind]))
		kind++;
	if (kind == N_KINDS || input.n_taken == MAX_TAKEN)
		return false;
	range->kind = (enum guest_range_kind)kind;
	input.n_taken++;
	return next_number(&range->base) && next_number(&range->size);
}

static bool read_field(const char *field)
{
	uint64_t number;

	if (!strcmp(field, "plain"))
		return !(input.env.enhanced = false);
	if (!strcmp(field, "32bit"))
		return input.is_32bit = true;
	if (!strcmp(field, "ipa")) {
		if (!next_number(&number) || !number || number > 63)
			return false;
		input.env.ipa_bits = (unsigned int)number;
		return true;
	}
	if (!strcmp(field, "frames"))
		return next_number(&input.env.max_grant_frames);
	if (!strcmp(field, "cells"))
		return read_prop("#address-cells", 1, 4) &&
		       read_prop("#size-cells", 1, 4);
	if (!strcmp(field, "gnttab"))
		return read_prop("xen,grant-table", 2, 8);
	if (!strcmp(field, "regions"))
		return next_number(&number) && number <= MAX_BYTES / 16 &&
		       read_prop("xen,extended-regions", 2 * number, 8);
	if (!strcmp(field, "suffice"))
		return read_prop("xen,regions-suffice", 0, 0);
	if (!strcmp(field, "magic"))
		return read_prop("xen,magic-base", 1, 8);
	if (!strcmp(field, "shinfo"))
		return read_prop("xen,shared-info-page", 0, 0);
	if (!strcmp(field, "monitor"))
		return read_prop("xen,monitor-page", 0, 0);
	if (!strcmp(field, "bytes"))
		return read_bytes();
	return read_taken(field);
}

static bool find_prop(const void *node, const char *name,
		      const uint8_t **value, uint32_t *len)
{
	const struct input *in = node;
	unsigned int i;

	for (i = 0; i < in->n_props; i++) {
		if (strcmp(in->prop[i].name, name))
			continue;
		*value = in->prop[i].value;
		*len = in->prop[i].len;
		return true;
	}
	return false;
}

static bool read_line(char *line)
{
	const uint8_t *value;
	uint32_t len;
	char *field;

	input.n_props = input.n_taken = 0;
	input.is_32bit = false;
	input.env = (struct guest_layout_env){
		.enhanced = true,
		.ipa_bits = IPA_BITS,
		.max_grant_frames = GNTTAB_FRAMES,
	};
	cursor = line;
	while ((field = next_field()))
		if (!read_field(field))
			return false;
	if (find_prop(&input, "#address-cells", &value, &len) ||
	    find_prop(&input, "#size-cells", &value, &len))
		return true;
	cursor = (char[]){ "2 2" };
	return read_field("cells");
}

/* ---- checking ---- */

/* Windows that Xen knows before there is a domain. */
static bool is_window(enum guest_range_kind kind)
{
	return kind == GUEST_RANGE_VIRTIO || kind == GUEST_RANGE_VPCI ||
	       kind == GUEST_RANGE_ACPI;
}

static struct guest_layout_verdict check_early(const struct guest_layout *l)
{
	static struct guest_range windows[MAX_TAKEN];
	unsigned int n = 0, i;

	for (i = 0; i < input.n_taken; i++)
		if (is_window(input.taken[i].kind))
			windows[n++] = input.taken[i];
	return guest_layout_check(l, &input.env, windows, n);
}

static struct guest_layout_verdict check(bool at_once)
{
	struct guest_layout_source src = { find_prop, &input };
	struct guest_layout layout = {
		.grant_table = { .base = GNTTAB_BASE, .size = GNTTAB_SIZE },
		.magic = { .base = MAGIC_BASE, .size = MAGIC_SIZE },
	};
	struct guest_layout_verdict v = guest_layout_parse(&layout, &src);

	if (v.rule != GUEST_LAYOUT_OK)
		return v;
	if (!at_once) {
		v = check_early(&layout);
		if (v.rule != GUEST_LAYOUT_OK)
			return v;
	}
	input.env.is_32bit = input.is_32bit;
	return guest_layout_check(&layout, &input.env, input.taken,
				  input.n_taken);
}

static void print_range(const struct guest_range *r)
{
	if (r->kind != GUEST_RANGE_NONE)
		printf(" %s 0x%" PRIx64 " 0x%" PRIx64, kinds[r->kind],
		       r->base, r->size);
}

static void print_verdict(const struct guest_layout_verdict *v)
{
	fputs(rules[v->rule], stdout);
	if (v->rule != GUEST_LAYOUT_OK)
		printf(" %s", v->prop ? v->prop : "-");
	print_range(&v->a);
	print_range(&v->b);
	putchar('\n');
}

int main(int argc, char **argv)
{
	static char line[MAX_LINE];
	bool at_once = argc == 2 && !strcmp(argv[1], "-1");
	unsigned int number = 0;
	int status = 0;

	if (argc > 1 && !at_once) {
		fputs("usage: layout-check [-1] <layouts\n", stderr);
		return 2;
	}
	while (fgets(line, sizeof(line), stdin)) {
		struct guest_layout_verdict v;

		number++;
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || !line[strspn(line, " \t")])
			continue;
		if (!read_line(line)) {
			fprintf(stderr, "layout-check: line %u: cannot be "
				"understood\n", number);
			status = 1;
			continue;
		}
		v = check(at_once);
		print_verdict(&v);
	}
	return status;
}
