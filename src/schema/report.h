/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report.h - the messages of a validation: where, what was found, what was
 * wanted, and the way out.
 *
 * Each adds one finding about the instance of @s, for the node of @s.
 */
#ifndef DOMC_SCHEMA_REPORT_H
#define DOMC_SCHEMA_REPORT_H

#include <stddef.h>

#include "schema/eval.h"

/* Of more names than this the nearest is no hint. */
#define MAX_GUESSED 256

/* Where a finding is, when it is not about the instance of its scope. */
struct report_spot {
	struct place place;
	const char *path;	/* JSON Pointer of the value */
	const char *keyword;	/* NULL: the one being applied */
};

/** report_here - a finding at the instance of @s; NULL when there are many */
struct finding *report_here(struct eval *e, const struct scope *s,
			    enum diag_code code, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/** report_at - the same at @spot */
struct finding *report_at(struct eval *e, const struct scope *s,
			  enum diag_code code, struct report_spot spot,
			  const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* E0202: another type than the node, or any of its branches, takes. */
void report_type(struct eval *e, const struct scope *s);
/* E0205 */
void report_enum(struct eval *e, const struct scope *s,
		 struct value *const *allowed, size_t n_allowed);
/* E0205: the same, whatever the node of @s wants */
void report_allowed(struct eval *e, const struct scope *s,
		    struct value *const *allowed, size_t n_allowed);
/* E0205: the schema `false`, or one that `not` holds */
void report_never(struct eval *e, const struct scope *s);
/* E0205: @a and @b of a oneOf both take the value */
void report_several(struct eval *e, const struct scope *s,
		    const struct schema_node *a, const struct schema_node *b);
/* E0206 */
void report_range(struct eval *e, const struct scope *s);
void report_multiple(struct eval *e, const struct scope *s,
		     const struct value *divisor);
/* E0207 */
void report_form(struct eval *e, const struct scope *s, const char *wanted);
void report_length(struct eval *e, const struct scope *s);
/* E0208 */
void report_count(struct eval *e, const struct scope *s);
void report_surplus(struct eval *e, const struct scope *s, size_t n_allowed);
/* E0209 */
void report_repeat(struct eval *e, const struct scope *s, size_t first,
		   size_t again);

/* E0203 */
void report_unknown_key(struct eval *e, const struct scope *s,
			const struct member *m);
/* E0204 */
void report_missing_key(struct eval *e, const struct scope *s,
			const char *key);

/* E0204: the key @because is there */
void report_needed_key(struct eval *e, const struct scope *s,
		       const char *key, const char *because);
/* E0208: @n items are valid for the schema of `contains` */
void report_contains(struct eval *e, const struct scope *s,
		     const struct contains_rule *c, size_t n);
/* E0203, E0208: unevaluatedProperties, unevaluatedItems */
void report_rest_key(struct eval *e, const struct scope *s,
		     const struct member *m);
void report_rest_item(struct eval *e, const struct scope *s,
		      const struct instance *item);

/**
 * report_also_wanted - a branch was reported: what else may stand there
 * @n_before: findings before those of the branch
 */
void report_also_wanted(struct eval *e, const struct scope *s,
			size_t n_before);

/* E0201: the schema itself, found when it is applied */
void report_schema(struct eval *e, const struct scope *s, struct place place,
		   const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void report_pattern_broken(struct eval *e, const struct scope *s,
			   const struct pattern *p);
/* @len: bytes of the text that it was tried on */
void report_pattern_limit(struct eval *e, const struct scope *s,
			  const struct pattern *p, size_t len);

#endif
