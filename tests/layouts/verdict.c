/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * verdict.c - verdicts of layout-check: reading, ordering, printing.
 */
#include "verdict.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define N_KEYS 7

const char *const rule_names[N_RULES] = {
	[RULE_OK] = "ok",
	[RULE_CELLS] = "cells",
	[RULE_LENGTH] = "length",
	[RULE_TOO_MANY] = "too-many",
	[RULE_WRAPS] = "wraps",
	[RULE_NOT_ENHANCED] = "not-enhanced",
	[RULE_REGIONS_32BIT] = "regions-32bit",
	[RULE_ALIGN] = "align",
	[RULE_SMALL] = "small",
	[RULE_IPA] = "ipa",
	[RULE_ORDER] = "order",
	[RULE_OVERLAP] = "overlap",
};

static unsigned int find_word(const char *const *words, unsigned int n,
			      const char *word)
{
	unsigned int i = 0;

	while (i < n && strcmp(words[i], word) != 0)
		i++;
	return i;
}

/* KIND BASE SIZE, or the end of the line. */
static bool parse_piece(struct piece *ret)
{
	const char *kind = strtok(NULL, " ");
	const char *base = strtok(NULL, " ");
	const char *size = strtok(NULL, " ");
	unsigned int k;

	if (!kind)
		return true;
	k = find_word(piece_names, N_PIECE_KINDS, kind);
	if (k == N_PIECE_KINDS || !base || !size)
		return false;
	*ret = (struct piece){ (enum piece_kind)k,
			       { strtoull(base, NULL, 16),
				 strtoull(size, NULL, 16) } };
	return true;
}

bool verdict_parse(char *line, struct verdict *ret)
{
	const char *word = strtok(line, " \n");
	struct verdict v = { .rule = RULE_OK };
	unsigned int rule = word ? find_word(rule_names, N_RULES, word) :
				   N_RULES;

	if (rule == N_RULES)
		return false;
	v.rule = (enum rule)rule;
	v.prop = strtok(NULL, " \n");
	if (v.prop && strcmp(v.prop, "-") == 0)
		v.prop = NULL;
	if (!parse_piece(&v.a) || !parse_piece(&v.b))
		return false;
	*ret = v;
	return true;
}

/* Rules of the parser and on the domain come before those on ranges. */
static uint64_t phase(const struct verdict *v)
{
	return v->rule < RULE_ALIGN ? v->rule : RULE_ALIGN;
}

static void keys_of(const struct verdict *v, uint64_t key[N_KEYS])
{
	const struct piece *b = v->b.kind != PIECE_NONE ? &v->b : &v->a;

	key[0] = v->a.range.base;
	key[1] = b->range.base;
	key[2] = v->rule;
	key[3] = v->a.kind;
	key[4] = b->kind;
	key[5] = v->a.range.size;
	key[6] = b->range.size;
}

bool verdict_less(const struct verdict *x, const struct verdict *y)
{
	uint64_t kx[N_KEYS], ky[N_KEYS];
	size_t i = 0;

	if (phase(x) != phase(y))
		return phase(x) < phase(y);
	keys_of(x, kx);
	keys_of(y, ky);
	while (i < N_KEYS - 1 && kx[i] == ky[i])
		i++;
	return kx[i] < ky[i];
}

static bool same_piece(const struct piece *x, const struct piece *y)
{
	return x->kind == y->kind && x->range.base == y->range.base &&
	       x->range.size == y->range.size;
}

bool verdict_same(const struct verdict *x, const struct verdict *y)
{
	if (x->rule != y->rule)
		return false;
	return x->rule < RULE_ALIGN ||
	       (same_piece(&x->a, &y->a) && same_piece(&x->b, &y->b));
}

static bool is_early_kind(enum piece_kind kind)
{
	return kind <= PIECE_MAGIC || kind == PIECE_VIRTIO ||
	       kind == PIECE_VPCI || kind == PIECE_ACPI;
}

bool verdict_is_early(const struct verdict *v)
{
	return v->rule != RULE_REGIONS_32BIT && is_early_kind(v->a.kind) &&
	       is_early_kind(v->b.kind);
}

static const char *piece_text(struct arena *a, const struct piece *p)
{
	if (p->kind == PIECE_NONE)
		return "";
	return arena_printf(a, " %s 0x%" PRIx64 " 0x%" PRIx64,
			    piece_names[p->kind], p->range.base,
			    p->range.size);
}

const char *verdict_text(struct arena *a, const struct verdict *v)
{
	return arena_printf(a, "%s%s%s", rule_names[v->rule],
			    piece_text(a, &v->a), piece_text(a, &v->b));
}
