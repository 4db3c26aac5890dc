/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * text.c - the few string functions that a program without libc needs.
 */
#include "text.h"

#define CRC32_POLYNOMIAL 0xedb88320u

uint32_t text_len(const char *s)
{
	uint32_t n = 0;

	while (s[n])
		n++;
	return n;
}

bool text_equal(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

bool text_listed(const char *list, const char *s)
{
	uint32_t n = text_len(s);

	while (*list) {
		if (text_begins(list, s) && (list[n] == ',' || !list[n]))
			return true;
		while (*list && *list++ != ',')
			;
	}
	return false;
}

bool text_begins(const char *s, const char *prefix)
{
	while (*prefix)
		if (*s++ != *prefix++)
			return false;
	return true;
}

bool text_word(const char *line, const char *key, char *ret_value, size_t room)
{
	uint32_t len = text_len(key);
	size_t n = 0;

	while (*line) {
		if (text_begins(line, key) && line[len] == '=')
			break;
		while (*line && *line != ' ')
			line++;
		while (*line == ' ')
			line++;
	}
	if (!*line)
		return false;
	for (line += len + 1; *line && *line != ' ' && n + 1 < room; line++)
		ret_value[n++] = *line;
	ret_value[n] = '\0';
	return true;
}

uint64_t text_number(const char *s)
{
	uint64_t v = 0;

	for (; *s >= '0' && *s <= '9'; s++)
		v = v * 10 + (uint64_t)(*s - '0');
	return v;
}

/* One table for each call: 256 steps are nothing beside what follows. */
static void crc32_table(uint32_t table[256])
{
	uint32_t i;
	int bit;

	for (i = 0; i < 256; i++) {
		uint32_t v = i;

		for (bit = 0; bit < 8; bit++)
			v = v & 1 ? v >> 1 ^ CRC32_POLYNOMIAL : v >> 1;
		table[i] = v;
	}
}

uint32_t crc32_add(uint32_t crc, const uint8_t *bytes, uint64_t len)
{
	uint32_t table[256];

	crc32_table(table);
	crc = ~crc;
	while (len--)
		crc = crc >> 8 ^ table[(crc ^ *bytes++) & 0xff];
	return ~crc;
}

void *memcpy(void *to, const void *from, size_t n)
{
	uint8_t *t = to;
	const uint8_t *f = from;

	while (n--)
		*t++ = *f++;
	return to;
}

void *memset(void *to, int byte, size_t n)
{
	uint8_t *t = to;

	while (n--)
		*t++ = (uint8_t)byte;
	return to;
}
