/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * parse.c - one value at a time, by recursion that LIMIT_DOC_DEPTH bounds.
 *
 * Members of open collections wait on one stack and move into an array of
 * their exact number when the collection ends, so nothing is wasted.
 */
#include "doc/parse.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "doc/map.h"

static struct value *parse_node(struct doc_parser *p, unsigned int depth);

struct place doc_parse_place(const struct doc_parser *p)
{
	const struct doc_source *s = p->source;

	return doc_source_span(s, doc_source_offset(s,
						    p->event.start_mark.index),
			       doc_source_offset(s, p->event.end_mark.index));
}

void doc_parse_limit(struct doc_parser *p, struct place place,
		     const char *what, size_t limit)
{
	diag_add(p->reader->diags, E_INPUT_LIMIT, place,
		 "more than %zu %s", limit, what);
	p->failed = true;
}

/* Libraries hold memory of their own: freed here, or with the arena. */
static void release(void *arg)
{
	struct doc_parser *p = arg;

	yaml_event_delete(&p->event);
	yaml_parser_delete(&p->yaml);
}

static bool next_event(struct doc_parser *p)
{
	yaml_event_delete(&p->event);
	if (p->failed)
		return false;
	if (yaml_parser_parse(&p->yaml, &p->event))
		return true;
	/* libyaml forgets to say so where a copy of a tag or anchor fails */
	if (p->yaml.error == YAML_MEMORY_ERROR || !p->yaml.problem)
		arena_land(p->reader->arena);
	doc_parse_syntax(p);
	p->failed = true;
	return false;
}

struct value *doc_parse_value(struct doc_parser *p, enum value_kind kind)
{
	struct place place = doc_parse_place(p);
	struct value *v;

	if (++p->reader->n_nodes > LIMIT_DOC_NODES) {
		doc_parse_limit(p, place, "values", LIMIT_DOC_NODES);
		return NULL;
	}
	v = ARENA_NEW(p->reader->arena, struct value);
	v->kind = kind;
	v->place = place;
	return v;
}

void doc_parse_push(struct doc_parser *p, struct member m)
{
	p->pending = arena_grow(p->reader->arena, p->pending, p->n_pending,
				&p->pending_room, sizeof(*p->pending));
	p->pending[p->n_pending++] = m;
}

static bool too_deep(struct doc_parser *p, unsigned int depth)
{
	if (depth > LIMIT_DOC_DEPTH)
		doc_parse_limit(p, doc_parse_place(p), "levels of nesting",
				LIMIT_DOC_DEPTH);
	return p->failed;
}

/*
 * A block collection has no end of its own: libyaml's is where the next
 * thing starts. It ends with its last value.
 */
static void end_collection(struct doc_parser *p, struct value *v, bool flow,
			   unsigned int height)
{
	const struct doc_source *s = p->source;
	size_t end = p->end;
	struct place place;

	if (flow)
		end = doc_source_offset(s, p->event.end_mark.index);
	place = doc_source_span(s, end, end);
	v->place.end_line = place.line;
	v->place.end_col = place.col;
	p->end = end;
	p->height = height + 1;
}

static struct value *parse_list(struct doc_parser *p, unsigned int depth)
{
	bool flow = p->event.data.sequence_start.style ==
		    YAML_FLOW_SEQUENCE_STYLE;
	struct value *v = doc_parse_value(p, VALUE_LIST);
	size_t base = p->n_pending;
	unsigned int height = 0;

	if (!v || too_deep(p, depth))
		return NULL;
	doc_parse_tag_fits(p, p->event.data.sequence_start.tag, YAML_SEQ_TAG);
	while (next_event(p) && p->event.type != YAML_SEQUENCE_END_EVENT) {
		struct value *item = parse_node(p, depth);

		if (!item)
			return NULL;
		doc_parse_push(p, (struct member){ .value = item });
		height = p->height > height ? p->height : height;
	}
	if (p->failed)
		return NULL;
	v->n = p->n_pending - base;
	v->items = arena_array(p->reader->arena, v->n, sizeof(*v->items));
	for (size_t i = 0; i < v->n; i++)
		v->items[i] = p->pending[base + i].value;
	p->n_pending = base;
	end_collection(p, v, flow, height);
	return v;
}

/* Why a value cannot be a key; NULL when it can. */
static const char *unfit_key(const struct value *v)
{
	if (v->kind == VALUE_LIST)
		return "a list cannot be a key; keys are texts or numbers";
	if (v->kind == VALUE_MAP)
		return "a map cannot be a key; keys are texts or numbers";
	if (v->plain && v->text_len == 0)
		return "a key is missing before the colon";
	if (strlen(v->text) != v->text_len)
		return "a key cannot hold a NUL character";
	return NULL;
}

/* A key that is more than a plain scalar event: anchored, tagged, a list. */
static bool parse_rich_key(struct doc_parser *p, unsigned int depth,
			   struct member *m)
{
	struct place place = doc_parse_place(p);
	struct value *v = parse_node(p, depth);
	const char *why;

	if (!v)
		return false;
	m->key_place = place;
	m->key = v->text;
	why = unfit_key(v);
	if (why) {
		diag_add(p->reader->diags, E_BAD_KEY, place, "%s", why);
		m->key = NULL;
	}
	return true;
}

static bool is_plain(const yaml_event_t *e)
{
	return e->type == YAML_SCALAR_EVENT && !e->data.scalar.anchor &&
	       e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
	       e->data.scalar.plain_implicit;
}

/* @m->key is NULL when the key was refused. false: stop. */
static bool parse_key(struct doc_parser *p, unsigned int depth,
		      struct member *m)
{
	const char *text = (const char *)p->event.data.scalar.value;
	size_t len = p->event.data.scalar.length;

	*m = (struct member){ .key = NULL };
	if (!is_plain(&p->event) || len == 0 || len > LIMIT_DOC_SCALAR)
		return parse_rich_key(p, depth, m);
	m->key_place = doc_parse_place(p);
	m->key = arena_strndup(p->reader->arena, text, len);
	return true;
}

/* {net:10}: libyaml reads one long key and no value. */
static void check_space(struct doc_parser *p, const struct member *m)
{
	const char *colon = m->key ? strchr(m->key, ':') : NULL;
	struct arena *a = p->reader->arena;
	const char *shown;

	if (!colon || m->value->kind != VALUE_NULL || m->value->text_len)
		return;
	shown = utf8_excerpt(a, m->key, 60);
	diag_add(p->reader->diags, E_MISSING_SPACE, m->key_place,
		 "no space after the colon of '%s', so it is a key without a "
		 "value; write {%s: %s}", shown,
		 utf8_excerpt(a, arena_strndup(a, m->key,
					       (size_t)(colon - m->key)), 60),
		 utf8_excerpt(a, colon + 1, 60));
}

/* What a map has gathered when it ends. */
struct gathered {
	size_t base;		/* its first pending member */
	struct value *merge;	/* of `<<`, if there is one */
	struct place merge_place;
};

static void repeated(struct doc_parser *p, const char *key,
		     struct place place, struct place first)
{
	struct diags *d = p->reader->diags;
	const char *shown = utf8_excerpt(p->reader->arena, key, 60);
	struct diag_item *item =
		diag_add(d, E_DUPLICATE_KEY, place,
			 "key '%s' is given twice in this map", shown);

	diag_note(d, item, first, "'%s' stands here already", shown);
}

static bool parse_member(struct doc_parser *p, unsigned int depth, bool flow,
			 struct gathered *g)
{
	bool plain = is_plain(&p->event);
	struct member m;

	if (!parse_key(p, depth, &m) || !next_event(p))
		return false;
	m.value = parse_node(p, depth);
	if (!m.value)
		return false;
	if (plain && m.key && strcmp(m.key, "<<") == 0) {
		if (g->merge) {
			repeated(p, m.key, m.key_place, g->merge_place);
			return true;
		}
		g->merge = m.value;
		g->merge_place = m.key_place;
		return true;
	}
	if (flow && plain)
		check_space(p, &m);
	if (m.key)
		doc_parse_push(p, m);
	return true;
}

/* Move the pending members into @v: own keys win, repeated ones are errors. */
static void finish_map(struct doc_parser *p, struct value *v,
		       const struct gathered *g)
{
	size_t n_own = p->n_pending - g->base;
	struct arena *a = p->reader->arena;
	struct member *all, *kept;
	size_t n, n_kept = 0;
	uint32_t *firsts;

	if (g->merge)
		doc_merge_key(p, g->merge, g->merge_place);
	all = p->pending + g->base;
	n = p->n_pending - g->base;
	firsts = doc_map_firsts(a, all, n);
	for (size_t i = 0; i < n; i++)
		n_kept += firsts[i] == i;
	kept = arena_array(a, n_kept, sizeof(*kept));
	n_kept = 0;
	for (size_t i = 0; i < n; i++) {
		if (firsts[i] == i)
			kept[n_kept++] = all[i];
		else if (i < n_own)
			repeated(p, all[i].key, all[i].key_place,
				 all[firsts[i]].key_place);
	}
	doc_map_fill(a, v, kept, n_kept);
	p->n_pending = g->base;
}

static struct value *parse_map(struct doc_parser *p, unsigned int depth)
{
	bool flow = p->event.data.mapping_start.style ==
		    YAML_FLOW_MAPPING_STYLE;
	struct value *v = doc_parse_value(p, VALUE_MAP);
	struct gathered g = { .base = p->n_pending };
	unsigned int height = 0;

	if (!v || too_deep(p, depth))
		return NULL;
	doc_parse_tag_fits(p, p->event.data.mapping_start.tag, YAML_MAP_TAG);
	while (next_event(p) && p->event.type != YAML_MAPPING_END_EVENT) {
		if (!parse_member(p, depth, flow, &g))
			return NULL;
		height = p->height > height ? p->height : height;
	}
	if (p->failed)
		return NULL;
	finish_map(p, v, &g);
	end_collection(p, v, flow, height);
	return v;
}

static const char *anchor_name(const yaml_event_t *e)
{
	const yaml_char_t *name = NULL;

	if (e->type == YAML_SCALAR_EVENT)
		name = e->data.scalar.anchor;
	else if (e->type == YAML_SEQUENCE_START_EVENT)
		name = e->data.sequence_start.anchor;
	else if (e->type == YAML_MAPPING_START_EVENT)
		name = e->data.mapping_start.anchor;
	return (const char *)name;
}

/* @depth: collections around the value. */
static struct value *parse_node(struct doc_parser *p, unsigned int depth)
{
	struct doc_anchor *anchor = doc_anchor_open(p, anchor_name(&p->event));
	size_t n_before = p->reader->n_nodes;
	struct value *v = NULL;

	if (p->failed)
		return NULL;
	if (p->event.type == YAML_ALIAS_EVENT) {
		p->end = doc_source_offset(p->source, p->event.end_mark.index);
		v = doc_anchor_follow(p, depth);
	} else if (p->event.type == YAML_SCALAR_EVENT) {
		v = doc_parse_scalar(p);
	} else if (p->event.type == YAML_SEQUENCE_START_EVENT) {
		v = parse_list(p, depth + 1);
	} else {
		assert(p->event.type == YAML_MAPPING_START_EVENT);
		v = parse_map(p, depth + 1);
	}
	if (v && anchor) {
		anchor->value = v;
		anchor->n_nodes = p->reader->n_nodes - n_before;
		anchor->height = p->height;
	}
	return v;
}

/* From STREAM-START to STREAM-END. */
static struct value *parse_stream(struct doc_parser *p)
{
	struct value *v;

	if (!next_event(p) || !next_event(p))
		return NULL;
	if (p->event.type == YAML_STREAM_END_EVENT) {
		v = doc_parse_value(p, VALUE_NULL);
		if (v) {
			v->text = "";
			v->plain = true;
			v->place = doc_source_span(p->source, p->source->start,
						   p->source->start);
		}
		return v;
	}
	assert(p->event.type == YAML_DOCUMENT_START_EVENT);
	if (!next_event(p))
		return NULL;
	v = parse_node(p, 0);
	if (!v || !next_event(p) || !next_event(p))
		return NULL;
	if (p->event.type != YAML_STREAM_END_EVENT)
		diag_add(p->reader->diags, E_SEVERAL_DOCUMENTS,
			 doc_parse_place(p),
			 "a second document begins here; a file holds one");
	return v;
}

struct value *doc_parse(struct doc_reader *r, const struct doc_source *s)
{
	struct doc_parser *p = ARENA_NEW(r->arena, struct doc_parser);
	struct value *v;

	if (doc_parse_refuses(r, s))
		return NULL;
	p->reader = r;
	p->source = s;
	p->pending = arena_grow(r->arena, NULL, 0, &p->pending_room,
				sizeof(*p->pending));
	arena_defer(r->arena, release, p);
	if (!yaml_parser_initialize(&p->yaml))
		arena_land(r->arena);
	yaml_parser_set_encoding(&p->yaml, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&p->yaml,
				     (const unsigned char *)s->bytes + s->start,
				     s->len - s->start);
	v = parse_stream(p);
	release(p);
	return v;
}
