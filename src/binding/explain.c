/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * explain.c - the rules of a schema that a node breaks, one by one.
 */
#include "binding/explain.h"

#include <stdint.h>
#include <string.h>

#include "binding/prepare.h"
#include "schema/marks.h"

struct explaining {
	struct eval *e;
	struct arena *arena;
	bool disabled;
	struct faults faults;
};

bool explain_says_disabled(const struct value *status)
{
	for (size_t i = 0; i < status->n; i++)
		if (status->items[i]->kind == VALUE_STRING &&
		    strcmp(status->items[i]->text, "disabled") == 0)
			return true;
	return false;
}

/* ---- where ---- */

/* Where an instance is: a child, and a property of it. */
struct spot {
	const char *below;
	const char *property;		/* or NULL */
	const struct instance *node;	/* the node itself */
	const struct value *value;	/* of the property */
};

static struct spot find_spot(struct arena *a, const struct instance *in)
{
	struct spot s;

	if (!in->parent)
		return (struct spot){ .below = "", .node = in };
	s = find_spot(a, in->parent);
	if (s.property || in->is_name)
		return s;
	if (in->value->kind == VALUE_MAP) {
		s.below = arena_printf(a, "%s/%s", s.below, in->key);
		s.node = in;
	} else {
		s.property = in->key;
		s.value = in->value;
	}
	return s;
}

static bool may_lack(const struct explaining *x, const struct instance *node)
{
	const struct value *status = value_get(node->value, "status");

	return x->disabled || (status && status->kind == VALUE_LIST &&
			       explain_says_disabled(status));
}

/* A value of the wrong type breaks most other rules, too: say it once. */
static bool is_told(const struct explaining *x, const struct fault *f)
{
	const struct fault *last;

	if (!x->faults.n || !f->property)
		return false;
	last = &x->faults.list[x->faults.n - 1];
	return last->code == E_PROPERTY_TYPE && last->property &&
	       strcmp(last->property, f->property) == 0 &&
	       strcmp(last->below, f->below) == 0;
}

static void add_fault(struct explaining *x, const struct fault *f,
		      const struct instance *node)
{
	if ((f->is_missing && may_lack(x, node)) || is_told(x, f))
		return;
	x->faults.list = arena_grow(x->arena, x->faults.list, x->faults.n,
				    &x->faults.n_room,
				    sizeof(*x->faults.list));
	x->faults.list[x->faults.n++] = *f;
}

/* "property 'reg' has <1 2>", "the node": the start of a sentence. */
static const char *subject(struct explaining *x, const struct spot *at)
{
	if (!at->property)
		return "the node";
	if (strcmp(at->property, "$nodename") == 0)
		return "the name of the node";
	return arena_printf(x->arena, "property '%s' has %s", at->property,
			    words_value(x->arena, at->value));
}

static void fault_at(struct explaining *x, const struct scope *s,
		     const struct rule *r, enum diag_code code,
		     const char *text)
{
	struct spot at = find_spot(x->arena, s->instance);
	const struct fault f = {
		.code = code,
		.below = at.below,
		.property = at.property,
		.keyword = r->keyword->name,
		.text = arena_printf(x->arena, "%s%s", subject(x, &at), text),
	};

	add_fault(x, &f, at.node);
}

/* ---- keywords that speak of one value ---- */

static void fault_type(struct explaining *x, const struct scope *s,
		       const struct rule *r)
{
	const char *wanted = words_wanted(x->arena, r, s->node);

	if (s->instance->value->kind == VALUE_MAP)
		fault_at(x, s, r, E_PROPERTY_TYPE,
			 arena_printf(x->arena, " stands in place of a property, wanted %s",
				      wanted ? wanted : "another type"));
	else
		fault_at(x, s, r, E_PROPERTY_TYPE,
			 arena_printf(x->arena, ", wanted %s",
				      wanted ? wanted : "another type"));
}

static void fault_value(struct explaining *x, const struct scope *s,
			const struct rule *r)
{
	const char *wanted = words_wanted(x->arena, r, s->node);

	fault_at(x, s, r, E_PROPERTY_VALUE,
		 arena_printf(x->arena, ", allowed: %s",
			      wanted ? wanted : "another value"));
}

static void fault_count(struct explaining *x, const struct scope *s,
			const struct rule *r)
{
	const char *wanted = words_wanted(x->arena, r, s->node);

	fault_at(x, s, r, E_PROPERTY_COUNT,
		 arena_printf(x->arena, ": %s, allowed: %s",
			      words_count(x->arena, s->instance),
			      wanted ? wanted : "another number"));
}

static void fault_repeat(struct explaining *x, const struct scope *s,
			 const struct rule *r)
{
	fault_at(x, s, r, E_PROPERTY_COUNT,
		 ", and one entry of it more than once");
}

static void fault_contains(struct explaining *x, const struct scope *s,
			   const struct rule *r)
{
	fault_at(x, s, r, E_PROPERTY_VALUE,
		 ", which is without an entry that must be there");
}

static void fault_not(struct explaining *x, const struct scope *s,
		      const struct rule *r)
{
	fault_at(x, s, r, E_PROPERTY_FORM, ", which is not allowed here");
}

/* ---- properties that are not there, or should not be ---- */

static void fault_missing(struct explaining *x, const struct scope *s,
			  const struct rule *r, const char *name,
			  const char *because)
{
	struct spot at = find_spot(x->arena, s->instance);
	const struct fault f = {
		.code = E_MISSING_PROPERTY,
		.below = at.below,
		.property = name,
		.keyword = r->keyword->name,
		.is_missing = !because,
		.text = because ?
			arena_printf(x->arena, "property '%s' is missing, which '%s' needs",
				     name, because) :
			arena_printf(x->arena, "property '%s' is missing",
				     name),
	};

	add_fault(x, &f, at.node);
}

static void fault_required(struct explaining *x, const struct scope *s,
			   const struct rule *r)
{
	for (size_t i = 0; i < r->arg->n; i++) {
		const char *name = r->arg->items[i]->text;

		if (!value_member(s->instance->value, name))
			fault_missing(x, s, r, name, NULL);
	}
}

static const char *meant(struct explaining *x, const struct schema_node *n,
			 const char *name)
{
	const struct value *known = n->map ? n->map->properties : NULL;
	const char **names;

	if (!known)
		return NULL;
	names = arena_array(x->arena, known->n + 1, sizeof(*names));
	for (size_t i = 0; i < known->n; i++)
		names[i] = known->members[i].key;
	return diag_did_you_mean(name, names, known->n);
}

static void fault_unknown(struct explaining *x, const struct scope *s,
			  const struct rule *r, const struct member *m)
{
	struct spot at = find_spot(x->arena, s->instance);
	const char *near = meant(x, s->node, m->key);
	const struct fault f = {
		.code = E_UNKNOWN_PROPERTY,
		.below = at.below,
		.property = m->key,
		.keyword = r->keyword->name,
		.text = arena_printf(x->arena, "%s '%s' is not known here%s%s%s",
				     m->value->kind == VALUE_MAP ? "node" :
								   "property",
				     m->key, near ? "; did you mean '" : "",
				     near ? near : "", near ? "'?" : ""),
	};

	add_fault(x, &f, at.node);
}

/* ---- keywords that hold schemas ---- */

static void explain_node(struct explaining *x, const struct schema_node *n,
			 const struct instance *in, const struct scope *outer);

static void explain_rest(struct explaining *x, const struct scope *s,
			 const struct rule *r, const struct member *m,
			 const struct schema_node *rest)
{
	const struct instance child = eval_member(x->e, s->instance, m);

	/* What may only be a node: a property is unknown. */
	if (rest->never ||
	    (rest->types == TYPE_OBJECT && m->value->kind != VALUE_MAP))
		fault_unknown(x, s, r, m);
	else
		explain_node(x, rest, &child, s);
}

static void explain_members(struct explaining *x, const struct scope *s,
			    const struct rule *r)
{
	const struct map_rule *map = s->node->map;
	const struct value *v = s->instance->value;

	for (size_t i = 0; i < v->n; i++) {
		const struct member *m = &v->members[i];
		const struct instance child = eval_member(x->e, s->instance,
							  m);
		const struct schema_node *n = node_property(s->node, m->key);
		bool known = n != NULL;

		if (n)
			explain_node(x, n, &child, s);
		for (size_t k = 0; map->patterns && k < map->patterns->n; k++)
			if (eval_matches(x->e, s, map->pattern[k], m->key,
					 strlen(m->key))) {
				known = true;
				explain_node(x, map->pattern_nodes[k], &child,
					     s);
			}
		if (!known && map->rest)
			explain_rest(x, s, r, m, map->rest);
	}
}

static void explain_items(struct explaining *x, const struct scope *s,
			  const struct rule *r)
{
	const struct list_rule *list = s->node->list;
	const struct value *v = s->instance->value;

	for (size_t i = 0; i < v->n; i++) {
		const struct instance item = eval_item(x->e, s->instance, i);
		const struct schema_node *n =
			i < list->n_prefix ? list->prefix[i] : list->rest;

		if (n && n->never && i >= list->n_prefix) {
			fault_count(x, s, r);
			return;
		}
		if (n)
			explain_node(x, n, &item, s);
	}
}

static void explain_all(struct explaining *x, const struct scope *s,
			const struct rule *r)
{
	for (size_t i = 0; i < r->u.branches.n; i++)
		explain_node(x, r->u.branches.nodes[i], s->instance, s);
}

static void explain_ref(struct explaining *x, const struct scope *s,
			const struct rule *r)
{
	(void)r;
	explain_node(x, s->node->ref, s->instance, s);
}

static void explain_if(struct explaining *x, const struct scope *s,
		       const struct rule *r)
{
	const struct condition_rule *c = &r->u.condition;
	const struct schema_node *next =
		eval_verdict(x->e, c->test, s->instance, s) ? c->yes : c->no;

	if (next)
		explain_node(x, next, s->instance, s);
}

static void explain_dependencies(struct explaining *x, const struct scope *s,
				 const struct rule *r)
{
	const struct value *v = s->instance->value;

	for (size_t i = 0; i < r->arg->n; i++) {
		const struct member *m = &r->arg->members[i];

		if (!value_member(v, m->key))
			continue;
		if (r->u.nodes[i]) {
			explain_node(x, r->u.nodes[i], s->instance, s);
			continue;
		}
		for (size_t k = 0; k < m->value->n; k++)
			if (!value_member(v, m->value->items[k]->text))
				fault_missing(x, s, r,
					      m->value->items[k]->text,
					      m->key);
	}
}

/* What @n has against @in, apart from all else. */
static struct faults faults_of(const struct explaining *x,
			       const struct schema_node *n,
			       const struct scope *s)
{
	struct explaining inner = { .e = x->e, .arena = x->arena };

	explain_node(&inner, n, s->instance, s);
	return inner.faults;
}

/* Is all that is wrong in @f that something is missing? */
static bool only_lacks(const struct faults *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (!f->list[i].is_missing)
			return false;
	return true;
}

/* The text of a fault, without what the sentence around it says. */
static const char *short_text(struct explaining *x, const struct spot *at,
			      const struct fault *f)
{
	const char *start = subject(x, at);
	size_t n = strlen(start);

	if (strncmp(f->text, start, n) != 0 || !f->text[n])
		return f->text;
	return f->text + n + strspn(f->text + n, ",: ");
}

/* Of a branch: how little is wrong, and that it is not the type. */
static size_t distance(const struct faults *f)
{
	if (!f->n)
		return SIZE_MAX;
	return 2 * f->n + (f->list[0].code == E_PROPERTY_TYPE);
}

/* None of the branches takes it: what the nearest wants. */
static void fault_branches(struct explaining *x, const struct scope *s,
			   const struct rule *r)
{
	const struct branch_rule *b = &r->u.branches;
	struct spot at = find_spot(x->arena, s->instance);
	struct fault f = {
		.code = E_PROPERTY_FORM,
		.below = at.below,
		.property = at.property,
		.keyword = r->keyword->name,
		.is_missing = true,
	};
	struct faults best = { .n = 0 };

	for (size_t i = 0; i < b->n; i++) {
		struct faults faults = faults_of(x, b->nodes[i], s);

		f.is_missing &= only_lacks(&faults);
		if (distance(&faults) < distance(&best))
			best = faults;
	}
	f.text = arena_printf(x->arena, "%s, which is none of %zu forms; the nearest: %s",
			      subject(x, &at), b->n,
			      best.n ? short_text(x, &at, &best.list[0]) :
				       "none is known");
	add_fault(x, &f, at.node);
}

static void explain_branches(struct explaining *x, const struct scope *s,
			     const struct rule *r)
{
	const struct branch_rule *b = &r->u.branches;

	for (size_t i = 0; i < b->n; i++)
		if (eval_verdict(x->e, b->nodes[i], s->instance, s)) {
			fault_at(x, s, r, E_PROPERTY_FORM,
				 ", which is more than one of the forms of which it must be one");
			return;
		}
	fault_branches(x, s, r);
}

/* ---- all keywords ---- */

static const struct {
	const char *name;
	void (*explain)(struct explaining *x, const struct scope *s,
			const struct rule *r);
} handlers[] = {
	{ PREPARE_TYPE, fault_type },
	{ "$ref", explain_ref },
	{ "additionalProperties", explain_members },
	{ "allOf", explain_all },
	{ "anyOf", explain_branches },
	{ "const", fault_value },
	{ "contains", fault_contains },
	{ "dependencies", explain_dependencies },
	{ "dependentRequired", explain_dependencies },
	{ "dependentSchemas", explain_dependencies },
	{ "enum", fault_value },
	{ "exclusiveMaximum", fault_value },
	{ "exclusiveMinimum", fault_value },
	{ "if", explain_if },
	{ "items", explain_items },
	{ "maxItems", fault_count },
	{ "maximum", fault_value },
	{ "minItems", fault_count },
	{ "minimum", fault_value },
	{ "multipleOf", fault_value },
	{ "oneOf", explain_branches },
	{ "pattern", fault_value },
	{ "patternProperties", explain_members },
	{ "properties", explain_members },
	{ "required", fault_required },
	{ "type", fault_type },
	{ "uniqueItems", fault_repeat },
};
#define N_HANDLERS (sizeof(handlers) / sizeof(handlers[0]))

static void explain_rule(struct explaining *x, const struct scope *s,
			 const struct rule *r)
{
	size_t i = 0;

	while (i < N_HANDLERS &&
	       strcmp(handlers[i].name, r->keyword->name) != 0)
		i++;
	if (i < N_HANDLERS)
		handlers[i].explain(x, s, r);
	else
		fault_not(x, s, r);
}

/* Members that no other rule has looked at; before they count as seen. */
static void explain_unevaluated(struct explaining *x, const struct scope *s,
				const struct rule *r)
{
	const struct value *v = s->instance->value;

	for (size_t i = 0; i < v->n; i++)
		if (!marks_has(s->marks, i))
			explain_rest(x, s, r, &v->members[i], r->u.node);
}

static bool applies(const struct rule *r, const struct instance *in)
{
	return (r->keyword->types & in->types) ||
	       r->keyword->types == TYPE_ANY;
}

static void explain_node(struct explaining *x, const struct schema_node *n,
			 const struct instance *in, const struct scope *outer)
{
	struct marks marks = { .few = 0 };
	struct scope s = {
		.outer = outer,
		.node = n,
		.instance = in,
		.depth = outer ? outer->depth + 1 : 0,
		.marks = n->unevaluated ? &marks : NULL,
	};

	if (n->never) {
		const struct keyword no = { .name = "not" };

		fault_not(x, &s, &(struct rule){ .keyword = &no });
		return;
	}
	for (size_t i = 0; i < n->n_rules && !x->e->stopped; i++) {
		const struct rule *r = &n->rules[i];

		if (!applies(r, in))
			continue;
		s.rule = r;
		if (strcmp(r->keyword->name, "unevaluatedProperties") == 0) {
			explain_unevaluated(x, &s, r);
			continue;
		}
		/* All of it is looked at, for what counts as evaluated. */
		x->e->mode = EVAL_MEASURE;
		if (!r->keyword->eval(x->e, &s, r))
			explain_rule(x, &s, r);
	}
}

struct faults explain(struct eval *e, const struct schema_node *n,
		      const struct instance *in, bool disabled)
{
	struct explaining x = {
		.e = e,
		.arena = e->arena,
		.disabled = disabled,
	};

	explain_node(&x, n, in, NULL);
	return x.faults;
}
