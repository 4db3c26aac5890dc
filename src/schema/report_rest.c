/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report_rest.c - messages about what a map or list has too much or too little
 * of, beside keys and counts.
 */
#include "schema/report.h"

#include "schema/path.h"
#include "schema/wanted.h"

void report_needed_key(struct eval *e, const struct scope *s,
		       const char *key, const char *because)
{
	const struct member *m = value_member(s->instance->value, because);
	struct finding *f;

	f = findings_add(e->findings, E_MISSING_KEY,
			 s->instance->value->place,
			 "%s: the key '%s' is missing, which '%s' needs",
			 path_text(e->arena, s->instance),
			 path_excerpt(e->arena, key),
			 path_excerpt(e->arena, because));
	findings_note(e->findings, f, m->key_place, "'%s' is here",
		      path_excerpt(e->arena, because));
}

void report_contains(struct eval *e, const struct scope *s,
		     const struct contains_rule *c, size_t n)
{
	const char *wanted = wanted_node(e->arena, c->node);
	const char *allowed = c->max == SIZE_MAX ?
			arena_printf(e->arena, "at least %zu", c->min) :
			arena_printf(e->arena, "%zu to %zu", c->min, c->max);

	findings_add(e->findings, E_WRONG_COUNT, s->instance->value->place,
		     "%s: found %zu item%s of the kind that is wanted here%s%s%s, allowed: %s",
		     path_text(e->arena, s->instance), n, n == 1 ? "" : "s",
		     wanted ? " (" : "", wanted ? wanted : "",
		     wanted ? ")" : "", allowed);
}

void report_rest_key(struct eval *e, const struct scope *s,
		     const struct member *m)
{
	findings_add(e->findings, E_UNKNOWN_KEY, m->key_place,
		     "%s: unknown key '%s': no part of the schema that applies here has it",
		     path_text(e->arena, s->instance),
		     path_excerpt(e->arena, m->key));
}

void report_rest_item(struct eval *e, const struct instance *item)
{
	findings_add(e->findings, E_WRONG_COUNT, item->value->place,
		     "%s: no part of the schema that applies here has this item",
		     path_text(e->arena, item));
}
