/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * size.c - "512 MiB" as bytes.
 */
#include <string.h>

#include "model/model.h"

/*
 * Units, and what people write for them. MB may be 10^6 or 2^20: domc does
 * not guess.
 */
static const struct unit {
	const char *text;
	const char *meant;	/* NULL: this is the way to say it */
	unsigned int shift;	/* bytes = number << shift */
} units[] = {
	{ "KiB", NULL, 10 },
	{ "MiB", NULL, 20 },
	{ "GiB", NULL, 30 },
	{ "K", "KiB", 0 }, { "KB", "KiB", 0 }, { "kB", "KiB", 0 },
	{ "k", "KiB", 0 }, { "kib", "KiB", 0 }, { "kiB", "KiB", 0 },
	{ "KIB", "KiB", 0 },
	{ "M", "MiB", 0 }, { "MB", "MiB", 0 }, { "mb", "MiB", 0 },
	{ "m", "MiB", 0 }, { "mib", "MiB", 0 }, { "MIB", "MiB", 0 },
	{ "G", "GiB", 0 }, { "GB", "GiB", 0 }, { "gb", "GiB", 0 },
	{ "g", "GiB", 0 }, { "gib", "GiB", 0 }, { "GIB", "GiB", 0 },
};

static const struct unit *find_unit(const char *text)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strcmp(units[i].text, text) == 0)
			return &units[i];
	return NULL;
}

static void report_bare(struct diags *d, const struct value *v)
{
	struct diag_item *item;

	item = diag_add(d, E_SIZE, v->place, "the size %s has no unit", v->text);
	diag_note(d, item, PLACE_NONE,
		  "xl would read MiB, Xen's device tree KiB, C bytes: write \"%s MiB\", say",
		  v->text);
}

static void report_unit(struct diags *d, const struct value *v,
			const char *unit, size_t n_digits)
{
	const struct unit *u = find_unit(unit);
	struct diag_item *item;

	if (!*unit) {
		report_bare(d, v);
		return;
	}
	item = diag_add(d, E_SIZE, v->place,
			"the size '%s' has the unit '%s'; there are KiB, MiB and GiB, powers of two",
			v->text, unit);
	if (u)
		diag_note(d, item, PLACE_NONE, "write \"%.*s %s\"",
			  (int)n_digits, v->text, u->meant);
}

static void report_form(struct diags *d, const struct value *v)
{
	struct diag_item *item;

	item = diag_add(d, E_SIZE, v->place, "'%s' is no size", v->text);
	diag_note(d, item, PLACE_NONE,
		  "a size is a whole number and a unit: \"512 MiB\"; 1.5 GiB is \"1536 MiB\"");
}

/* Decimal digits at @s; UINT64_MAX for what does not fit. */
static size_t read_digits(const char *s, uint64_t *ret_number)
{
	uint64_t number = 0;
	size_t n;

	for (n = 0; s[n] >= '0' && s[n] <= '9'; n++) {
		uint64_t digit = (uint64_t)(s[n] - '0');

		if (number > (UINT64_MAX - digit) / 10)
			number = UINT64_MAX;
		else
			number = number * 10 + digit;
	}
	*ret_number = number;
	return n;
}

static bool size_fits(struct diags *d, const struct value *v, uint64_t number,
		      unsigned int shift, uint64_t *ret_bytes)
{
	if (number == 0) {
		diag_add(d, E_SIZE, v->place, "a size of nothing: '%s'",
			 v->text);
		return false;
	}
	if (number > UINT64_MAX >> shift) {
		diag_add(d, E_SIZE, v->place,
			 "the size '%s' does not fit into 64 bits", v->text);
		return false;
	}
	*ret_bytes = number << shift;
	return true;
}

bool model_size(struct diags *d, const struct value *v, uint64_t *ret_bytes)
{
	const struct unit *u;
	const char *unit;
	uint64_t number;
	size_t n_digits;

	if (v->kind == VALUE_INT) {
		report_bare(d, v);
		return false;
	}
	if (v->kind != VALUE_STRING) {
		diag_add(d, E_SIZE, v->place,
			 "a size is text like \"512 MiB\", not %s",
			 value_kind_name(v));
		return false;
	}
	n_digits = read_digits(v->text, &number);
	if (n_digits == 0 || v->text[n_digits] == '.') {
		report_form(d, v);
		return false;
	}
	unit = v->text + n_digits + strspn(v->text + n_digits, " ");
	u = find_unit(unit);
	if (!u || u->meant) {
		report_unit(d, v, unit, n_digits);
		return false;
	}
	return size_fits(d, v, number, u->shift, ret_bytes);
}
