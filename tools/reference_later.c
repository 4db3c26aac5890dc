/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reference_later.c - what the language has and domc refuses so far, as
 * src/model/keys.def lists it.
 */
#include "reference.h"

#include <ctype.h>
#include <string.h>

#define MAX_LATER_BYTES (64u << 10)

static const struct later {
	const char *path;	/* `*` stands for any name */
	const char *word;	/* NULL: whatever its value */
	const char *instead;	/* what to do until then */
} laters[] = {
#define LATER_KEY(path, instead) { path, NULL, instead },
#define LATER_VALUE(path, word, instead) { path, word, instead },
#include "model/keys.def"
#undef LATER_KEY
#undef LATER_VALUE
	{ NULL, NULL, NULL },
};

/* Is @path, with NAME for any name, what @later means, or its items? */
static bool is_meant(const char *later, const char *path)
{
	while (*later && *path) {
		if (*later == '*' && strncmp(path, "NAME", 4) == 0) {
			later++;
			path += 4;
		} else if (*later++ != *path++) {
			return false;
		}
	}
	return !*path && (!*later || strcmp(later, "[]") == 0);
}

/* @s with 'word' as `word`; an apostrophe stays. */
static void add_marked(struct buf *b, const char *s)
{
	bool open = false;

	for (const char *c = s; *c; c++) {
		bool opens = !open && (c == s || c[-1] == ' ' || c[-1] == '(');

		if (*c == '\'' && (opens || (open && !isalpha((unsigned char)
							     c[1])))) {
			buf_putc(b, '`');
			open = !open;
		} else {
			buf_putc(b, *c);
		}
	}
}

const char *reference_later(const struct reference *r,
			    const struct ref_key *key)
{
	struct buf b = buf_make(r->arena, MAX_LATER_BYTES);

	for (const struct later *l = laters; key && l->path; l++) {
		if (!is_meant(l->path, key->path))
			continue;
		if (b.len)
			buf_puts(&b, ". ");
		if (l->word)
			buf_printf(&b, "`%s` is refused so far; ", l->word);
		else
			buf_puts(&b, "domc refuses it so far; ");
		add_marked(&b, l->instead);
	}
	return buf_str(&b);
}
