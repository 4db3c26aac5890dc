/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * embed.c - C source that holds schemas as schema_embedded[], see
 * src/schema/schema.h.
 *
 * usage: embed FILE.yaml... -- META.yaml...
 *
 * What follows the two dashes goes into schema_meta[]. Each file is held as it stands, for people, and as the tree of values that
 * src/doc makes of it: reading the text at each start would cost more than
 * all the rest of a run. The tree is without what only people read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "doc/doc.h"
#include "schema_file.h"

/* Numbers of what was written so far, to name the next one. */
struct writer {
	const char *name;	/* of the schema */
	unsigned int n_values, n_arrays;
};

/* ---- text ---- */

static void write_string(const char *s, size_t len)
{
	putchar('"');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == '\n')
			fputs(i + 1 < len ? "\\n\"\n\t\"" : "\\n", stdout);
		else if (strchr("\\\"?", c))
			printf("\\%c", c);
		else if (c < ' ' || c > '~')
			printf("\\%03o", c);
		else
			putchar(c);
	}
	putchar('"');
}

/* ---- values ---- */

static void write_place(const struct writer *w, struct place p)
{
	printf("{ \"<schema %s>\", %u, %u, %u, %u }", w->name, p.line, p.col,
	       p.end_line, p.end_col);
}

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

static unsigned int write_value(struct writer *w, const struct value *v);

static unsigned int write_items(struct writer *w, const struct value *v)
{
	unsigned int *ids = calloc(v->n + 1, sizeof(*ids));
	unsigned int array;

	if (!ids)
		abort();
	for (size_t i = 0; i < v->n; i++)
		ids[i] = write_value(w, v->items[i]);
	array = w->n_arrays++;
	printf("static struct value *%s_a%u[] = {", w->name, array);
	for (size_t i = 0; i < v->n; i++)
		printf(" &%s_v%u,", w->name, ids[i]);
	puts(" NULL };");
	free(ids);
	return array;
}

static unsigned int write_members(struct writer *w, const struct value *v,
				  size_t *ret_n)
{
	unsigned int *ids = calloc(v->n + 1, sizeof(*ids));
	unsigned int array;
	size_t n = 0;

	if (!ids)
		abort();
	for (size_t i = 0; i < v->n; i++)
		if (!for_people(&v->members[i]))
			ids[i] = write_value(w, v->members[i].value);
	array = w->n_arrays++;
	printf("static struct member %s_a%u[] = {\n", w->name, array);
	for (size_t i = 0; i < v->n; i++) {
		if (for_people(&v->members[i]))
			continue;
		fputs("\t{ ", stdout);
		write_string(v->members[i].key, strlen(v->members[i].key));
		fputs(", ", stdout);
		write_place(w, v->members[i].key_place);
		printf(", &%s_v%u },\n", w->name, ids[i]);
		n++;
	}
	puts("\t{ NULL, { NULL, 0, 0, 0, 0 }, NULL },\n};");
	free(ids);
	*ret_n = n;
	return array;
}

static void write_scalar(const struct value *v)
{
	fputs("\t.text = ", stdout);
	write_string(v->text, v->text_len);
	printf(", .text_len = %zu, .plain = %d, .boolean = %d,\n"
	       "\t.negative = %d, .big = %d, .magnitude = UINT64_C(%llu), .number = %.17g,\n",
	       v->text_len, v->plain, v->boolean, v->negative, v->big,
	       (unsigned long long)v->magnitude, v->number);
}

static unsigned int write_value(struct writer *w, const struct value *v)
{
	size_t n = v->n;
	unsigned int array = 0, id;

	if (v->kind == VALUE_LIST)
		array = write_items(w, v);
	else if (v->kind == VALUE_MAP)
		array = write_members(w, v, &n);
	id = w->n_values++;
	printf("static struct value %s_v%u = {\n\t.kind = %d, .place = ",
	       w->name, id, (int)v->kind);
	write_place(w, v->place);
	puts(",");
	if (v->kind == VALUE_LIST)
		printf("\t.items = %s_a%u, .n = %zu,\n", w->name, array, n);
	else if (v->kind == VALUE_MAP)
		printf("\t.members = %s_a%u, .n = %zu,\n", w->name, array, n);
	else
		write_scalar(v);
	puts("};");
	return id;
}

/* ---- files ---- */

/* Return: number of the root value. */
static unsigned int embed(struct arena *a, const char *path)
{
	struct writer w = { schema_file_name(a, path), 0, 0 };
	size_t len;
	const char *text;
	struct value *root = schema_file_read(a, path, &text, &len);

	printf("\nstatic const char %s_text[] =\n\t", w.name);
	write_string(text, len);
	puts(";\n");
	return write_value(&w, root);
}

/* A table of the files @from to @to, and how many there are. */
static void write_table(struct arena *a, const char *table, char **files,
			const unsigned int *roots, int from, int to)
{
	printf("\nconst struct schema_embedded %s[] = {\n", table);
	for (int i = from; i < to; i++) {
		const char *name = schema_file_name(a, files[i]);

		printf("\t{ \"%s\", %s_text, sizeof(%s_text) - 1, &%s_v%u },\n",
		       name, name, name, name, roots[i]);
	}
	printf("};\n\nconst size_t n_%s = %d;\n", table, to - from);
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	unsigned int *roots = calloc((size_t)argc, sizeof(*roots));
	int n = 1;

	if (!a || !roots)
		return 2;
	puts("/* made by tools/embed.c */\n#include \"schema/schema.h\"");
	while (n < argc && strcmp(argv[n], "--") != 0)
		n++;
	for (int i = 1; i < argc; i++)
		if (i != n)
			roots[i] = embed(a, argv[i]);
	write_table(a, "schema_embedded", argv, roots, 1, n);
	write_table(a, "schema_meta", argv, roots, n + 1, argc);
	free(roots);
	arena_free(a);
	return 0;
}
