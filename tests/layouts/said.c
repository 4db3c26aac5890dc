/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * said.c - domc's findings as verdicts: the only place that reads its
 * messages.
 *
 * A message names a range as "NAME 0xFIRST-0xLAST". Which kind of range it is
 * follows from the name, and must be one that the domain has.
 */
#include "said.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *slug;
	enum rule rule;
} codes[] = {
	{ "layout-regions-many", RULE_TOO_MANY },
	{ "layout-wraps", RULE_WRAPS },
	{ "layout-not-enhanced", RULE_NOT_ENHANCED },
	{ "layout-not-aligned", RULE_ALIGN },
	{ "layout-too-small", RULE_SMALL },
	{ "layout-beyond-ipa", RULE_IPA },
	{ "layout-order", RULE_ORDER },
	{ "layout-overlap", RULE_OVERLAP },
	/* Refused for itself: domc is for arm64. */
	{ "kernel-format", RULE_REGIONS_32BIT },
	/* A range of any key that passes the end of 64 bits. */
	{ "address", RULE_WRAPS },
};

/* Words before a range; the last one in front of it counts. */
static const struct {
	const char *word;
	enum piece_kind kind;
} words[] = {
	{ "extended region", PIECE_REGION },
	{ "grant table", PIECE_GRANT_TABLE },
	{ "magic pages", PIECE_MAGIC },
	{ "RAM", PIECE_RAM },
	{ "GIC", PIECE_GIC },
	{ "UART", PIECE_UART },
	{ "virtio", PIECE_VIRTIO },
	{ "vPCI", PIECE_VPCI },
	{ "ACPI", PIECE_ACPI },
	{ "shared memory", PIECE_SHMEM },
	{ "xen,reg", PIECE_XEN_REG },
};

#define N_CODES (sizeof(codes) / sizeof(codes[0]))
#define N_WORDS (sizeof(words) / sizeof(words[0]))

const char *said_unknown_code(void)
{
	const char *number, *slug, *summary, *text;

	for (size_t i = 0; i < N_CODES; i++)
		if (!domc_explain(codes[i].slug, &number, &slug, &summary,
				  &text))
			return codes[i].slug;
	return NULL;
}

/* What is left free beside ranges that are wrong is no matter of Xen's. */
static bool is_domcs_own(const char *slug)
{
	return strcmp(slug, "layout-no-room") == 0;
}

static enum rule rule_of(const char *slug)
{
	for (size_t i = 0; i < N_CODES; i++)
		if (strcmp(codes[i].slug, slug) == 0)
			return codes[i].rule;
	return RULE_OK;
}

/* The kind that @text, up to @end, names last; @otherwise if none. */
static enum piece_kind kind_before(const char *text, const char *end,
				   enum piece_kind otherwise)
{
	enum piece_kind kind = otherwise;

	for (; text < end; text++)
		for (size_t i = 0; i < N_WORDS; i++)
			if (strncmp(text, words[i].word,
				    strlen(words[i].word)) == 0)
				kind = words[i].kind;
	return kind;
}

/* The next "0xFIRST-0xLAST"; NULL: no more. Return: what is behind it. */
static const char *next_range(const char *text, const char **ret_start,
			      struct range *ret)
{
	for (const char *p = strstr(text, "0x"); p; p = strstr(p + 2, "0x")) {
		char *end, *end2;
		uint64_t first = strtoull(p, &end, 16), last;

		if (strncmp(end, "-0x", 3) != 0)
			continue;
		last = strtoull(end + 1, &end2, 16);
		*ret_start = p;
		*ret = (struct range){ first, last - first + 1 };
		return end2;
	}
	return NULL;
}

static bool piece_less(const struct piece *x, const struct piece *y)
{
	if (x->range.base != y->range.base)
		return x->range.base < y->range.base;
	if (x->kind != y->kind)
		return x->kind < y->kind;
	return x->range.size < y->range.size;
}

/* The pieces that a message names, the lower one first. */
static size_t read_pieces(const char *text, struct verdict *v)
{
	struct piece found[2] = { { .kind = PIECE_NONE } };
	const char *from = text, *start, *next;
	size_t n = 0;

	while (n < 2 && (next = next_range(from, &start, &found[n].range))) {
		found[n].kind = kind_before(from, start,
					    n ? found[0].kind : PIECE_NONE);
		from = next;
		n++;
	}
	v->a = found[0];
	v->b = found[1];
	if (n == 2 && piece_less(&v->b, &v->a)) {
		v->a = found[1];
		v->b = found[0];
	}
	return n;
}

static bool is_there(const struct layout *l, const struct outcome *o,
		     const struct piece *p)
{
	struct pieces all = layout_taken(l);

	if (o->has_node) {
		pieces_add(&all, PIECE_GRANT_TABLE,
			   told_grant(&o->told).base,
			   told_grant(&o->told).size);
		pieces_add(&all, PIECE_MAGIC, told_magic(&o->told),
			   MAGIC_BYTES);
		for (size_t i = 0; i < o->told.n_regions; i++)
			pieces_add(&all, PIECE_REGION,
				   o->told.regions[i].base,
				   o->told.regions[i].size);
	}
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].kind == p->kind &&
		    all.v[i].range.base == p->range.base &&
		    all.v[i].range.size == p->range.size)
			return true;
	return false;
}

static size_t pieces_wanted(enum rule rule)
{
	if (rule < RULE_ALIGN)
		return 0;
	return rule < RULE_ORDER ? 1 : 2;
}

void said_add(struct arena *a, const struct domc_finding *f,
		  const struct layout *l, struct outcome *o)
{
	struct verdict v = { .rule = rule_of(f->slug) };
	size_t n = pieces_wanted(v.rule);

	if (!f->is_error || is_domcs_own(f->slug))
		return;
	if (v.rule == RULE_OK) {
		if (!o->other)
			o->other = arena_printf(a, "%s [%s]", f->text,
						f->slug);
		return;
	}
	if (n && (read_pieces(f->text, &v) != n || !is_there(l, o, &v.a) ||
		  (n == 2 && !is_there(l, o, &v.b))))
		o->odd = arena_strdup(a, f->text);
	o->found[o->n_found++] = v;
}
