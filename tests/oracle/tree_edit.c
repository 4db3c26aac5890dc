/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tree_edit.c - trees that faults bring along.
 *
 * A flattened tree is taken apart by dtc, gets lines behind its own, and is
 * put together again: values, order and entries of /memreserve/ stay.
 */
#include "tree_edit.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "../boot/lab.h"
#include "../boot/process.h"

#define DTC_SECONDS 30

static const char head[] = "/dts-v1/;\n";

static bool run_dtc(const char *from_form, const char *to_form,
		    const char *from, const char *to)
{
	char *args[] = {
		(char *)"dtc", (char *)"-q", (char *)"-q", (char *)"-f",
		(char *)"-I", (char *)from_form, (char *)"-O",
		(char *)to_form, (char *)"-o", (char *)to, (char *)from, NULL,
	};

	return process_run(args, NULL, "/dev/null", DTC_SECONDS) == 0;
}

/* Whoever reads @to meanwhile, has the whole of it. */
static bool make(struct arena *a, const char *text, size_t len, const char *to)
{
	const char *source = arena_printf(a, "%s.%ld.dts", to, (long)getpid());
	const char *part = arena_printf(a, "%s.%ld", to, (long)getpid());
	bool ok = lab_write(source, text, len) &&
		  run_dtc("dts", "dtb", source, part) && rename(part, to) == 0;

	unlink(source);
	return ok;
}

bool tree_make(struct arena *a, const char *source, const char *to)
{
	const char *text = arena_printf(a, "%s%s\n", head, source);

	return make(a, text, strlen(text), to);
}

static bool is_word(const char *line, const char *word)
{
	size_t len = strlen(word);

	line += strspn(line, " ");
	return strncmp(line, word, len) == 0 && line[len] == ' ';
}

/* The two numbers behind the word that a line begins with. */
static void read_two(const char *line, uint64_t *ret_first,
		     uint64_t *ret_second)
{
	char *end;

	line += strspn(line, " ");
	line += strcspn(line, " ");
	*ret_first = strtoull(line, &end, 0);
	*ret_second = strtoull(end, NULL, 0);
}

/* Lines of one kind. */
static void put_lines(struct buf *out, const char *edits, bool reserved)
{
	uint64_t base, size;

	for (size_t len; *edits; edits += len + (edits[len] == '\n')) {
		len = strcspn(edits, "\n");
		if (is_word(edits, "word") ||
		    is_word(edits, "memreserve") != reserved)
			continue;
		if (!reserved) {
			buf_add(out, edits, len);
			buf_putc(out, '\n');
			continue;
		}
		read_two(edits, &base, &size);
		buf_printf(out, "/memreserve/ 0x%" PRIx64 " 0x%" PRIx64 ";\n",
			   base, size);
	}
}

bool tree_words(struct arena *a, const char *edits, const char *path)
{
	size_t size;
	uint8_t *bytes = lab_read(a, path, &size);
	uint64_t at, value;

	for (size_t len; bytes && *edits; edits += len + (edits[len] == '\n')) {
		len = strcspn(edits, "\n");
		if (!is_word(edits, "word"))
			continue;
		read_two(edits, &at, &value);
		for (unsigned int i = 0; i < 4 && at + i < size; i++)
			bytes[at + i] = (uint8_t)(value >> (24 - 8 * i));
	}
	return bytes && lab_write(path, bytes, size);
}

bool tree_edit(struct arena *a, const char *from, const char *edits,
	       const char *to)
{
	const char *apart = arena_printf(a, "%s.%ld.apart", to,
					 (long)getpid());
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	const char *text = NULL;
	size_t len;

	if (run_dtc("dtb", "dts", from, apart))
		text = (const char *)lab_read(a, apart, &len);
	unlink(apart);
	if (!text || strncmp(text, head, sizeof(head) - 1) != 0)
		return false;
	buf_puts(&out, head);
	put_lines(&out, edits, true);
	buf_puts(&out, text + sizeof(head) - 1);
	put_lines(&out, edits, false);
	return make(a, buf_str(&out), out.len, to) && tree_words(a, edits, to);
}
