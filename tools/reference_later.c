/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * reference_later.c - what the language has and domc refuses so far, as
 * src/model/keys.def lists it.
 */
#include "reference.h"

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
		buf_puts(&b, l->instead);
	}
	return buf_str(&b);
}
