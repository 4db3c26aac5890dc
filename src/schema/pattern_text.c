/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * pattern_text.c - PCRE2 10.42 knows general categories by one or two letters,
 * and scripts without "Script="; \s is ASCII only.
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

/* WhiteSpace and LineTerminator of ECMA-262 beyond those of ASCII. */
#define SPACES "\\p{Z}\\uFEFF"

/* The escape at @text; returns the bytes of @text that it takes. */
static size_t add_escape(struct buf *b, const char *text, bool in_class)
{
	size_t n;

	if (is_property(text)) {
		n = strcspn(text, "}");
		buf_add(b, text, 3);
		add_name(b, text + 3, n - 3);
		return n;
	}
	if (text[1] == 's')
		buf_puts(b, in_class ? "\\s" SPACES : "[\\s" SPACES "]");
	else if (text[1] == 'S' && !in_class)
		buf_puts(b, "[^\\s" SPACES "]");
	else
		/* An escaped backslash escapes nothing. */
		buf_add(b, text, text[1] ? 2 : 1);
	return text[1] ? 2 : 1;
}

static bool is_the_same(const char *text)
{
	return !strstr(text, "\\p{") && !strstr(text, "\\P{") &&
	       !strstr(text, "\\s") && !strstr(text, "\\S");
}

const char *pattern_text(struct arena *a, const char *text)
{
	struct buf b = buf_make(a, LIMIT_OUTPUT_BYTES);
	bool in_class = false;

	if (is_the_same(text))
		return text;
	while (*text) {
		if (*text == '\\') {
			text += add_escape(&b, text, in_class);
			continue;
		}
		if (*text == '[')
			in_class = true;
		else if (*text == ']')
			in_class = false;
		buf_putc(&b, *text++);
	}
	return buf_str(&b);
}
