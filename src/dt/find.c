/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * find.c - looking into trees.
 */
#include "dt/tree.h"

#include <string.h>

struct dt_prop *dt_find_prop(const struct dt_node *n, const char *name)
{
	for (struct dt_prop *p = n->props; p; p = p->next)
		if (strcmp(p->name, name) == 0)
			return p;
	return NULL;
}

static bool starts_as(const char *name, const char *base, size_t len)
{
	return strncmp(name, base, len) == 0 &&
	       (name[len] == '\0' || name[len] == '@');
}

bool dt_name_is(const char *name, const char *base)
{
	return starts_as(name, base, strlen(base));
}

/* The child called by the @len bytes at @name, which may lack its address. */
static struct dt_node *find_child(const struct dt_node *n, const char *name,
				  size_t len)
{
	struct dt_node *near = NULL;
	size_t n_near = 0;

	for (struct dt_node *c = n->children; c; c = c->next) {
		if (strncmp(c->name, name, len) == 0 && c->name[len] == '\0')
			return c;
		if (!memchr(name, '@', len) && starts_as(c->name, name, len)) {
			near = c;
			n_near++;
		}
	}
	return n_near == 1 ? near : NULL;
}

struct dt_node *dt_find_child(const struct dt_node *n, const char *name)
{
	return find_child(n, name, strlen(name));
}

struct dt_node *dt_find_path(const struct dt_tree *t, const char *path)
{
	struct dt_node *n = t->root;

	if (*path != '/')
		return NULL;
	while (n) {
		size_t len;

		path += strspn(path, "/");
		if (!*path)
			break;
		len = strcspn(path, "/");
		n = find_child(n, path, len);
		path += len;
	}
	return n;
}

const char *dt_path(struct arena *a, const struct dt_node *n)
{
	size_t len = 0;
	char *path;

	if (!n->parent)
		return "/";
	for (const struct dt_node *up = n; up->parent; up = up->parent)
		len += strlen(up->name) + 1;
	path = arena_alloc(a, len + 1);
	for (const struct dt_node *up = n; up->parent; up = up->parent) {
		size_t one = strlen(up->name);

		len -= one + 1;
		path[len] = '/';
		memcpy(path + len + 1, up->name, one);
	}
	return path;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool dt_same_word(const char *a, const char *b)
{
	while (*a && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return lower(*a) == lower(*b);
}

bool dt_compatible(const struct dt_node *n, const char *word)
{
	const struct dt_prop *p = dt_find_prop(n, "compatible");
	const char *s, *end;

	if (!p)
		return false;
	s = (const char *)p->data;
	end = s + p->len;
	while (memchr(s, '\0', (size_t)(end - s))) {
		if (dt_same_word(s, word))
			return true;
		s += strlen(s) + 1;
	}
	return false;
}

bool dt_string_is(const struct dt_node *n, const char *name, const char *text)
{
	const struct dt_prop *p = dt_find_prop(n, name);
	size_t len = strlen(text) + 1;

	return p && p->len == len && memcmp(p->data, text, len) == 0;
}

uint32_t dt_u32_of(const struct dt_node *n, const char *name, uint32_t dflt)
{
	const struct dt_prop *p = dt_find_prop(n, name);

	return p && p->len >= 4 ? (uint32_t)dt_cells_at(p->data, 1) : dflt;
}
