/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * marks.c - sets of small numbers; up to 64 need no memory.
 */
#include "schema/marks.h"

#define BITS 64

static uint64_t *room_for_many(struct marks *m, struct arena *a, size_t n)
{
	if (!m->many)
		m->many = arena_array(a, (n - 1) / BITS, sizeof(*m->many));
	return m->many;
}

void marks_set(struct marks *m, struct arena *a, size_t i, size_t n)
{
	uint64_t bit = UINT64_C(1) << (i % BITS);

	if (!m)
		return;
	if (i < BITS)
		m->few |= bit;
	else
		room_for_many(m, a, n)[i / BITS - 1] |= bit;
}

bool marks_has(const struct marks *m, size_t i)
{
	uint64_t bit = UINT64_C(1) << (i % BITS);

	if (i < BITS)
		return m->few & bit;
	return m->many && (m->many[i / BITS - 1] & bit);
}

void marks_join(struct marks *m, const struct marks *from, struct arena *a,
		size_t n)
{
	m->few |= from->few;
	if (!from->many)
		return;
	room_for_many(m, a, n);
	for (size_t i = 0; i < (n - 1) / BITS; i++)
		m->many[i] |= from->many[i];
}
