/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * anchor.c - &name and *name, with everything that is repeated counted.
 *
 * A repeated value is shared, not copied; its size still counts, because
 * every stage behind walks it once for each place where it stands.
 */
#include "doc/parse.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

/* FNV-1a; the number of anchors is limited, so collisions cannot hurt. */
static size_t bucket_of(const char *name)
{
	uint32_t hash = 2166136261u;

	for (; *name; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash % N_ANCHOR_BUCKETS;
}

struct doc_anchor *doc_anchor_open(struct doc_parser *p, const char *name)
{
	struct arena *a = p->reader->arena;
	struct doc_anchor *anchor;

	if (!name)
		return NULL;
	if (++p->n_anchors > LIMIT_DOC_ANCHORS) {
		doc_parse_limit(p, doc_parse_place(p), "anchors in one file",
				LIMIT_DOC_ANCHORS);
		return NULL;
	}
	if (!p->anchors)
		p->anchors = arena_array(a, N_ANCHOR_BUCKETS,
					 sizeof(struct doc_anchor *));
	anchor = ARENA_NEW(a, struct doc_anchor);
	anchor->name = arena_strdup(a, name);
	anchor->place = doc_parse_place(p);
	anchor->older = p->anchors[bucket_of(name)];
	p->anchors[bucket_of(name)] = anchor;
	return anchor;
}

/* The newest wins: YAML lets an anchor be set again. */
static struct doc_anchor *find(const struct doc_parser *p, const char *name)
{
	struct doc_anchor *anchor = NULL;

	if (p->anchors)
		anchor = p->anchors[bucket_of(name)];
	while (anchor && strcmp(anchor->name, name) != 0)
		anchor = anchor->older;
	return anchor;
}

static bool charge(struct doc_parser *p, const struct doc_anchor *anchor,
		   unsigned int depth)
{
	struct place place = doc_parse_place(p);
	struct doc_reader *r = p->reader;

	r->n_nodes += anchor->n_nodes;
	r->n_alias_nodes += anchor->n_nodes;
	if (r->n_alias_nodes > LIMIT_DOC_ALIAS_NODES)
		doc_parse_limit(p, place, "values repeated by aliases",
				LIMIT_DOC_ALIAS_NODES);
	else if (r->n_nodes > LIMIT_DOC_NODES)
		doc_parse_limit(p, place, "values", LIMIT_DOC_NODES);
	else if (depth + anchor->height > LIMIT_DOC_DEPTH)
		doc_parse_limit(p, place, "levels of nesting",
				LIMIT_DOC_DEPTH);
	return !p->failed;
}

/* A null stands in for what cannot be repeated. */
static struct value *stand_in(struct doc_parser *p)
{
	struct value *v = doc_parse_value(p, VALUE_NULL);

	if (v) {
		v->text = "";
		p->height = 0;
	}
	return v;
}

struct value *doc_anchor_follow(struct doc_parser *p, unsigned int depth)
{
	const char *name = (const char *)p->event.data.alias.anchor;
	struct doc_anchor *anchor = find(p, name);
	struct diags *d = p->reader->diags;
	const char *shown;
	struct diag_item *item;

	if (anchor && anchor->value) {
		p->height = anchor->height;
		return charge(p, anchor, depth) ? anchor->value : NULL;
	}
	shown = utf8_excerpt(p->reader->arena, name, 60);
	if (anchor) {
		item = diag_add(d, E_ALIAS_CYCLE, doc_parse_place(p),
				"*%s stands inside the value it repeats",
				shown);
		diag_note(d, item, anchor->place, "&%s begins here", shown);
	} else {
		diag_add(d, E_UNKNOWN_ALIAS, doc_parse_place(p),
			 "*%s repeats nothing: no &%s stands before it in this "
			 "file", shown, shown);
	}
	return stand_in(p);
}
