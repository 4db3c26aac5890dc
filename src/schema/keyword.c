/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keyword.c - the table of keywords.
 */
#include "schema/keyword.h"

#include <string.h>

const struct keyword keyword_table[] = {
#define ANNOTATION(name_, in_, parse_)				\
	{ .name = name_, .in = in_, .parse = parse_ },
#define KEYWORD(name_, in_, types_, phase_, parse_, eval_)	\
	{							\
		.name = name_,					\
		.in = in_,					\
		.types = types_,				\
		.phase = phase_,				\
		.parse = parse_,				\
		.eval = eval_,					\
	},
#include "schema/keywords.def"
#undef KEYWORD
#undef ANNOTATION
};

const size_t n_keywords = sizeof(keyword_table) / sizeof(keyword_table[0]);

const struct keyword *keyword_find(const char *name)
{
	size_t low = 0;
	size_t high = n_keywords;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(name, keyword_table[mid].name);

		if (order == 0)
			return &keyword_table[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}
