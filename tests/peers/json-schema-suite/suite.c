/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * suite.c - the JSON Schema Test Suite against our validator, in one process.
 *
 *   suite run FOLDER         each test that is not passed; then the counts
 *   suite keywords FOLDER    each keyword, and how many tests miss it
 *
 * FOLDER holds tests/ and remotes/ of the suite.
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "doc/doc.h"
#include "schema/keyword.h"
#include "schema/schema.h"

/* Where the suite says that its remotes/ are. */
#define REMOTES "http://localhost:1234/"
#define N_DRAFTS 2
#define MAX_FILES 256

static const struct {
	const char *folder;
	enum schema_draft draft;
} drafts[N_DRAFTS] = {
	{ "draft2019-09", SCHEMA_2019_09 },
	{ "draft2020-12", SCHEMA_2020_12 },
};

/* A file of tests, read once. */
struct test_file {
	const char *name;	/* "allOf.json" */
	const struct value *groups;
	unsigned int draft;	/* of drafts[] */
	bool required;		/* as opposed to optional/ */
	bool formats;		/* to be run with `format` as a rule */
};

struct suite {
	struct arena *arena;
	struct schema_options opts;	/* with all remotes */
	struct test_file files[MAX_FILES];
	size_t n_files;
	bool quiet;		/* count only */
	unsigned long n_tests;	/* required ones */
	unsigned long n_passed;
	unsigned long n_failed;	/* optional ones included */
};

static char *slurp(struct arena *a, const char *path, size_t *ret_len)
{
	FILE *f = fopen(path, "rb");
	char *bytes;
	long len;

	if (!f || fseek(f, 0, SEEK_END) || (len = ftell(f)) < 0) {
		perror(path);
		exit(2);
	}
	rewind(f);
	bytes = arena_alloc(a, (size_t)len + 1);
	*ret_len = fread(bytes, 1, (size_t)len, f);
	fclose(f);
	return bytes;
}

/* NULL when it is no JSON that we read: said. */
static const struct value *read_json(struct suite *s, const char *path)
{
	struct diags *d = diags_new(s->arena);
	const struct value *v;
	size_t len;
	char *bytes = slurp(s->arena, path, &len);

	v = doc_read_json(s->arena, d, path, bytes, len);
	if (d->n_errors)
		printf("unreadable %s: %u:%u: %s\n", path,
		       d->items->place.line, d->items->place.col,
		       d->items->text);
	return v;
}

static bool ends_in_json(const char *name)
{
	size_t n = strlen(name);

	return n > 5 && strcmp(name + n - 5, ".json") == 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int list(const char *folder, struct dirent ***ret)
{
	int n = scandir(folder, ret, NULL, by_name);

	if (n < 0) {
		perror(folder);
		exit(2);
	}
	return n;
}

static void free_list(struct dirent **names, int n)
{
	while (n > 0)
		free(names[--n]);
	free(names);
}

/* Every file of @folder as a document that a $ref can lead to. */
static void add_remotes(struct suite *s, const char *folder, const char *uri)
{
	struct dirent **names;
	int n = list(folder, &names);

	for (int i = 0; i < n; i++) {
		const char *name = names[i]->d_name;
		const char *path = arena_printf(s->arena, "%s/%s", folder,
						name);
		struct stat st;

		if (*name == '.' || stat(path, &st))
			continue;
		if (S_ISDIR(st.st_mode))
			add_remotes(s, path,
				    arena_printf(s->arena, "%s%s/", uri, name));
		else if (ends_in_json(name))
			schema_add_resource(s->arena, &s->opts,
					    arena_printf(s->arena, "%s%s", uri,
							 name),
					    read_json(s, path));
	}
	free_list(names, n);
}

static void add_file(struct suite *s, const char *folder, const char *name,
		     unsigned int draft, bool required, bool formats)
{
	const char *path = arena_printf(s->arena, "%s/%s", folder, name);
	const struct value *groups = read_json(s, path);

	if (!groups || s->n_files == MAX_FILES)
		exit(2);
	s->files[s->n_files++] = (struct test_file){
		.name = arena_strdup(s->arena, name),
		.groups = groups,
		.draft = draft,
		.required = required,
		.formats = formats,
	};
}

/* All files of @below, a folder in @folder that ends in '/', or "". */
static void add_folder(struct suite *s, const char *folder, const char *below,
		       unsigned int draft, bool required, bool formats)
{
	struct dirent **names;
	int n = list(arena_printf(s->arena, "%s/%s", folder, below), &names);

	for (int i = 0; i < n; i++)
		if (ends_in_json(names[i]->d_name))
			add_file(s, folder,
				 arena_printf(s->arena, "%s%s", below,
					      names[i]->d_name),
				 draft, required, formats);
	free_list(names, n);
}

static void add_tests(struct suite *s, const char *top, unsigned int draft)
{
	const char *folder = arena_printf(s->arena, "%s/tests/%s", top,
					  drafts[draft].folder);

	add_folder(s, folder, "", draft, true, false);
	add_folder(s, folder, "optional/", draft, false, false);
	add_folder(s, folder, "optional/format/", draft, false, true);
}

static const char *text_of(const struct value *v, const char *key)
{
	return value_get(v, key)->text;
}

static void not_passed(struct suite *s, const struct test_file *f,
		       const struct value *group, const struct value *test,
		       const struct diags *d)
{
	s->n_failed++;
	if (s->quiet)
		return;
	printf("%s/%s: %s: %s\n", drafts[f->draft].folder, f->name,
	       text_of(group, "description"), text_of(test, "description"));
	if (d->items)
		fprintf(stderr, "    %s\n", d->items->text);
}

static void run_group(struct suite *s, const struct test_file *f,
		      const struct value *group)
{
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct diags *problems = diags_new(a);
	const struct value *tests = value_get(group, "tests");
	struct schema *schema;

	s->opts.draft = drafts[f->draft].draft;
	s->opts.assert_formats = f->formats;
	schema = schema_compile_with(a, problems, value_get(group, "schema"),
				     &s->opts);
	for (size_t i = 0; i < tests->n; i++) {
		const struct value *test = tests->items[i];
		struct diags *d = schema ? diags_new(a) : problems;
		bool passed = schema && schema_validate(schema,
					value_get(test, "data"), d) ==
				value_get(test, "valid")->boolean;

		/* What it finds in the schema is no verdict on the data. */
		if (d->items && d->items->code == E_BAD_SCHEMA)
			passed = false;
		s->n_tests += f->required;
		s->n_passed += passed && f->required;
		if (!passed)
			not_passed(s, f, group, test, d);
	}
	arena_free(a);
}

static void run_all(struct suite *s)
{
	s->n_tests = 0;
	s->n_passed = 0;
	s->n_failed = 0;
	for (size_t i = 0; i < s->n_files; i++)
		for (size_t k = 0; k < s->files[i].groups->n; k++)
			run_group(s, &s->files[i],
				  s->files[i].groups->items[k]);
}

/* How many more tests fail when we do not know one of our keywords. */
static void run_keywords(struct suite *s)
{
	unsigned long before;

	s->quiet = true;
	run_all(s);
	before = s->n_failed;
	for (size_t i = 0; i < n_keywords; i++) {
		s->opts.without = keyword_table[i].name;
		run_all(s);
		printf("%s %ld\n", keyword_table[i].name,
		       (long)s->n_failed - (long)before);
	}
}

int main(int argc, char **argv)
{
	struct suite s = { .arena = arena_new(LIMIT_ARENA_BYTES) };

	if (argc != 3) {
		fputs("usage: suite run|keywords FOLDER\n", stderr);
		return 2;
	}
	s.opts.general = true;
	add_remotes(&s, arena_printf(s.arena, "%s/remotes", argv[2]), REMOTES);
	for (unsigned int i = 0; i < N_DRAFTS; i++)
		add_tests(&s, argv[2], i);
	if (strcmp(argv[1], "keywords") == 0) {
		run_keywords(&s);
	} else {
		run_all(&s);
		printf("required: %lu of %lu\n", s.n_passed, s.n_tests);
	}
	arena_free(s.arena);
	return 0;
}
