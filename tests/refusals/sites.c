/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sites.c - every place of Xen's sources that refuses, stops or ignores.
 *
 * usage: sites RELEASE ROOT FILE...
 *
 * Prints a line a place, its fields divided by tabs:
 *   RELEASE FILE FUNCTION KIND TEXT
 * KIND is
 *   panic    panic(), BUG() and BUG_ON(): the host stops; TEXT is the message
 *   says     a message at level error or warning, one with a word such as
 *            "ignoring", or one that an error return follows in its block
 *   debug    the same, and only a debug build prints it
 *   returns  an error code without a message; TEXT is the code and the
 *            condition that leads to it
 * A function that hands on what another returned is no place of its own.
 *
 * It reads C as Xen is formatted, not C as such: comments and preprocessor
 * lines are left out, so both halves of an #if are seen.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 64		/* nested blocks */
#define MAX_TEXT 65536		/* bytes of one statement */
#define MAX_CONDITION 100	/* bytes of a condition that are shown */
#define MAX_AGE 2		/* statements between a message and its error */

/* A message that may yet turn out to be a refusal. */
struct message {
	char text[1024];
	const char *kind;	/* "says" or "debug" */
	bool printed;		/* known to be one already */
	int age;		/* statements since */
};

struct block {
	char header[MAX_TEXT];	/* what opened it: "if ( !node )" */
	struct message message;	/* the last in it; no text: none yet */
};

struct reader {
	const char *release, *file;
	char function[128];	/* "": between functions */
	struct block *blocks;	/* MAX_DEPTH of them; [0] is the file */
	int depth;
	char statement[MAX_TEXT];
	size_t len;
};

static void die(const char *what, const char *name)
{
	fprintf(stderr, "sites: %s: %s\n", name, what);
	exit(2);
}

static void print_site(const struct reader *r, const char *kind,
		       const char *text)
{
	const char *base = r->file;

	if (strncmp(base, "xen/", 4) == 0)
		base += 4;
	printf("%s\t%s\t%s\t%s\t%s\n", r->release, base, r->function, kind,
	       text);
}

/* ---- text ---- */

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Is @p within a string literal of @s? */
static bool in_literal(const char *s, const char *p)
{
	bool in = false;

	for (; s < p; s++) {
		if (*s == '\\' && in)
			s++;
		else if (*s == '"')
			in = !in;
	}
	return in;
}

/* Where @word stands in @s as a word of its own, followed by '('. */
static const char *find_call(const char *s, const char *word)
{
	size_t len = strlen(word);

	for (const char *p = s; (p = strstr(p, word)); p += len) {
		const char *after = p + len;

		while (*after == ' ')
			after++;
		if ((p == s || !is_word(p[-1])) && *after == '(' &&
		    !in_literal(s, p))
			return after + 1;
	}
	return NULL;
}

static void add(char *to, size_t room, const char *from, size_t len)
{
	size_t have = strlen(to);

	if (have + len >= room)
		len = room - have - 1;
	memcpy(to + have, from, len);
	to[have + len] = '\0';
}

/* One string literal at @p, which points past the quote; its end. */
static const char *add_literal(char *to, size_t room, const char *p)
{
	for (; *p && *p != '"'; p++) {
		if (p[0] == '\\' && p[1] == 'n') {
			p++;
		} else if (p[0] == '\\' && p[1] == '\n') {
			p++;
		} else if (p[0] == '\\' && p[1] == '"') {
			add(to, room, ++p, 1);
		} else {
			add(to, room, p, 1);
		}
	}
	return *p ? p + 1 : p;
}

/*
 * The first argument with literals from @p on: "%#" PRIpaddr becomes
 * "%#PRIpaddr", a level such as XENLOG_ERR goes.
 */
static void message_text(char *to, size_t room, const char *p)
{
	int parens = 0;

	to[0] = '\0';
	while (*p && parens >= 0) {
		const char *from = p;

		if (*p == '"') {
			p = add_literal(to, room, p + 1);
		} else if (is_word(*p)) {
			while (is_word(*p))
				p++;
			if (strncmp(from, "XENLOG_", 7) != 0 && to[0])
				add(to, room, from, (size_t)(p - from));
		} else {
			parens += *p == '(' ? 1 : *p == ')' ? -1 : 0;
			if (*p == ',' && !parens && to[0])
				break;
			p++;
		}
	}
	while (to[0] && to[strlen(to) - 1] == ' ')
		to[strlen(to) - 1] = '\0';
}

/* ---- what a statement is ---- */

static bool sounds_refusing(const char *statement, const char *text)
{
	static const char *const levels[] = {
		"XENLOG_ERR", "XENLOG_WARNING", "XENLOG_G_ERR",
		"XENLOG_G_WARNING",
	};
	static const char *const words[] = {
		"gnor", "nvalid", "ail", "nable", "annot", "can't", "rror",
		"not supp", "nsupported", "issing", "verlap", "xceed", "too ",
		"must", "WARN", "arning", " bad ", "Bad ", "nknown", "isabl",
		"not found", "doesn't", "Couldn't", "kipp",
	};

	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (strstr(statement, levels[i]))
			return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(text, words[i]))
			return true;
	return false;
}

/* The start of a call that prints, its kind, or NULL. */
static const char *find_message(const char *s, const char **ret_kind)
{
	static const char *const calls[][2] = {
		{ "printk", "says" }, { "printk_once", "says" },
		{ "gprintk", "says" }, { "early_printk", "says" },
		{ "printk_ratelimited", "says" }, { "warning_add", "says" },
		{ "dprintk", "debug" }, { "gdprintk", "debug" },
		{ "dt_dprintk", "debug" }, { "its_printk", "says" },
		{ "dt_printk", "says" },
	};

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		const char *args = find_call(s, calls[i][0]);

		*ret_kind = calls[i][1];
		if (args)
			return args;
	}
	return NULL;
}

/* "-EINVAL" where the statement returns or keeps an error code, or "". */
static void find_error(char *to, size_t room, const char *s)
{
	const char *p = s;

	to[0] = '\0';
	while ((p = strstr(p, "-"))) {
		const char *name = p + 1, *end = name, *before = p;

		while (is_word(*end))
			end++;
		while (before > s && (before[-1] == ' ' || before[-1] == '('))
			before--;
		p++;
		if ((*name != 'E' || !isupper((unsigned char)name[1])) &&
		    strncmp(name, "FDT_ERR", 7) != 0)
			continue;
		/* Not "rc == -EINVAL" and not "rc != -ENODEV". */
		if (before - s >= 2 && before[-1] == '=' &&
		    strchr("=!<>", before[-2]))
			continue;
		add(to, room, name - 1, (size_t)(end - name) + 1);
		return;
	}
}

/* The control header that stands before the act itself: "if ( ... )". */
static size_t header_length(const char *s)
{
	static const char *const heads[] = {
		"else if", "else", "if", "for", "while", "switch", "do",
		"dt_for_each_child_node", "for_each_vcpu", "case", "default",
	};
	const char *p = s;

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		size_t len = strlen(heads[i]);
		int parens = 0;

		if (strncmp(s, heads[i], len) != 0 || is_word(s[len]))
			continue;
		p = s + len;
		if (heads[i][0] == 'c' || !strcmp(heads[i], "default")) {
			p = strchr(p, ':');
			return p ? (size_t)(p - s) + 1 : 0;
		}
		while (*p == ' ')
			p++;
		if (*p != '(')
			return (size_t)(p - s);
		for (; *p; p++) {
			parens += *p == '(' ? 1 : *p == ')' ? -1 : 0;
			if (!parens)
				return (size_t)(p + 1 - s);
		}
		return strlen(s);
	}
	return 0;
}

/* Several headers can stand before one act: "else if ( a ) if ( b )". */
static size_t all_headers(const char *s)
{
	size_t at = 0, len;

	while ((len = header_length(s + at))) {
		at += len;
		while (s[at] == ' ')
			at++;
	}
	return at;
}

/* ---- statements ---- */

static void print_error(const struct reader *r, const char *code,
			size_t n_headers)
{
	const char *why = r->statement;
	size_t len = n_headers;
	char text[MAX_CONDITION + 64];

	if (!len) {
		why = r->blocks[r->depth].header;
		len = strlen(why);
	}
	while (len && why[len - 1] == ' ')
		len--;
	if (r->depth < 2 && !n_headers)
		len = 0;
	snprintf(text, sizeof(text), "%s%s%.*s%s", code, len ? ": " : "",
		 (int)(len > MAX_CONDITION ? MAX_CONDITION : len), why,
		 len > MAX_CONDITION ? "..." : "");
	print_site(r, "returns", text);
}

static void print_message(const struct reader *r, struct message *m)
{
	if (m->text[0] && !m->printed)
		print_site(r, m->kind, m->text);
	m->printed = true;
}

static void read_message(struct reader *r, const char *args,
			 const char *kind, bool governed)
{
	struct message m = { .kind = kind };

	message_text(m.text, sizeof(m.text), args);
	if (sounds_refusing(r->statement, m.text))
		print_message(r, &m);
	/* One behind an if of its own does not speak for the block. */
	if (!governed)
		r->blocks[r->depth].message = m;
}

static void read_panic(struct reader *r)
{
	static const char *const calls[] = { "panic", "BUG", "BUG_ON" };
	char text[1024];

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		const char *args = find_call(r->statement, calls[i]);

		if (!args)
			continue;
		if (i)
			snprintf(text, sizeof(text), "%s(%s", calls[i], args);
		else
			message_text(text, sizeof(text), args);
		print_site(r, "panic", text);
	}
}

/* Does @act hand on an error that a message may have been for? */
static bool hands_on(const char *act)
{
	static const char *const ways[] = {
		"goto ", "return rc", "return res", "return ret",
		"return false",
	};

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (strncmp(act, ways[i], strlen(ways[i])) == 0)
			return true;
	return false;
}

static void read_statement(struct reader *r)
{
	size_t headers = all_headers(r->statement);
	const char *act = r->statement + headers, *kind, *args;
	struct message *said = &r->blocks[r->depth].message;
	char code[64];
	bool spoken;

	read_panic(r);
	args = find_message(act, &kind);
	if (args)
		read_message(r, args, kind, headers != 0);
	spoken = !headers && said->text[0] && said->age <= MAX_AGE;
	find_error(code, sizeof(code), act);
	if (spoken && (code[0] || hands_on(act)))
		print_message(r, said);
	else if (code[0])
		print_error(r, code, headers);
	said->age++;
}

/* The name in "static int __init name(args)". */
static void read_function(struct reader *r)
{
	const char *s = r->statement, *open = NULL, *end;
	int parens = 0;

	for (const char *p = s; *p; p++) {
		if (*p == '(' && !parens++)
			open = p;
		parens -= *p == ')';
	}
	if (!open || strchr(s, '='))
		return;
	for (end = open; end > s && end[-1] == ' ';)
		end--;
	for (open = end; open > s && is_word(open[-1]);)
		open--;
	snprintf(r->function, sizeof(r->function), "%.*s", (int)(end - open),
		 open);
}

/* @c ended a piece of text at no depth of parentheses. */
static void read_end(struct reader *r, char c)
{
	struct block *b;

	while (r->len && r->statement[r->len - 1] == ' ')
		r->len--;
	r->statement[r->len] = '\0';
	if (c == ';' && r->depth)
		read_statement(r);
	if (c == '{') {
		if (!r->depth)
			read_function(r);
		if (++r->depth == MAX_DEPTH)
			die("blocks too deep", r->file);
		b = &r->blocks[r->depth];
		strcpy(b->header, r->statement);
		b->message = (struct message){ .kind = "says" };
	}
	if (c == '}') {
		if (!r->depth--)
			die("a block too many is closed", r->file);
		if (!r->depth)
			r->function[0] = '\0';
		r->blocks[r->depth].message.age += MAX_AGE;
	}
	r->len = 0;
}

static void put(struct reader *r, char c)
{
	if (c == '\t' || c == '\n')
		c = ' ';
	if (c == ' ' && (!r->len || r->statement[r->len - 1] == ' '))
		return;
	if (r->len + 2 >= MAX_TEXT)
		die("a statement is too long", r->file);
	r->statement[r->len++] = c;
}

/* Past a comment, literal or preprocessor line at @p; @p itself: none. */
static const char *skip(struct reader *r, const char *p, const char *start)
{
	char quote = *p;

	if (p[0] == '/' && p[1] == '*') {
		p = strstr(p, "*/");
		return p ? p + 2 : strchr(start, '\0');
	}
	if (p[0] == '/' && p[1] == '/')
		return p + strcspn(p, "\n");
	if (*p == '#' && (p == start || p[-1] == '\n')) {
		while (*p && *p != '\n')
			p += *p == '\\' && p[1] ? 2 : 1;
		return p;
	}
	if (quote != '"' && quote != '\'')
		return p;
	put(r, *p++);
	while (*p && *p != quote) {
		if (*p == '\\' && p[1])
			r->statement[r->len++] = *p++;
		r->statement[r->len++] = *p++;
		if (r->len + 8 >= MAX_TEXT)
			die("a literal is too long", r->file);
	}
	r->statement[r->len++] = quote;
	return *p ? p + 1 : p;
}

static void read_source(struct reader *r, const char *text)
{
	int parens = 0;

	for (const char *p = text; *p;) {
		const char *after = skip(r, p, text);

		if (after != p) {
			p = after;
			continue;
		}
		parens += *p == '(' ? 1 : *p == ')' ? -1 : 0;
		if (!parens && strchr(";{}", *p))
			read_end(r, *p);
		else
			put(r, *p);
		p++;
	}
	if (r->depth)
		die("a block is not closed", r->file);
}

static char *read_file(const char *root, const char *file)
{
	char path[4096];
	FILE *in;
	char *text;
	long size;

	snprintf(path, sizeof(path), "%s/%s", root, file);
	in = fopen(path, "r");
	if (!in)
		return NULL;
	fseek(in, 0, SEEK_END);
	size = ftell(in);
	rewind(in);
	text = calloc((size_t)size + 1, 1);
	if (!text || fread(text, 1, (size_t)size, in) != (size_t)size)
		die("cannot be read", path);
	fclose(in);
	return text;
}

int main(int argc, char **argv)
{
	struct reader *r = calloc(1, sizeof(*r));

	if (argc < 4 || !r)
		die("usage: sites RELEASE ROOT FILE...", "arguments");
	r->blocks = calloc(MAX_DEPTH, sizeof(*r->blocks));
	if (!r->blocks)
		die("no memory", argv[2]);
	r->release = argv[1];
	for (int i = 3; i < argc; i++) {
		char *text = read_file(argv[2], argv[i]);

		if (!text)
			die("is not there", argv[i]);
		r->file = argv[i];
		r->depth = 0;
		r->len = 0;
		r->function[0] = '\0';
		r->blocks[0].message.text[0] = '\0';
		read_source(r, text);
		free(text);
	}
	free(r->blocks);
	free(r);
	return 0;
}
