/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * uri.c - RFC 3986: 5.2.2 transforming references, 5.2.4 dot segments.
 */
#include "schema/uri.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* A part of a URI; `text` is NULL when it is not there at all. */
struct span {
	const char *text;
	size_t n;
};

struct parts {
	struct span scheme;	/* "http", without its colon */
	struct span authority;	/* "localhost:1234", without its slashes */
	struct span path;	/* always there, perhaps empty */
	struct span query;	/* without its question mark */
	const char *fragment;	/* without its '#', or "" */
};

/* Takes bytes of *@text up to one of @ends. */
static struct span take(const char **text, const char *ends)
{
	struct span s = { .text = *text, .n = strcspn(*text, ends) };

	*text += s.n;
	return s;
}

static struct parts split(const char *text)
{
	struct parts p = { .fragment = "" };
	size_t n = strspn(text, LETTERS "0123456789+-.");

	if (n > 0 && text[n] == ':' && strchr(LETTERS, *text)) {
		p.scheme = (struct span){ .text = text, .n = n };
		text += n + 1;
	}
	if (text[0] == '/' && text[1] == '/') {
		text += 2;
		p.authority = take(&text, "/?#");
	}
	p.path = take(&text, "?#");
	if (*text == '?') {
		text++;
		p.query = take(&text, "#");
	}
	if (*text == '#')
		p.fragment = text + 1;
	return p;
}

static bool is_segment(const char *from, const char *end, const char *what)
{
	size_t n = strlen(what);

	return (size_t)(end - from) == n && memcmp(from, what, n) == 0;
}

/* Is there a segment before the end of @b, other than ".."? */
static bool has_segment(const struct buf *b, size_t start)
{
	size_t n = b->len - start;
	const char *end = (const char *)b->bytes + b->len;

	return n > 0 && !(n >= 3 && memcmp(end - 3, "../", 3) == 0 &&
			  (n == 3 || end[-4] == '/'));
}

/* Leaves out the last segment of @b from byte @start on, keeps its slash. */
static void drop_segment(struct buf *b, size_t start)
{
	if (b->len > start && b->bytes[b->len - 1] == '/')
		b->len--;
	while (b->len > start && b->bytes[b->len - 1] != '/')
		b->len--;
	if (b->bytes)
		b->bytes[b->len] = 0;
}

/*
 * @path without its "." and ".." segments. One that is relative, because the
 * base is, keeps those that lead out of it.
 */
static void add_path(struct buf *b, const char *path)
{
	bool relative = !b->len && *path != '/';
	size_t start = b->len + (*path == '/');
	const char *end;

	if (*path == '/')
		buf_putc(b, *path++);
	for (; *path; path = end) {
		end = path + strcspn(path, "/");
		if (is_segment(path, end, "..") && relative &&
		    !has_segment(b, start))
			buf_puts(b, "../");
		else if (is_segment(path, end, ".."))
			drop_segment(b, start);
		else if (!is_segment(path, end, "."))
			buf_add(b, path, (size_t)(end - path) + (*end == '/'));
		end += *end == '/';
	}
}

/* @ref's path beside the last segment of @base's (5.2.3). */
static const char *merge_paths(struct arena *a, const struct parts *base,
			       const struct parts *ref)
{
	size_t n = base->path.n;

	while (n > 0 && base->path.text[n - 1] != '/')
		n--;
	return arena_printf(a, "%s%.*s%.*s",
			    base->authority.text && !base->path.n ? "/" : "",
			    (int)n, base->path.text, (int)ref->path.n,
			    ref->path.text);
}

static void add_span(struct buf *b, const char *before, struct span s,
		     const char *after)
{
	if (!s.text)
		return;
	buf_puts(b, before);
	buf_add(b, s.text, s.n);
	buf_puts(b, after);
}

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *hit = c ? strchr(digits, c) : NULL;

	return hit ? (int)((hit - digits) % 16) : -1;
}

char *uri_decode(struct arena *a, const char *text)
{
	char *out = arena_strdup(a, text);
	char *to = out;

	for (const char *p = text; *p; p++) {
		if (p[0] == '%' && hex_digit(p[1]) >= 0 &&
		    hex_digit(p[2]) >= 0) {
			*to++ = (char)(hex_digit(p[1]) * 16 + hex_digit(p[2]));
			p += 2;
		} else {
			*to++ = *p;
		}
	}
	*to = 0;
	return out;
}

struct uri uri_resolve(struct arena *a, const char *base, const char *ref)
{
	struct parts b = split(base);
	struct parts r = split(ref);
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	bool own = r.scheme.text || r.authority.text;
	const char *path;

	if (!own && !r.path.n)
		path = arena_strndup(a, b.path.text, b.path.n);
	else if (own || *r.path.text == '/')
		path = arena_strndup(a, r.path.text, r.path.n);
	else
		path = merge_paths(a, &b, &r);
	add_span(&out, "", r.scheme.text ? r.scheme : b.scheme, ":");
	add_span(&out, "//", own ? r.authority : b.authority, "");
	add_path(&out, path);
	add_span(&out, "?", own || r.path.n || r.query.text ? r.query :
							      b.query, "");
	return (struct uri){
		.whole = arena_strdup(a, buf_str(&out)),
		.fragment = uri_decode(a, r.fragment),
	};
}
