/* SPDX-License-Identifier: BSD-2-Clause */
#include "c_text.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "doc/pack.h"

#define BYTES_A_LINE 20

void c_text_string(const char *s, size_t len)
{
	putchar('"');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == '\n')
			fputs(i + 1 < len ? "\\n\"\n\t\"" : "\\n", stdout);
		else if (strchr("\\\"?", c))
			printf("\\%c", c);
		else if (c < ' ' || c > '~')
			printf("\\%03o", c);
		else
			putchar(c);
	}
	putchar('"');
}

void c_text_packed(struct arena *a, const char *name, const struct value *v)
{
	struct buf out = buf_make(a, LIMIT_DOC_BYTES);

	pack_write(&out, v);
	printf("static const uint8_t %s[] = {", name);
	for (size_t i = 0; i < out.len; i++)
		printf("%s%u,", i % BYTES_A_LINE ? "" : "\n\t", out.bytes[i]);
	puts("\n};");
}
