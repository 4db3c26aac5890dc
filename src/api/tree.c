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

bool domc_is_tree(const char *path)
{
	uint8_t head[SOURCE_HEAD_BYTES];
	ssize_t n = -1;
	int fd;

	if (strcmp(path, "-") == 0)
		return false;
	if (board_is_named_tree(path))
		return true;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return false;
	do
		n = read(fd, head, sizeof(head));
	while (n < 0 && errno == EINTR);
	close(fd);
	return n >= 0 && (board_is_flattened(head, (size_t)n) ||
			  board_is_source(path, head, (size_t)n));
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
	if (!from->bindings)
		return false;
	if (setjmp(*arena_landing(c->arena))) {
		api_forget(c, API_OUT_OF_MEMORY);
		return false;
	}
	c->bindings = bindings_share(c->arena, from->bindings);
	return true;
}

/* The flattened tree in @path, or NULL with a finding. */
static const uint8_t *read_tree(struct domc *c, const char *path,
				size_t *ret_len, bool *ret_io_error)
{
	struct doc_input input = { .path = path };
	struct board board = {
		.what = "device tree",
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
	if (board_is_flattened(bytes, *ret_len) ||
	    !board_is_source(path, bytes, *ret_len))
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

/* Whichever arena it was: a binding may have been compiled by half. */
static enum domc_status run_out(struct domc *c, struct domc *bindings)
{
	api_forget(bindings, API_OUT_OF_MEMORY);
	api_forget(c, API_OUT_OF_MEMORY);
	return DOMC_FAILED;
}

enum domc_status domc_check_tree(struct domc *c, struct domc *bindings,
				 const char *path)
{
	if (!bindings->bindings)
		return run_out(c, bindings);
	if (setjmp(*arena_landing(c->arena)))
		return run_out(c, bindings);
	/* What the tree needs is compiled now, into the bindings' arena. */
	if (setjmp(*arena_landing(bindings->arena)))
		return run_out(c, bindings);
	return check_tree(c, bindings->bindings, path);
}
