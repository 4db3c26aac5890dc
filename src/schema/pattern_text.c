/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pattern_text.c - PCRE2 10.42 knows general categories by one or two letters,
 * and scripts without "Script=".
 *
 * Names: Unicode's PropertyValueAliases.txt, property gc.
 */
#include "schema/pattern_text.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"

static const struct {
	const char *name;
	const char *abbreviation;
} categories[] = {
	{ "Cased_Letter", "L&" },
	{ "Close_Punctuation", "Pe" },
	{ "Connector_Punctuation", "Pc" },
	{ "Control", "Cc" },
	{ "Currency_Symbol", "Sc" },
	{ "Dash_Punctuation", "Pd" },
	{ "Decimal_Number", "Nd" },
	{ "Enclosing_Mark", "Me" },
	{ "Final_Punctuation", "Pf" },
	{ "Format", "Cf" },
	{ "Initial_Punctuation", "Pi" },
	{ "Letter", "L" },
	{ "Letter_Number", "Nl" },
	{ "Line_Separator", "Zl" },
	{ "Lowercase_Letter", "Ll" },
	{ "Mark", "M" },
	{ "Math_Symbol", "Sm" },
	{ "Modifier_Letter", "Lm" },
	{ "Modifier_Symbol", "Sk" },
	{ "Nonspacing_Mark", "Mn" },
	{ "Number", "N" },
	{ "Open_Punctuation", "Ps" },
	{ "Other", "C" },
	{ "Other_Letter", "Lo" },
	{ "Other_Number", "No" },
	{ "Other_Punctuation", "Po" },
	{ "Other_Symbol", "So" },
	{ "Paragraph_Separator", "Zp" },
	{ "Private_Use", "Co" },
	{ "Punctuation", "P" },
	{ "Separator", "Z" },
	{ "Space_Separator", "Zs" },
	{ "Spacing_Mark", "Mc" },
	{ "Surrogate", "Cs" },
	{ "Symbol", "S" },
	{ "Titlecase_Letter", "Lt" },
	{ "Unassigned", "Cn" },
	{ "Uppercase_Letter", "Lu" },
	{ "cntrl", "Cc" },
	{ "digit", "Nd" },
	{ "punct", "P" },
};

/* Bytes of "Script=" or the like that @name begins with. */
static size_t prefix_length(const char *name)
{
	static const char *const prefixes[] = {
		"General_Category=", "gc=", "Script=", "sc=",
	};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0)
			return strlen(prefixes[i]);
	return 0;
}

/* The name that takes @n bytes, in PCRE2's words. */
static void add_name(struct buf *b, const char *name, size_t n)
{
	size_t skip = prefix_length(name);

	if (skip < n) {
		name += skip;
		n -= skip;
	}
	for (size_t i = 0; i < sizeof(categories) / sizeof(categories[0]); i++)
		if (strlen(categories[i].name) == n &&
		    memcmp(categories[i].name, name, n) == 0) {
			buf_puts(b, categories[i].abbreviation);
			return;
		}
	buf_add(b, name, n);
}

static bool is_property(const char *s)
{
	return (s[1] == 'p' || s[1] == 'P') && s[2] == '{';
}

const char *pattern_text(struct arena *a, const char *text)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);

	if (!strstr(text, "\\p{") && !strstr(text, "\\P{"))
		return text;
	while (*text) {
		size_t n = 1;

		if (*text == '\\' && is_property(text)) {
			buf_add(&b, text, 3);
			text += 3;
			n = strcspn(text, "}");
			add_name(&b, text, n);
		} else {
			/* An escaped backslash escapes nothing. */
			n += *text == '\\' && text[1];
			buf_add(&b, text, n);
		}
		text += n;
	}
	return buf_str(&b);
}
