/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * embed_bindings.c - C source that holds bindings as binding_embedded, see
 * src/binding/set.h: prepared, as bytes, with their index and the types of
 * properties.
 *
 * usage: embed_bindings FILE.yaml...
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "binding/prepare.h"
#include "binding/set.h"
#include "c_text.h"
#include "doc/doc.h"
#include "schema_file.h"

static void write_list(struct arena *a, const struct bindings *b)
{
	for (size_t i = 0; i < b->n; i++)
		c_text_packed(a, arena_printf(a, "packed_%zu", i),
			      b->list[i].root);
	puts("static const struct binding list[] = {");
	for (size_t i = 0; i < b->n; i++) {
		const struct binding *one = &b->list[i];

		printf("\t{ .uri = \"%s\", .packed = packed_%zu,\n"
		       "\t.by = %d, .ask_too = %d, .pattern = { .text = ",
		       one->uri, i, (int)one->by, one->ask_too);
		c_text_string(one->pattern.text ? one->pattern.text : "",
			     one->pattern.len);
		printf(", .len = %zu } },\n", one->pattern.len);
	}
	puts("};");
}

static void write_index(const struct binding_words *index)
{
	puts("static const struct binding_word words[] = {");
	for (size_t i = 0; i < index->n_words; i++) {
		const struct binding_word *w = &index->words[i];

		fputs("\t{ ", stdout);
		c_text_string(w->word, strlen(w->word));
		printf(", %d, %u },\n", w->is_name, w->at);
	}
	puts("\t{ NULL, 0, 0 },\n};\nstatic const unsigned int others[] = {");
	for (size_t i = 0; i < index->n_others; i++)
		printf("\t%u,\n", index->others[i]);
	puts("\t0\n};");
}

static void write_types(const char *name, const struct typed_name *names,
			size_t n)
{
	printf("static const struct typed_name %s[] = {\n", name);
	for (size_t i = 0; i < n; i++) {
		fputs("\t{ ", stdout);
		c_text_string(names[i].name, strlen(names[i].name));
		printf(", %d, %d, {", names[i].is_pattern, names[i].n);
		for (int k = 0; k < names[i].n; k++) {
			const struct typed *t = &names[i].types[k];

			printf(" { %d, { { %u, %u }, { %u, %u } } },",
			       t->type, t->shape.rows.min,
			       t->shape.rows.max, t->shape.cells.min,
			       t->shape.cells.max);
		}
		puts(" } },");
	}
	puts("\t{ NULL, 0, 0, { { 0, { { 0, 0 }, { 0, 0 } } } } },\n};");
}

static int by_uri(const void *pa, const void *pb)
{
	return strcmp(((const struct binding *)pa)->uri,
		      ((const struct binding *)pb)->uri);
}

static void read_binding(struct bindings *b, const char *path)
{
	const char *id, *text;
	struct value *root;
	size_t len;

	root = schema_file_read(b->arena, path, &text, &len);
	id = value_get(root, "$id")->text;
	b->list[b->n++] = (struct binding){
		.uri = arena_strndup(b->arena, id, strcspn(id, "#")),
		.root = prepare_binding(b->arena, root),
	};
}

static void embed(struct arena *a, char **paths, int n)
{
	struct bindings b = { .arena = a };

	b.list = arena_array(a, (size_t)n + 1, sizeof(*b.list));
	for (int i = 0; i < n; i++)
		read_binding(&b, paths[i]);
	qsort(b.list, b.n, sizeof(*b.list), by_uri);
	set_index(&b);
	set_types(&b);
	puts("/* made by tools/embed_bindings.c */\n#include \"binding/set.h\"\n");
	write_list(a, &b);
	write_index(&b.index);
	write_types("names", b.types.names, b.types.n_names);
	write_types("patterns", b.types.patterns, b.types.n_patterns);
	printf("\nconst struct binding_embedded binding_embedded = {\n"
	       "\t.list = list, .n = %zu,\n"
	       "\t.index = { words, %zu, others, %zu },\n"
	       "\t.types = { names, %zu, patterns, %zu },\n};\n",
	       b.n, b.index.n_words, b.index.n_others, b.types.n_names,
	       b.types.n_patterns);
}

/* All that set_index() and set_types() ask for is read already. */
const struct value *set_root(struct bindings *b, struct binding *one)
{
	(void)b;
	return one->root;
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);

	if (!a)
		return 2;
	embed(a, argv + 1, argc - 1);
	arena_free(a);
	return 0;
}
