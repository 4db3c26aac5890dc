/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * eval.h - a schema applied to a document.
 *
 * An instance is a value of the document with the way to it. A scope is one
 * sub-schema applied to one instance; scopes form a chain on the C stack,
 * which is the dynamic scope of the specification. What a keyword learns
 * about the instance for keywords beside it belongs into the scope.
 */
#ifndef DOMC_SCHEMA_EVAL_H
#define DOMC_SCHEMA_EVAL_H

#include <stdbool.h>
#include <stddef.h>

#include "schema/finding.h"
#include "schema/keyword.h"
#include "schema/marks.h"
#include "schema/node.h"

struct instance {
	const struct instance *parent;	/* NULL for the document */
	const struct value *value;
	unsigned int types;		/* node_types() of value */
	unsigned int depth;		/* steps from the document */
	const char *key;		/* in a parent that is a map */
	size_t at;			/* in a parent that is a list */
	bool is_name;			/* `value` is a key of the parent */
};

struct scope {
	const struct scope *outer;	/* NULL at the start */
	const struct schema_node *node;
	const struct rule *rule;	/* of `node`, being applied; or NULL */
	const struct instance *instance;
	unsigned int depth;		/* scopes around this one */
	struct marks *marks;		/* NULL: nobody asks for them */
};

/* How much is wanted of an evaluation. */
enum eval_mode {
	EVAL_VERDICT,	/* valid or not: stops at the first failure */
	EVAL_MEASURE,	/* counts failures, to find the nearest branch */
	EVAL_REPORT,	/* adds findings */
};

struct eval {
	const struct schema *schema;
	struct arena *arena;
	struct findings *findings;
	enum eval_mode mode;
	size_t n_failures;		/* counted by EVAL_MEASURE */
	unsigned int deepest;		/* instance that failed: its depth */
	unsigned int n_steps;		/* sub-schemas applied */
	unsigned int pattern_steps;	/* left for matches */
	bool stopped;			/* a limit was hit: all is said */
};

/**
 * eval_apply - apply @n to @in
 * @outer: the scope that asks
 *
 * Return: true when @in is valid. Finds everything but in EVAL_VERDICT.
 */
bool eval_apply(struct eval *e, const struct schema_node *n,
		const struct instance *in, const struct scope *outer);

/** eval_verdict - is @in valid? Says nothing about why */
bool eval_verdict(struct eval *e, const struct schema_node *n,
		  const struct instance *in, const struct scope *outer);

/** eval_member - the instance of member @m of @parent */
struct instance eval_member(const struct eval *e,
			    const struct instance *parent,
			    const struct member *m);
/** eval_item - the instance of item @at of @parent */
struct instance eval_item(const struct eval *e, const struct instance *parent,
			  size_t at);

/** eval_mark - entry @i of the instance of @s has been evaluated */
void eval_mark(struct eval *e, const struct scope *s, size_t i);

/**
 * eval_failed - count a failure of @s
 *
 * Return: true when a finding is wanted, too.
 */
bool eval_failed(struct eval *e, const struct scope *s);

/**
 * eval_equal - JSON equality; with x-numbers of the schema 1 is not 1.0
 */
bool eval_equal(const struct eval *e, const struct value *a,
		const struct value *b);

/**
 * eval_nearest - none of @branches takes the instance of @s: report the one
 * that comes nearest, or that no branch takes its type
 */
void eval_nearest(struct eval *e, const struct scope *s,
		  const struct branch_rule *branches);

/**
 * eval_matches - does @p match?
 *
 * What the regular expression itself does wrong is reported once, as a fault
 * of the schema; such a pattern matches everything.
 */
bool eval_matches(struct eval *e, const struct scope *s,
		  const struct pattern *p, const char *text, size_t len);

#endif
