/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reference.c - the users' reference of the language, from its schema.
 *
 * usage: reference markdown SCHEMA.yaml
 *        reference man SCHEMA.yaml DATE
 */
#include "reference.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "schema_file.h"

const char *const reference_notes[] = {
	"A key stands here with all the keys around it: `target.xen` is the key `xen` in the map `target`. `NAME` is a name that you choose, and `[]` each item of a list. Any key that is not here is an error.",
	"The file is YAML 1.2. `domc check` checks it and says what is wrong where. Editors can do so while it is written: `domc schema system --format json` is their form of this page.",
	NULL,
};

static int usage(void)
{
	fputs("usage: reference markdown SCHEMA.yaml\n"
	      "       reference man SCHEMA.yaml DATE\n", stderr);
	return 2;
}

int main(int argc, char **argv)
{
	bool man = argc == 4 && strcmp(argv[1], "man") == 0;
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct reference *r;
	struct buf out;
	const char *text;
	size_t len;

	if (!a || (!man && (argc != 3 || strcmp(argv[1], "markdown") != 0)))
		return usage();
	r = reference_collect(a, schema_file_read(a, argv[2], &text, &len));
	out = buf_make(a, LIMIT_OUTPUT_BYTES);
	if (man)
		reference_man(r, argv[3], &out);
	else
		reference_markdown(r, &out);
	fputs(buf_str(&out), stdout);
	arena_free(a);
	return fflush(stdout) == 0 ? 0 : 2;
}
