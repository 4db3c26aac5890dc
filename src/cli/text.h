/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * text.h - a string that grows, for messages that go out by one write(2).
 *
 * Running out of memory here ends the program with status 2: there is nothing
 * left to say it with.
 */
#ifndef DOMC_CLI_TEXT_H
#define DOMC_CLI_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct text {
	char *s;	/* NUL-terminated; NULL while empty */
	size_t len;
	size_t room;
};

void text_add(struct text *t, const char *bytes, size_t n);
void text_puts(struct text *t, const char *s);
void text_putc(struct text *t, char c);
void text_repeat(struct text *t, char c, size_t n);
void text_printf(struct text *t, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void text_free(struct text *t);

/** text_grow - realloc() of an array that never fails to return */
void *text_grow(void *items, size_t n, size_t size);

/**
 * text_write - all bytes to a file descriptor, by one write(2) if it takes them
 *
 * Return: false with errno when it does not.
 */
bool text_write(int fd, const void *bytes, size_t n);

#endif
