/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * check.c - the nodes of a tree, one after another.
 */
#include <string.h>

#include "base/limits.h"
#include "binding/decode.h"
#include "binding/explain.h"
#include "binding/set.h"
#include "schema/eval.h"

struct check {
	struct bindings *bindings;
	struct arena *arena;
	struct diags *d;
	struct place place;		/* of the tree */
	struct findings *troubles;	/* of schemas */
	bool (*wants)(const struct dt_node *n, const void *ctx);
	const void *ctx;
	struct decoder *decoder;
	bool good;
};

/* One node with what is known of it. */
struct visit {
	struct check *check;
	const struct dt_node *node;
	const struct value *value;
	bool disabled;			/* it, or all around it */
};

/* Who said what is wrong: the property, or the node it is in. */
static struct place origin(const struct visit *v, const struct fault *f)
{
	const struct dt_node *n = v->node;
	const struct dt_prop *p;
	const char *at = f->below;

	while (*at) {
		size_t len = strcspn(++at, "/");

		n = n->children;
		while (n && (strncmp(n->name, at, len) != 0 || n->name[len]))
			n = n->next;
		if (!n)
			return v->check->place;
		at += len;
	}
	p = f->property ? dt_find_prop(n, f->property) : NULL;
	return place_or(p ? p->origin : n->origin, v->check->place);
}

static void report(const struct visit *v, const struct binding *one,
		   const struct fault *f)
{
	struct check *c = v->check;
	const char *path = dt_path(c->arena, v->node);
	struct diag_item *item;

	if (*f->below)
		path = arena_printf(c->arena, "%s%s",
				    v->node->parent ? path : "", f->below);
	c->good = false;
	item = diag_add(c->d, f->code, origin(v, f), "%s: %s (%s)", path,
			f->text, one->uri + strlen(BINDING_BASE));
	item->instance_path =
		arena_printf(c->arena, "%s%s%s",
			     strcmp(path, "/") == 0 ? "" : path,
			     f->property ? "/" : "",
			     f->property ? f->property : "");
	item->schema_path = arena_printf(c->arena, "%s#/%s", one->uri,
					 f->keyword);
}

static void check_against(void *ctx, struct binding *one)
{
	const struct visit *v = ctx;
	struct check *c = v->check;
	const struct schema *s = set_schema(c->bindings, c->d, one);
	const struct instance in = { .value = v->value, .types = TYPE_OBJECT };
	struct eval e = {
		.schema = s,
		.arena = c->arena,
		.findings = c->troubles,
		.mode = EVAL_VERDICT,
		.pattern_steps = LIMIT_PATTERN_STEPS_ALL,
	};
	struct faults faults;

	if (!s)
		c->good = false;
	if (!s || eval_apply(&e, s->top, &in, NULL))
		return;
	faults = explain(&e, s->top, &in, v->disabled);
	for (size_t i = 0; i < faults.n; i++)
		report(v, one, &faults.list[i]);
}

/* dt-schema: what a node does not say it has of the node around it. */
static bool is_disabled(const struct value *node, bool around)
{
	const struct value *status = value_get(node, "status");

	if (!status || status->kind != VALUE_LIST)
		return around;
	return explain_says_disabled(status);
}

static void visit_node(struct check *c, const struct dt_node *n,
		       const struct value *value, bool disabled)
{
	struct visit v = {
		.check = c,
		.node = n,
		.value = value,
		.disabled = is_disabled(value, disabled),
	};

	set_each(c->bindings, c->arena, c->d, value,
		 n->parent ? n->name : "/", check_against, &v);
	for (const struct dt_node *child = n->children; child;
	     child = child->next) {
		const struct value *below = value_get(value, child->name);

		/* No value: dtc's; no map: a property has the name, too. */
		if (below && below->kind == VALUE_MAP)
			visit_node(c, child, below, v.disabled);
	}
}

static void find_nodes(struct check *c, const struct dt_node *n)
{
	if (!c->wants || c->wants(n, c->ctx)) {
		visit_node(c, n, decode_node(c->decoder, n), false);
		return;
	}
	for (const struct dt_node *child = n->children; child;
	     child = child->next)
		find_nodes(c, child);
}

bool bindings_check_some(struct bindings *b, struct arena *a,
			 struct diags *d, struct place place,
			 const struct dt_tree *t,
			 bool (*wants)(const struct dt_node *n,
				       const void *ctx), const void *ctx)
{
	struct check c = {
		.bindings = b,
		.arena = a,
		.d = d,
		.place = place,
		.troubles = findings_new(a, place.file),
		.wants = wants,
		.ctx = ctx,
		.decoder = decoder_new(a, b->finder, t),
		.good = true,
	};

	find_nodes(&c, t->root);
	findings_flush(c.troubles, d);
	return c.good && c.troubles->n == 0;
}

bool bindings_check(struct bindings *b, struct arena *a, struct diags *d,
		    struct place place, const struct dt_tree *t)
{
	return bindings_check_some(b, a, d, place, t, NULL, NULL);
}
