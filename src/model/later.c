/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * later.c - what the language has and no stage honours yet.
 *
 * keys.def says what that is. A setting without effect would be a lie, so
 * each that asks for something is an error.
 */
#include <string.h>

#include "model/bind.h"

struct later {
	const char *path;
	const char *word;	/* NULL: whatever its value */
	const char *instead;
};

static const struct later laters[] = {
#define LATER_KEY(path, instead) { path, NULL, instead },
#define LATER_VALUE(path, word, instead) { path, word, instead },
#include "model/keys.def"
};

/* An empty list and false are how a file says that it wants none. */
static bool asks_for_something(const struct value *v)
{
	if (v->kind == VALUE_LIST || v->kind == VALUE_MAP)
		return v->n != 0;
	return v->kind != VALUE_BOOL || v->boolean;
}

static void report(struct bind *b, const struct later *l,
		   const struct value *v, const char *key, struct place place)
{
	struct diag_item *item;

	if (l->word ? !bind_is_word(v, l->word) : !asks_for_something(v))
		return;
	if (l->word)
		item = diag_add(b->diags, E_NOT_HONOURED, v->place,
				"'%s' of '%s' is not honoured yet", l->word,
				key);
	else
		item = diag_add(b->diags, E_NOT_HONOURED, place,
				"'%s' is not honoured yet", key);
	diag_note(b->diags, item, PLACE_NONE, "%s", l->instead);
}

static void look(struct bind *b, const struct later *l, const struct value *v,
		 const char *key, struct place place, const char *rest);

static void look_items(struct bind *b, const struct later *l,
		       const struct value *v, const char *key,
		       const char *rest)
{
	for (size_t i = 0; v->kind == VALUE_LIST && i < v->n; i++)
		look(b, l, v->items[i], key, v->items[i]->place, rest);
}

/* @rest begins with the name of a key, or `*`. */
static void look_members(struct bind *b, const struct later *l,
			 const struct value *v, const char *rest)
{
	size_t n = strcspn(rest, ".[");
	const char *name = arena_strndup(b->arena, rest, n);
	bool any = strcmp(name, "*") == 0;

	for (size_t i = 0; v->kind == VALUE_MAP && i < v->n; i++) {
		const struct member *m = &v->members[i];

		if (any || strcmp(m->key, name) == 0)
			look(b, l, m->value, m->key, m->key_place, rest + n);
	}
}

/* @v is what is called @key, and @rest what follows that in the path. */
static void look(struct bind *b, const struct later *l, const struct value *v,
		 const char *key, struct place place, const char *rest)
{
	if (strncmp(rest, "[]", 2) == 0)
		look_items(b, l, v, key, rest + 2);
	else if (*rest)
		look_members(b, l, v, rest + (*rest == '.'));
	else
		report(b, l, v, key, place);
}

void later_report(struct bind *b, const struct value *root)
{
	for (size_t i = 0; i < sizeof(laters) / sizeof(laters[0]); i++)
		look(b, &laters[i], root, "", root->place, laters[i].path);
}
