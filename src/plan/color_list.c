/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * color_list.c - lists of cache colours, as parse_color_config() of
 * xen/common/llc-coloring.c reads them.
 */
#include "plan/option.h"

static struct color_list add_range(struct arena *a, struct color_list l,
				   uint64_t first, uint64_t last,
				   uint32_t n_built)
{
	if (first > last)
		l.fault = arena_printf(a, "the range %llu-%llu runs backwards",
				       (unsigned long long)first,
				       (unsigned long long)last);
	else if (last >= n_built)
		l.fault = arena_printf(a, "Xen is built for colours 0 to %u",
				       (unsigned int)n_built - 1);
	else if (l.n + (last - first) >= n_built)
		l.fault = "a colour is said more than once";
	if (l.fault)
		return l;
	l.n += last - first + 1;
	if (l.most < last)
		l.most = last;
	return l;
}

struct color_list plan_read_colors(struct arena *a, const char *s,
				   uint32_t n_built, bool *has)
{
	struct color_list l = { 0, 0, NULL };

	while (*s && !l.fault) {
		/* An unsigned int of Xen's: the rest is cut. */
		uint64_t first = (uint32_t)plan_take_number(&s), last = first;

		if (*s == '-') {
			s++;
			last = (uint32_t)plan_take_number(&s);
		}
		l = add_range(a, l, first, last, n_built);
		for (uint64_t i = first; has && !l.fault && i <= last; i++)
			has[i] = true;
		if (*s == ',')
			s++;
		else if (*s && !l.fault)
			l.fault = arena_printf(a, "no number begins at '%s'",
					       s);
	}
	return l;
}
