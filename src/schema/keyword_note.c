/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * keyword_note.c - keywords that say something and check nothing.
 */
#include <string.h>

#include "schema/compile.h"

bool keyword_parse_any(struct compiler *c, struct schema_node *n,
		       struct rule *r)
{
	(void)c;
	(void)n;
	(void)r;
	return false;
}

bool keyword_parse_text(struct compiler *c, struct schema_node *n,
			struct rule *r)
{
	(void)n;
	compile_wants(c, r, VALUE_STRING);
	return false;
}

bool keyword_parse_flag(struct compiler *c, struct schema_node *n,
			struct rule *r)
{
	(void)n;
	compile_wants(c, r, VALUE_BOOL);
	return false;
}

bool keyword_parse_list(struct compiler *c, struct schema_node *n,
			struct rule *r)
{
	(void)n;
	compile_wants(c, r, VALUE_LIST);
	return false;
}

bool keyword_parse_title(struct compiler *c, struct schema_node *n,
			 struct rule *r)
{
	if (compile_wants(c, r, VALUE_STRING))
		n->title = r->arg->text;
	return false;
}

bool keyword_parse_unit(struct compiler *c, struct schema_node *n,
			struct rule *r)
{
	if (compile_wants(c, r, VALUE_STRING))
		n->unit = r->arg->text;
	return false;
}

bool keyword_parse_wanted(struct compiler *c, struct schema_node *n,
			  struct rule *r)
{
	if (compile_wants(c, r, VALUE_STRING))
		n->wanted = r->arg->text;
	return false;
}

bool keyword_parse_defs(struct compiler *c, struct schema_node *n,
			struct rule *r)
{
	(void)n;
	if (compile_wants(c, r, VALUE_MAP) && !c->opts.lazy)
		compile_nodes(c, r->arg);
	return false;
}

/* What it says is taken up by resource_enter(). */
bool keyword_parse_id(struct compiler *c, struct schema_node *n,
		      struct rule *r)
{
	(void)n;
	compile_wants(c, r, VALUE_STRING);
	return false;
}

bool keyword_parse_anchor(struct compiler *c, struct schema_node *n,
			  struct rule *r)
{
	(void)n;
	compile_wants(c, r, VALUE_STRING);
	return false;
}

bool keyword_parse_vocabulary(struct compiler *c, struct schema_node *n,
			      struct rule *r)
{
	(void)n;
	compile_wants(c, r, VALUE_MAP);
	return false;
}

bool keyword_parse_dialect(struct compiler *c, struct schema_node *n,
			   struct rule *r)
{
	if (n->resource->top != n)
		compile_error(c, r->arg->place,
			      "'$schema' stands at the top of a schema only");
	compile_wants(c, r, VALUE_STRING);
	return false;
}

bool keyword_parse_numbers(struct compiler *c, struct schema_node *n,
			   struct rule *r)
{
	if (n->source != c->schema->root ||
	    r->arg->kind != VALUE_STRING ||
	    strcmp(r->arg->text, "as-written") != 0)
		compile_error(c, r->arg->place,
			      "'x-numbers' is as-written, at the top of a schema");
	c->schema->as_written = true;
	return false;
}
