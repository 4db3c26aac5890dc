/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * json.h - JSON text (RFC 8259), written as it is met.
 *
 * A collection that is opened `inline` stays on one line. Keys are NULL inside
 * a list. Addresses are hexadecimal strings: they may pass 2^53.
 */
#ifndef DOMC_EMIT_JSON_H
#define DOMC_EMIT_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/space.h"

#define JSON_DEPTH 16

struct json {
	struct buf *out;
	unsigned int depth;		/* collections that are open */
	bool used[JSON_DEPTH + 1];	/* each holds something already */
	char close[JSON_DEPTH + 1];	/* what ends each: '}' or ']' */
	unsigned int flat;		/* depth of the first inline one */
};

void json_begin(struct json *j, struct buf *out);
/** json_end - after the outermost collection is closed: ends the text */
void json_end(struct json *j);

void json_map(struct json *j, const char *key);
void json_list(struct json *j, const char *key);
void json_map_inline(struct json *j, const char *key);
void json_list_inline(struct json *j, const char *key);
void json_close(struct json *j);

/** json_string - NULL is written as null */
void json_string(struct json *j, const char *key, const char *value);
void json_u64(struct json *j, const char *key, uint64_t value);
void json_bool(struct json *j, const char *key, bool value);
void json_address(struct json *j, const char *key, uint64_t value);
/** json_range - members "base" (address) and "size" (bytes) */
void json_range(struct json *j, struct range r);

#endif
