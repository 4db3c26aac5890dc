/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * text.c - growing by doubling.
 */
#include "cli/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void out_of_memory(void)
{
	static const char message[] = "domc: error: out of memory\n";

	text_write(STDERR_FILENO, message, sizeof(message) - 1);
	_exit(2);
}

void *text_grow(void *items, size_t n, size_t size)
{
	void *grown = NULL;

	if (n <= SIZE_MAX / size)
		grown = realloc(items, n * size);
	if (!grown)
		out_of_memory();
	return grown;
}

static void make_room(struct text *t, size_t n)
{
	size_t room = t->room ? t->room : 256;

	if (t->s && n < t->room - t->len)
		return;
	if (n > SIZE_MAX / 4 - t->len)
		out_of_memory();
	while (room <= t->len + n)
		room *= 2;
	t->s = text_grow(t->s, room, 1);
	t->room = room;
}

void text_add(struct text *t, const char *bytes, size_t n)
{
	make_room(t, n);
	if (n)
		memcpy(t->s + t->len, bytes, n);
	t->len += n;
	t->s[t->len] = 0;
}

void text_puts(struct text *t, const char *s)
{
	text_add(t, s, strlen(s));
}

void text_putc(struct text *t, char c)
{
	text_add(t, &c, 1);
}

void text_repeat(struct text *t, char c, size_t n)
{
	make_room(t, n);
	memset(t->s + t->len, c, n);
	t->len += n;
	t->s[t->len] = 0;
}

void text_printf(struct text *t, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	make_room(t, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(t->s + t->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	t->len += (size_t)n;
}

void text_free(struct text *t)
{
	free(t->s);
	*t = (struct text){ 0 };
}

bool text_write(int fd, const void *bytes, size_t n)
{
	const char *s = bytes;

	while (n) {
		ssize_t done = write(fd, s, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		s += done;
		n -= (size_t)done;
	}
	return true;
}
