/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * embed.c - C source that holds schemas as schema_embedded[], see
 * src/schema/schema.h.
 *
 * usage: embed FILE.yaml... -- META.yaml...
 *
 * What follows the two dashes goes into schema_meta[]. Each file is held as it
 * stands, for people, and as the bytes of the value that src/doc makes of it:
 * reading the text at each start would cost more than all the rest of a run.
 * The value is without what only people read.
 */
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "c_text.h"
#include "schema_file.h"

/* A keyword for people; a property of that name has a map below it. */
static bool for_people(const struct member *m)
{
	static const char *const names[] = {
		"$comment", "default", "description", "examples", "x-default",
		"x-since",
	};

	if (m->value->kind == VALUE_MAP)
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(m->key, names[i]) == 0)
			return true;
	return false;
}

static void drop_for_people(struct value *v)
{
	size_t n = 0;

	for (size_t i = 0; v->kind == VALUE_LIST && i < v->n; i++)
		drop_for_people(v->items[i]);
	if (v->kind != VALUE_MAP)
		return;
	for (size_t i = 0; i < v->n; i++) {
		if (for_people(&v->members[i]))
			continue;
		v->members[n++] = v->members[i];
		drop_for_people(v->members[i].value);
	}
	v->n = n;
}

static void embed(struct arena *a, const char *path)
{
	const char *name = schema_file_name(a, path);
	const char *text;
	size_t len;
	struct value *root = schema_file_read(a, path, &text, &len);

	printf("\nstatic const char %s_text[] =\n\t", name);
	c_text_string(text, len);
	puts(";\n");
	drop_for_people(root);
	c_text_packed(a, arena_printf(a, "%s_packed", name), root);
	printf("static const char %s_id[] = \"%s\";\n", name,
	       value_get(root, "$id")->text);
}

/* A table of the files @from to @to, and how many there are. */
static void write_table(struct arena *a, const char *table, char **files,
			int from, int to)
{
	printf("\nconst struct schema_embedded %s[] = {\n", table);
	for (int i = from; i < to; i++) {
		const char *name = schema_file_name(a, files[i]);

		printf("\t{ \"%s\", %s_id, \"<schema %s>\", %s_text,\n"
		       "\t  sizeof(%s_text) - 1, %s_packed },\n",
		       name, name, name, name, name, name);
	}
	printf("};\n\nconst size_t n_%s = %d;\n", table, to - from);
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	int n = 1;

	if (!a)
		return 2;
	puts("/* made by tools/embed.c */\n#include \"schema/schema.h\"");
	while (n < argc && strcmp(argv[n], "--") != 0)
		n++;
	for (int i = 1; i < argc; i++)
		if (i != n)
			embed(a, argv[i]);
	write_table(a, "schema_embedded", argv, 1, n);
	write_table(a, "schema_meta", argv, n + 1, argc);
	arena_free(a);
	return 0;
}
