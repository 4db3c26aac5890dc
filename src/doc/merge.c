/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * merge.c - the merge key `<<` (yaml.org/type/merge, of YAML 1.1).
 */
#include "doc/parse.h"

#include "doc/doc.h"

static void append(struct doc_parser *p, const struct value *map)
{
	for (size_t i = 0; i < map->n; i++)
		doc_parse_push(p, map->members[i]);
}

static void refuse(struct doc_parser *p, const struct value *v,
		   struct place key_place)
{
	struct diag_item *item =
		diag_add(p->reader->diags, E_BAD_MERGE, key_place,
			 "<< takes a map or a list of maps, this is %s",
			 value_kind_name(v));

	diag_note(p->reader->diags, item, v->place, "the value");
}

void doc_merge_key(struct doc_parser *p, const struct value *v,
		   struct place key_place)
{
	if (v->kind == VALUE_MAP) {
		append(p, v);
		return;
	}
	if (v->kind != VALUE_LIST) {
		refuse(p, v, key_place);
		return;
	}
	for (size_t i = 0; i < v->n; i++) {
		if (v->items[i]->kind == VALUE_MAP)
			append(p, v->items[i]);
		else
			refuse(p, v->items[i], key_place);
	}
}
