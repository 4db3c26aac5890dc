/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json.c - commas, indentation and nothing else.
 */
#include "emit/json.h"

#include <assert.h>
#include <inttypes.h>

void json_begin(struct json *j, struct buf *out)
{
	*j = (struct json){ .out = out };
}

void json_end(struct json *j)
{
	assert(j->depth == 0 && j->used[0]);
	buf_putc(j->out, '\n');
}

static void new_line(struct json *j)
{
	buf_putc(j->out, '\n');
	for (unsigned int i = 0; i < j->depth; i++)
		buf_puts(j->out, "  ");
}

/* What stands before a value. */
static void lead_in(struct json *j, const char *key)
{
	if (j->used[j->depth])
		buf_puts(j->out, j->flat ? ", " : ",");
	if (j->depth && !j->flat)
		new_line(j);
	j->used[j->depth] = true;
	if (key) {
		buf_json_string(j->out, key);
		buf_puts(j->out, ": ");
	}
}

static void open_with(struct json *j, const char *key, char open, char close)
{
	lead_in(j, key);
	buf_putc(j->out, open);
	assert(j->depth < JSON_DEPTH);
	j->depth++;
	j->used[j->depth] = false;
	j->close[j->depth] = close;
}

void json_map(struct json *j, const char *key)
{
	open_with(j, key, '{', '}');
}

void json_list(struct json *j, const char *key)
{
	open_with(j, key, '[', ']');
}

static void stay_on_line(struct json *j)
{
	if (!j->flat)
		j->flat = j->depth;
}

void json_map_inline(struct json *j, const char *key)
{
	json_map(j, key);
	stay_on_line(j);
}

void json_list_inline(struct json *j, const char *key)
{
	json_list(j, key);
	stay_on_line(j);
}

void json_close(struct json *j)
{
	char close = j->close[j->depth];
	bool used = j->used[j->depth];
	bool flat = j->flat != 0;

	assert(j->depth > 0);
	if (j->flat == j->depth)
		j->flat = 0;
	j->depth--;
	if (used && !flat)
		new_line(j);
	buf_putc(j->out, close);
}

void json_string(struct json *j, const char *key, const char *value)
{
	lead_in(j, key);
	if (value)
		buf_json_string(j->out, value);
	else
		buf_puts(j->out, "null");
}

void json_u64(struct json *j, const char *key, uint64_t value)
{
	lead_in(j, key);
	buf_printf(j->out, "%" PRIu64, value);
}

void json_bool(struct json *j, const char *key, bool value)
{
	lead_in(j, key);
	buf_puts(j->out, value ? "true" : "false");
}

void json_address(struct json *j, const char *key, uint64_t value)
{
	lead_in(j, key);
	buf_printf(j->out, "\"0x%" PRIx64 "\"", value);
}

void json_range(struct json *j, struct range r)
{
	json_address(j, "base", r.base);
	json_u64(j, "size", r.size);
}
