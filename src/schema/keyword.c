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

void keyword_letters(unsigned char ret_letters[128])
{
	for (size_t i = n_keywords; i-- > 0;)
		ret_letters[keyword_table[i].name[0] & 127] =
			(unsigned char)(i + 1);
}

const struct keyword *keyword_look_up(const unsigned char letters[128],
				      const char *name)
{
	unsigned char letter = (unsigned char)*name;
	size_t i = letter < 128 ? letters[letter] : 0;

	if (!i)
		return NULL;
	for (i--; i < n_keywords && keyword_table[i].name[0] == *name; i++)
		/* Most differ soon: no call for those. */
		if (keyword_table[i].name[1] == name[1] &&
		    strcmp(keyword_table[i].name, name) == 0)
			return &keyword_table[i];
	return NULL;
}

const struct keyword *keyword_find(const char *name)
{
	unsigned char letters[128] = { 0 };

	keyword_letters(letters);
	return keyword_look_up(letters, name);
}
