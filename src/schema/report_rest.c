/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report_rest.c - messages about what a map or list has too much or too little
 * of, beside keys and counts.
 */
#include "schema/report.h"

#include "schema/location.h"
#include "schema/path.h"
#include "schema/wanted.h"

void report_needed_key(struct eval *e, const struct scope *s,
		       const char *key, const char *because)
{
	const struct member *m = value_member(s->instance->value, because);
	struct finding *f;

	f = report_here(e, s, E_MISSING_KEY,
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

	report_here(e, s, E_WRONG_COUNT,
		    "%s: found %zu item%s of the kind that is wanted here%s%s%s, allowed: %s",
		    path_text(e->arena, s->instance), n, n == 1 ? "" : "s",
		    wanted ? " (" : "", wanted ? wanted : "",
		    wanted ? ")" : "", allowed);
}

void report_rest_key(struct eval *e, const struct scope *s,
		     const struct member *m)
{
	report_at(e, s, E_UNKNOWN_KEY,
		  (struct report_spot){
			  .place = m->key_place,
			  .path = location_member(e->arena, s->instance,
						  m->key),
		  },
		     "%s: unknown key '%s': no part of the schema that applies here has it",
		     path_text(e->arena, s->instance),
		     path_excerpt(e->arena, m->key));
}

void report_rest_item(struct eval *e, const struct scope *s,
		      const struct instance *item)
{
	report_at(e, s, E_WRONG_COUNT,
		  (struct report_spot){
			  .place = item->value->place,
			  .path = location_instance(e->arena, item),
		  },
		     "%s: no part of the schema that applies here has this item",
		     path_text(e->arena, item));
}
