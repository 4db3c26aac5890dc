/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * tree.c - device trees of any origin, and bindings of the user.
 */
#include "domc.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "api/compilation.h"
#include "model/board.h"
#include "model/board_parts.h"

/* Where a source file says what it is, after a licence perhaps. */
#define HEAD_BYTES 4096

static bool is_flattened(const char *bytes, size_t len)
{
	return len >= 4 && memcmp(bytes, "\xd0\x0d\xfe\xed", 4) == 0;
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), n_end = strlen(end);

	return n >= n_end && strcmp(s + n - n_end, end) == 0;
}

/* A YAML file may speak of /dts-v1/; the tag begins a line of source. */
static bool is_source(const char *text)
{
	const char *at = strstr(text, "/dts-v1/;");

	return at && (at == text || at[-1] == '\n');
}

bool domc_is_tree(const char *path)
{
	char head[HEAD_BYTES + 1];
	ssize_t n = -1;
	int fd;

	if (strcmp(path, "-") == 0)
		return false;
	if (ends_with(path, ".dts") || ends_with(path, ".dtb"))
		return true;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return false;
	do
		n = read(fd, head, HEAD_BYTES);
	while (n < 0 && errno == EINTR);
	close(fd);
	if (n < 0)
		return false;
	head[n] = 0;
	return is_flattened(head, (size_t)n) || is_source(head);
}

static enum domc_status read_bindings(struct domc *c,
				      const char *const *paths, size_t n)
{
	bool io_error = false;

	c->bindings = bindings_new(c->arena);
	for (size_t i = 0; i < n; i++)
		bindings_read(c->bindings, c->arena, c->diags, paths[i],
			      &io_error);
	bindings_add_embedded(c->bindings);
	bindings_finish(c->bindings, c->diags);
	api_collect_findings(c);
	if (io_error)
		return DOMC_FAILED;
	return c->diags->n_errors ? DOMC_FINDINGS : DOMC_OK;
}

enum domc_status domc_read_bindings(struct domc *c, const char *const *paths,
				    size_t n_paths)
{
	if (setjmp(*arena_landing(c->arena))) {
		api_forget(c, API_OUT_OF_MEMORY);
		return DOMC_FAILED;
	}
	return read_bindings(c, paths, n_paths);
}

bool domc_share_bindings(struct domc *c, const struct domc *from)
{
	if (setjmp(*arena_landing(c->arena)))
		return false;
	c->bindings = bindings_share(c->arena, from->bindings);
	return true;
}

/* The flattened tree in @path, or NULL with a finding. */
static const uint8_t *read_tree(struct domc *c, const char *path,
				size_t *ret_len, bool *ret_io_error)
{
	struct doc_input input = { .path = path };
	struct board board = {
		.path = path,
		.said = path,
		.place = { .file = path },
		.inputs = &input,
	};
	const uint8_t *bytes = NULL;
	const char *error = board_read_bytes(c->arena, path, &bytes, ret_len);

	if (error) {
		diag_add(c->diags, E_DOC_UNREADABLE, board.place,
			 "cannot read '%s': %s", path, error);
		*ret_io_error = true;
		return NULL;
	}
	if (is_flattened((const char *)bytes, *ret_len) ||
	    (!ends_with(path, ".dts") && !is_source((const char *)bytes)))
		return bytes;
	diag_keep_source(c->diags, path, (const char *)bytes, *ret_len);
	return board_run_dtc(c->arena, c->diags, &c->doc_opts, &board,
			     ret_len);
}

static enum domc_status check_tree(struct domc *c, struct bindings *b,
				   const char *path)
{
	const struct place place = { .file = path };
	bool io_error = false;
	size_t len = 0;
	const uint8_t *bytes = read_tree(c, path, &len, &io_error);
	const struct dt_tree *t =
		bytes ? dt_read(c->arena, c->diags, place, bytes, len) : NULL;

	if (t)
		bindings_check(b, c->arena, c->diags, place, t);
	api_collect_findings(c);
	if (io_error)
		return DOMC_FAILED;
	return c->diags->n_errors ? DOMC_FINDINGS : DOMC_OK;
}

enum domc_status domc_check_tree(struct domc *c, struct domc *bindings,
				 const char *path)
{
	if (setjmp(*arena_landing(c->arena))) {
		api_forget(c, API_OUT_OF_MEMORY);
		return DOMC_FAILED;
	}
	/* What the tree needs is compiled now, into the bindings' arena. */
	if (setjmp(*arena_landing(bindings->arena))) {
		api_forget(c, API_OUT_OF_MEMORY);
		return DOMC_FAILED;
	}
	return check_tree(c, bindings->bindings, path);
}
