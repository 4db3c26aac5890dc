/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * buf.h - bytes that grow, up to a maximum, inside an arena.
 */
#ifndef DOMC_BASE_BUF_H
#define DOMC_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct buf {
	struct arena *arena;
	uint8_t *bytes;		/* always NUL-terminated past len, once used */
	size_t len;
	size_t room;
	size_t max;		/* growing past this is a bug: assert */
};

struct buf buf_make(struct arena *a, size_t max_bytes);
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/** buf_json_string - @s quoted and escaped as a JSON string (RFC 8259) */
void buf_json_string(struct buf *b, const char *s);
/** buf_json_text - the same for @n bytes, NUL among them */
void buf_json_text(struct buf *b, const char *s, size_t n);
/** buf_str - the bytes as a C string; "" when nothing was added */
const char *buf_str(const struct buf *b);

#endif
