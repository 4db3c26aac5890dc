/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * format.c - the table of formats.
 *
 * Each pattern is the grammar of the RFC in PCRE2's words, rule by rule under
 * the name it has there; blanks in it mean nothing.
 */
#include "schema/format.h"

#include <string.h>

#include "schema/format_rules.h"

const struct format format_table[] = {
	{ "date", "a date such as 2024-02-29", DATE_RULE, format_is_date },
	{ "date-time", "a date and time such as 2024-02-29T23:59:59Z",
	  DATE_TIME_RULE, format_is_date_time },
	{ "duration", "a duration such as P1DT12H", DURATION_RULE, NULL },
	{ "email", "an e-mail address", EMAIL_RULE, NULL },
	{ "hostname", "a host name", HOSTNAME_RULE, NULL },
	{ "idn-email", "an e-mail address", IDN_EMAIL_RULE, NULL },
	{ "ipv4", "an IPv4 address such as 192.0.2.1", IPV4_RULE, NULL },
	{ "ipv6", "an IPv6 address such as 2001:db8::1", IPV6_RULE, NULL },
	{ "iri", "an IRI with its scheme", IRI_RULE, NULL },
	{ "iri-reference", "an IRI, or one that is relative",
	  IRI_REFERENCE_RULE, NULL },
	{ "json-pointer", "a JSON Pointer such as /a/0", POINTER_RULE, NULL },
	{ "regex", "a regular expression", NULL, format_is_regex },
	{ "relative-json-pointer", "a relative JSON Pointer such as 1/a",
	  RELATIVE_POINTER_RULE, NULL },
	{ "time", "a time with its offset such as 23:59:59Z", TIME_RULE,
	  format_is_time },
	{ "uri", "a URI such as https://example.org/a", URI_RULE, NULL },
	{ "uri-reference", "a URI, or one that is relative",
	  URI_REFERENCE_RULE, NULL },
	{ "uri-template", "a URI template such as /a/{id}", TEMPLATE_RULE,
	  NULL },
	{ "uuid", "a UUID such as 2eb8aa08-aa98-11ea-b4aa-73b441d16380",
	  UUID_RULE, NULL },
	{ NULL, NULL, NULL, NULL },
};

_Static_assert(sizeof(format_table) / sizeof(format_table[0]) == N_FORMATS,
	       "N_FORMATS counts the table and its end");

const struct format *format_find(const char *name)
{
	for (const struct format *f = format_table; f->name; f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}

/* What follows "(?" in ECMA-262. */
static bool is_group(const char *text)
{
	/* Modifiers hold for a group: (?i:a), never for the rest. */
	const char *end = text + strspn(text, "ims-");

	if (*end == ':' || *text == '=' || *text == '!')
		return true;
	return *text == '<' && text[1];
}

bool format_is_regex(const char *text)
{
	/* With the flag u: ClassEscape and AtomEscape. */
	static const char escapes[] =
		"bBcdDfknpPrsStuvwWx0123456789^$\\.*+?()[]{}|/-";
	bool in_class = false;

	for (; *text; text++) {
		if (*text == '\\') {
			text++;
			if (!*text || !strchr(escapes, *text))
				return false;
		} else if (in_class) {
			in_class = *text != ']';
		} else if (*text == '[') {
			in_class = true;
		} else if (text[0] == '(' && text[1] == '?' &&
			   !is_group(text + 2)) {
			return false;
		}
	}
	return true;
}
