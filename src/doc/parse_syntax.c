/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * parse_syntax.c - libyaml's complaints in the words of who wrote the file.
 */
#include "doc/parse.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

/* Where a complaint points: what libyaml tripped over, or where it began. */
enum where { AT_PROBLEM, AT_CONTEXT };

struct words {
	const char *problem;	/* as libyaml says it (0.2.x) */
	enum where where;
	const char *text;
};

static const struct words words[] = {
	{ "could not find expected ':'", AT_CONTEXT,
	  "this is neither 'key: value' nor part of the value before it" },
	{ "mapping values are not allowed in this context", AT_PROBLEM,
	  "no key can end here: quote a text that holds ': ', check the "
	  "indentation, or for a ':' without a space in the line above" },
	{ "mapping keys are not allowed in this context", AT_PROBLEM,
	  "no '? ' key can stand here" },
	{ "block sequence entries are not allowed in this context", AT_PROBLEM,
	  "no list item can stand here: put it on a line of its own" },
	{ "did not find expected key", AT_PROBLEM,
	  "this does not continue the map: check the indentation, and for "
	  "stray characters" },
	{ "did not find expected '-' indicator", AT_PROBLEM,
	  "this does not continue the list: items start with '- ' in one "
	  "column" },
	{ "did not find expected ',' or '}'", AT_PROBLEM,
	  "',' or '}' is missing before this" },
	{ "did not find expected ',' or ']'", AT_PROBLEM,
	  "',' or ']' is missing before this" },
	{ "did not find expected node content", AT_PROBLEM,
	  "a value is missing before this" },
	{ "did not find expected <document start>", AT_PROBLEM,
	  "more text after the end of the value: check the indentation" },
	{ "found unexpected end of stream", AT_CONTEXT,
	  "the quote that opens here is not closed" },
	{ "found unexpected document indicator", AT_CONTEXT,
	  "the quote that opens here is not closed before --- or ..." },
	{ "found unknown escape character", AT_PROBLEM,
	  "unknown escape: in double quotes write \\\\ for a backslash, or use "
	  "single quotes" },
	{ "did not find expected hexdecimal number", AT_PROBLEM,
	  "the escape lacks digits: \\xNN, \\uNNNN or \\UNNNNNNNN" },
	{ "found invalid Unicode character escape code", AT_PROBLEM,
	  "the escape is no Unicode character" },
	{ "did not find expected alphabetic or numeric character", AT_CONTEXT,
	  "& and * need a name of letters, digits, '-' and '_': quote a text "
	  "that starts with one" },
	{ "found an indentation indicator equal to 0", AT_PROBLEM,
	  "the indentation of a block text is 1 to 9" },
	{ "did not find expected comment or line break", AT_PROBLEM,
	  "only a comment may follow on this line" },
	{ "found incompatible YAML document", AT_PROBLEM,
	  "a YAML version that is not known: 1.1 and 1.2 are" },
};

/* Notes: what was being read. */
static const struct words contexts[] = {
	{ "while parsing a block mapping", AT_CONTEXT, "the map begins here" },
	{ "while parsing a block collection", AT_CONTEXT,
	  "the list begins here" },
	{ "while parsing a flow mapping", AT_CONTEXT, "the '{' stands here" },
	{ "while parsing a flow sequence", AT_CONTEXT, "the '[' stands here" },
	{ "while parsing a quoted scalar", AT_CONTEXT,
	  "the quoted text begins here" },
	{ "while scanning a quoted scalar", AT_CONTEXT,
	  "the quoted text begins here" },
	{ "while scanning a block scalar", AT_CONTEXT,
	  "the block text begins here" },
};

static const struct words *find(const struct words *list, size_t n,
				const char *problem)
{
	for (size_t i = 0; problem && i < n; i++)
		if (strcmp(list[i].problem, problem) == 0)
			return &list[i];
	return NULL;
}

/* One character; nothing at the end of a line, where there is none. */
static struct place character(const struct doc_source *s, size_t at)
{
	size_t n = at < s->len ? utf8_length(s->bytes + at, s->len - at) : 0;

	if (n == 1 && strchr("\r\n", s->bytes[at]))
		n = 0;
	return doc_source_span(s, at, at + n);
}

/* The rest of the line from @at, without spaces at its end. */
static struct place rest_of_line(const struct doc_source *s, size_t at,
				 size_t *ret_len)
{
	size_t end = at;

	while (end < s->len && !strchr("\r\n", s->bytes[end]))
		end++;
	while (end > at && strchr(" \t", s->bytes[end - 1]))
		end--;
	*ret_len = end - at;
	return doc_source_span(s, at, end);
}

/* libyaml names the byte that does not go on, not the one that began. */
static size_t lead_byte(const struct doc_source *s, size_t at)
{
	for (size_t back = 1; back < 4 && back <= at - s->start; back++) {
		unsigned char c = (unsigned char)s->bytes[at - back];

		if (c >= 0xc0)
			return utf8_length(s->bytes + at - back,
					   s->len - (at - back)) ?
				       at : at - back;
		if (c < 0x80)
			break;
	}
	return at;
}

static void report_encoding(struct doc_parser *p)
{
	const struct doc_source *s = p->source;
	int value = p->yaml.problem_value;
	struct diags *d = p->reader->diags;
	size_t at = s->start + p->yaml.problem_offset;
	struct place place;

	at = at < s->len ? at : s->len;
	if (strncmp(p->yaml.problem, "control", 7) != 0)
		at = lead_byte(s, at);
	place = doc_source_span(s, at, at < s->len ? at + 1 : at);
	if (strncmp(p->yaml.problem, "control", 7) == 0)
		diag_add(d, E_BAD_ENCODING, place,
			 "the control character U+%04X cannot stand in YAML: "
			 "write it as an escape in double quotes",
			 (unsigned int)value);
	else if (at < s->len)
		diag_add(d, E_BAD_ENCODING, place,
			 "the byte 0x%02x is not part of a UTF-8 character",
			 (unsigned int)(unsigned char)s->bytes[at]);
	else
		diag_add(d, E_BAD_ENCODING, place,
			 "the text ends inside a UTF-8 character");
}

/* `net:10` on a line of its own looks like a text to libyaml. */
static bool report_missing_space(struct doc_parser *p)
{
	const struct doc_source *s = p->source;
	size_t at = doc_source_offset(s, p->yaml.context_mark.index);
	struct arena *a = p->reader->arena;
	const char *line = s->bytes + at;
	const char *colon;
	struct place place;
	size_t n;

	if (strcmp(p->yaml.problem, "could not find expected ':'") != 0)
		return false;
	place = rest_of_line(s, at, &n);
	line = arena_strndup(a, line, n);
	colon = strchr(line, ':');
	if (!colon || strchr("\"'", *line) || strncmp(colon, "://", 3) == 0)
		return false;
	diag_add(p->reader->diags, E_MISSING_SPACE, place,
		 "no space after the colon of '%s'; write %s: %s",
		 utf8_excerpt(a, line, 60),
		 utf8_excerpt(a, arena_strndup(a, line,
					       (size_t)(colon - line)), 60),
		 utf8_excerpt(a, colon + 1, 60));
	return true;
}

static bool report_character(struct doc_parser *p)
{
	const struct doc_source *s = p->source;
	size_t at = doc_source_offset(s, p->yaml.problem_mark.index);
	const char *problem = p->yaml.problem;
	struct diags *d = p->reader->diags;
	struct place place = character(s, at);
	bool start = strcmp(problem, "found character that cannot start any "
				     "token") == 0;

	if (strncmp(problem, "found a tab character", 21) == 0 ||
	    (start && at < s->len && s->bytes[at] == '\t'))
		diag_add(d, E_TAB_INDENT, place,
			 "a tab in the indentation; use spaces");
	else if (start && at < s->len)
		diag_add(d, E_YAML_SYNTAX, place,
			 "no text can start with '%c': quote it", s->bytes[at]);
	else
		return false;
	return true;
}

static void report_words(struct doc_parser *p)
{
	const struct doc_source *s = p->source;
	const yaml_parser_t *y = &p->yaml;
	size_t problem_at = doc_source_offset(s, y->problem_mark.index);
	size_t context_at = doc_source_offset(s, y->context_mark.index);
	const struct words *w = find(words, sizeof(words) / sizeof(words[0]),
				     y->problem);
	const struct words *c = find(contexts,
				     sizeof(contexts) / sizeof(contexts[0]),
				     y->context);
	bool at_context = w && w->where == AT_CONTEXT && y->context;
	struct diag_item *item;

	item = diag_add(p->reader->diags, E_YAML_SYNTAX,
			character(s, at_context ? context_at : problem_at),
			"%s", w ? w->text : y->problem);
	if (c && !at_context)
		diag_note(p->reader->diags, item, character(s, context_at),
			  "%s", c->text);
}

void doc_parse_syntax(struct doc_parser *p)
{
	size_t at = doc_source_offset(p->source, p->yaml.problem_mark.index);

	if (p->yaml.error == YAML_READER_ERROR)
		report_encoding(p);
	else if (strcmp(p->yaml.problem, "found undefined tag handle") == 0)
		diag_add(p->reader->diags, E_BAD_TAG,
			 character(p->source, at),
			 "a tag that is not known; remove it");
	else if (!report_missing_space(p) && !report_character(p))
		report_words(p);
}

/* libyaml would read UTF-16 too, but nothing else that sees the file would. */
static bool is_utf16(const char *bytes, size_t len)
{
	return len >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 ||
			    memcmp(bytes, "\xfe\xff", 2) == 0 ||
			    !bytes[0] || !bytes[1]);
}

/* Its first word; one is easily given where a text is wanted. */
static bool is_device_tree(const char *bytes, size_t len)
{
	return len >= 4 && memcmp(bytes, "\xd0\x0d\xfe\xed", 4) == 0;
}

static void report_device_tree(struct doc_reader *r, const char *name)
{
	struct diag_item *item =
		diag_add(r->diags, E_BAD_ENCODING, (struct place){
				 .file = name,
			 }, "'%s' is a device tree, where YAML is wanted",
			 name);

	diag_note(r->diags, item, PLACE_NONE,
		  "'domc check' without --schema checks a device tree against bindings");
}

/* libyaml compares each %TAG with all before it. */
static size_t count_tag_lines(const struct doc_source *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_lines; i++)
		n += s->len - s->lines[i] > 4 &&
		     memcmp(s->bytes + s->lines[i], "%TAG", 4) == 0;
	return n;
}

bool doc_parse_refuses(struct doc_reader *r, const struct doc_source *s)
{
	struct place whole = { .file = s->name };

	if (is_utf16(s->bytes + s->start, s->len - s->start))
		diag_add(r->diags, E_BAD_ENCODING, whole,
			 "'%s' is UTF-16 or UTF-32; write it as UTF-8",
			 s->name);
	else if (is_device_tree(s->bytes + s->start, s->len - s->start))
		report_device_tree(r, s->name);
	else if (count_tag_lines(s) > LIMIT_DOC_TAG_LINES)
		diag_add(r->diags, E_INPUT_LIMIT, whole,
			 "more than %d %%TAG lines", LIMIT_DOC_TAG_LINES);
	else
		return false;
	return true;
}
