/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keyword.h - the keywords of JSON Schema, declared once in keywords.def.
 */
#ifndef DOMC_SCHEMA_KEYWORD_H
#define DOMC_SCHEMA_KEYWORD_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/node.h"

struct compiler;
struct eval;
struct scope;

/* When a rule is applied, relative to the other rules of its node. */
enum keyword_phase {
	PHASE_NONE,	/* never: the keyword says nothing that can fail */
	/* A value of the wrong type breaks most other rules too: said once. */
	PHASE_TYPE,
	PHASE_ASSERT,
	PHASE_LATE,	/* asks what all others have evaluated */
};

/* Where a keyword belongs: bits. */
enum keyword_in {
	IN_2019 = 1 << 0,
	IN_2020 = 1 << 1,
	IN_BOTH = IN_2019 | IN_2020,
	IN_VALIDATION = 1 << 2,	/* of the validation vocabulary */
	IN_CHECKS = IN_BOTH | IN_VALIDATION,
};

struct keyword {
	const char *name;
	unsigned int in;	/* of enum keyword_in */
	unsigned int types;	/* instances it has something to say about */
	enum keyword_phase phase;
	/*
	 * Checks the keyword's value in a schema and prepares @r.
	 * Return: true when @r is to be kept and evaluated.
	 */
	bool (*parse)(struct compiler *c, struct schema_node *n,
		      struct rule *r);
	/*
	 * Applies @r to the instance of @s and reports what is wrong.
	 * Return: true when nothing is. NULL with PHASE_NONE.
	 */
	bool (*eval)(struct eval *e, const struct scope *s,
		     const struct rule *r);
};

extern const struct keyword keyword_table[];
extern const size_t n_keywords;

/** keyword_find - by name; NULL if there is none */
const struct keyword *keyword_find(const char *name);

/** keyword_letters - for keyword_look_up(): where each first letter begins */
void keyword_letters(unsigned char ret_letters[128]);

/** keyword_look_up - keyword_find() for whoever has thousands to find */
const struct keyword *keyword_look_up(const unsigned char letters[128],
				      const char *name);

#define ANNOTATION(name_, in_, parse_) \
	bool parse_(struct compiler *c, struct schema_node *n, struct rule *r);
#define KEYWORD(name_, in_, types_, phase_, parse_, eval_)		\
	ANNOTATION(name_, in_, parse_)					\
	bool eval_(struct eval *e, const struct scope *s,		\
		   const struct rule *r);
#include "schema/keywords.def"
#undef KEYWORD
#undef ANNOTATION

#endif
