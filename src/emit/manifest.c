/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * manifest.c - manifest.json: what was made, from what; described by
 * schemas/manifest.yaml. Its presence makes a folder domc's own.
 */
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "emit/artefacts.h"
#include "emit/json.h"

#define HEX_BYTES (2 * SHA256_BYTES + 1)

static void hex(const uint8_t digest[SHA256_BYTES], char ret_text[HEX_BYTES])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < SHA256_BYTES; i++) {
		ret_text[2 * i] = digits[digest[i] >> 4];
		ret_text[2 * i + 1] = digits[digest[i] & 15];
	}
	ret_text[HEX_BYTES - 1] = 0;
}

static void hash(const void *bytes, size_t len, char ret_text[HEX_BYTES])
{
	uint8_t digest[SHA256_BYTES];
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	sha256_update(&ctx, len, bytes);
	sha256_digest(&ctx, sizeof(digest), digest);
	hex(digest, ret_text);
}

static void write_entry(struct json *j, const char *path, const char *kind,
			uint64_t size, const char *sha256)
{
	json_map_inline(j, NULL);
	json_string(j, "path", path);
	if (kind)
		json_string(j, "kind", kind);
	json_u64(j, "size", size);
	json_string(j, "sha256", sha256);
	json_close(j);
}

static void write_document(const struct emit_input *in, struct json *j,
			   const char *path)
{
	const struct diag_source *s = in->diags->sources;
	char text[HEX_BYTES];

	while (s && strcmp(s->file, path) != 0)
		s = s->next;
	if (!s)
		return;
	hash(s->bytes, s->len, text);
	write_entry(j, emit_path(in, path), NULL, s->len, text);
}

/* System files; their bytes were kept for showing lines. */
static void write_documents(const struct emit_input *in, struct json *j)
{
	/* A pipe is no input that a depfile could name. */
	if (strcmp(in->system->path, "-") == 0)
		write_document(in, j, "<stdin>");
	for (const struct doc_input *i = in->system->inputs; i; i = i->next)
		write_document(in, j, i->path);
}

static void write_inputs(const struct emit_input *in, struct json *j)
{
	const struct board *b = in->system->board;
	char text[HEX_BYTES];

	json_list(j, "inputs");
	write_documents(in, j);
	hash(b->file_bytes, b->file_size, text);
	write_entry(j, b->said, NULL, b->file_size, text);
	for (const struct file *f = in->system->files; f; f = f->next) {
		hex(f->sha256, text);
		write_entry(j, f->path, NULL, f->size, text);
	}
	json_close(j);
}

static void write_forced(const struct emit_input *in, struct json *j)
{
	json_list(j, "forced");
	for (const struct diag_item *f = in->diags->items; f; f = f->next) {
		const char *place = emit_place(in, f->place);

		if (f->level != DIAG_ERROR)
			continue;
		json_map_inline(j, NULL);
		json_string(j, "code", diag_codes[f->code].number);
		json_string(j, "slug", diag_codes[f->code].slug);
		if (place)
			json_string(j, "place", place);
		json_string(j, "text", f->text);
		json_close(j);
	}
	json_close(j);
}

static void write_files(const struct artefacts *list, struct json *j)
{
	char text[HEX_BYTES];

	json_list(j, "files");
	for (const struct artefact *a = list->first; a; a = a->next) {
		hash(a->bytes, a->len, text);
		write_entry(j, a->path, a->kind, a->len, text);
	}
	json_close(j);
}

void emit_manifest(const struct emit_input *in, struct artefacts *list)
{
	struct buf out = buf_make(in->arena, LIMIT_OUTPUT_BYTES);
	struct json j;

	json_begin(&j, &out);
	json_map(&j, NULL);
	json_u64(&j, "version", 1);
	json_string(&j, "made-by", in->made_by);
	json_map_inline(&j, "target");
	json_string(&j, "xen", in->system->target.facts->release);
	json_string(&j, "arch", "arm64");
	json_close(&j);
	json_list_inline(&j, "sets");
	for (size_t i = 0; i < in->n_sets; i++)
		json_string(&j, NULL, in->sets[i]);
	json_close(&j);
	if (in->forced)
		write_forced(in, &j);
	write_inputs(in, &j);
	write_files(list, &j);
	json_close(&j);
	json_end(&j);
	artefacts_add(list, "manifest.json", "manifest.json", &out);
}
