/* SPDX-License-Identifier: BSD-2-Clause */
#include "model/bind.h"

#include <assert.h>
#include <string.h>

struct set_u64 bind_u64(struct bind *b, const struct value *v)
{
	assert(v->kind == VALUE_INT);
	if (v->big || v->negative) {
		diag_add(b->diags, E_ADDRESS, v->place,
			 "%s is no 64-bit number", v->text);
		return (struct set_u64){ .place = v->place };
	}
	return (struct set_u64){ v->magnitude, true, v->place };
}

struct set_u64 bind_size(struct bind *b, const struct value *v)
{
	struct set_u64 s = { .place = v->place };

	s.given = model_size(b->diags, v, &s.v);
	return s;
}

struct set_bool bind_bool(const struct value *v)
{
	assert(v->kind == VALUE_BOOL);
	return (struct set_bool){ v->boolean, true, v->place };
}

struct set_str bind_str(const struct value *v)
{
	assert(v->kind == VALUE_STRING);
	return (struct set_str){ v->text, true, v->place };
}

unsigned int bind_word(const struct value *v, const char *const *words,
		       unsigned int n_words)
{
	unsigned int i = 0;

	while (i < n_words - 1 && !bind_is_word(v, words[i]))
		i++;
	return i;
}

bool bind_is_word(const struct value *v, const char *word)
{
	return v->kind == VALUE_STRING && strcmp(v->text, word) == 0;
}

struct place bind_path_place(const struct value *v)
{
	const struct value *path = value_get(v, "file");

	return path ? path->place : v->place;
}

bool bind_range_fits(struct diags *d, const struct value *said, uint64_t base,
		     uint64_t size)
{
	if (base <= UINT64_MAX - (size - 1))
		return true;
	diag_add(d, E_ADDRESS, said->place,
		 "a range of %s at %s does not lie below 2^64",
		 size_text(d->arena, size), said->text);
	return false;
}

bool bind_range(struct diags *d, const struct value *v,
		struct set_range *ret_range)
{
	const struct value *base = value_get(v, "base");
	const struct value *size = value_get(v, "size");
	const struct value *why = value_get(v, "why");
	struct set_range r = { .place = v->place };

	assert(base && base->kind == VALUE_INT && size);
	if (!model_size(d, size, &r.range.size))
		return false;
	if (base->big || base->negative ||
	    base->magnitude > UINT64_MAX - (r.range.size - 1)) {
		diag_add(d, E_ADDRESS, base->place,
			 "a range of %s at %s does not lie below 2^64",
			 size->text, base->text);
		return false;
	}
	r.range.base = base->magnitude;
	if (why && why->kind == VALUE_STRING)
		r.why = why->text;
	*ret_range = r;
	return true;
}

size_t bind_ranges(struct arena *a, struct diags *d, const struct value *list,
		   struct set_range **ret_ranges)
{
	size_t n = 0;

	*ret_ranges = arena_array(a, list->n, sizeof(**ret_ranges));
	for (size_t i = 0; i < list->n; i++)
		n += bind_range(d, list->items[i], &(*ret_ranges)[n]);
	return n;
}
