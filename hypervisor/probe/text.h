/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * text.h - the few string functions that a program without libc needs.
 */
#ifndef PROBE_TEXT_H
#define PROBE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

uint32_t text_len(const char *s);
bool text_equal(const char *a, const char *b);
/** text_listed - is @s one of the words of @list, which has commas between? */
bool text_listed(const char *list, const char *s);
bool text_begins(const char *s, const char *prefix);

/**
 * text_word - value of "@key=value" among the words of a command line
 * @room: bytes at @ret_value, with the final NUL; a longer value is cut
 *
 * Return: false and @ret_value untouched when no word has that key.
 */
bool text_word(const char *line, const char *key, char *ret_value, size_t room);

/** text_number - a decimal number, up to the first other character */
uint64_t text_number(const char *s);

/** crc32_add - CRC-32 of zlib and IEEE 802.3 over more bytes; begin with 0 */
uint32_t crc32_add(uint32_t crc, const uint8_t *bytes, uint64_t len);

/* The compiler may call these for copies and initialisers of its own. */
void *memcpy(void *to, const void *from, size_t n);
void *memset(void *to, int byte, size_t n);

#endif
