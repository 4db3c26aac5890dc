/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_load.c - the board tree's bytes: a .dtb as it is, a .dts through dtc.
 */
#include "model/board_parts.h"
#include "model/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libfdt.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A descriptor that the arena closes if nobody else did. */
struct opened {
	int fd;		/* -1: closed */
};

static void close_opened(void *arg)
{
	struct opened *o = arg;

	if (o->fd >= 0)
		close(o->fd);
	o->fd = -1;
}

static ssize_t read_whole(int fd, uint8_t *bytes, size_t n)
{
	size_t done = 0;

	while (done < n) {
		ssize_t got = read(fd, bytes + done, n - done);

		if (got == 0)
			break;
		if (got > 0)
			done += (size_t)got;
		else if (errno != EINTR)
			return -1;
	}
	return (ssize_t)done;
}

const char *board_read_bytes(struct arena *a, const char *path,
			     const uint8_t **ret_bytes, size_t *ret_len)
{
	struct opened *o = ARENA_NEW(a, struct opened);
	uint8_t *bytes;
	struct stat st;
	ssize_t n;

	o->fd = -1;
	arena_defer(a, close_opened, o);
	o->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (o->fd < 0 || fstat(o->fd, &st) < 0)
		return strerror(errno);
	if (!S_ISREG(st.st_mode))
		return S_ISDIR(st.st_mode) ? "it is a folder" :
					     "it is no regular file";
	if (st.st_size > (off_t)LIMIT_TREE_BYTES)
		return arena_printf(a, "it has %lld bytes, domc reads up to %u of such a file",
				    (long long)st.st_size, LIMIT_TREE_BYTES);
	bytes = arena_alloc(a, (size_t)st.st_size + 1);
	n = read_whole(o->fd, bytes, (size_t)st.st_size);
	if (n < 0)
		return strerror(errno);
	close_opened(o);
	*ret_bytes = bytes;
	*ret_len = (size_t)n;
	return NULL;
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), n_end = strlen(end);

	return n >= n_end && strcmp(s + n - n_end, end) == 0;
}

static bool is_named_source(const char *path)
{
	return ends_with(path, ".dts") || ends_with(path, ".dtso");
}

bool board_is_named_tree(const char *path)
{
	return ends_with(path, ".dtb") || is_named_source(path);
}

bool board_is_source(const char *path, const uint8_t *bytes, size_t len)
{
	static const char tag[] = "/dts-v1/;";
	char head[SOURCE_HEAD_BYTES + 1];

	if (is_named_source(path))
		return true;
	if (len > SOURCE_HEAD_BYTES)
		len = SOURCE_HEAD_BYTES;
	memcpy(head, bytes, len);
	head[len] = '\0';
	for (const char *s = head; (s = strstr(s, tag)); s++)
		if (s == head || s[-1] == '\n')
			return true;
	return false;
}

bool board_is_flattened(const uint8_t *bytes, size_t len)
{
	return len >= 4 && memcmp(bytes, "\xd0\x0d\xfe\xed", 4) == 0;
}

const char *board_tree_fault(struct arena *a, const uint8_t *bytes,
			     size_t len)
{
	int rc;

	if (len < FDT_V1_SIZE)
		return "it is cut off within its header";
	if (fdt_totalsize(bytes) > len)
		return arena_printf(a, "it is cut off: its header says %u bytes, the file has %zu",
				    (unsigned int)fdt_totalsize(bytes), len);
	rc = fdt_check_header(bytes);
	if (rc == 0)
		rc = fdt_check_full(bytes, fdt_totalsize(bytes));
	return rc ? arena_printf(a, "it is damaged: libfdt says %s",
				 fdt_strerror(rc)) : NULL;
}

static bool take_tree(struct arena *a, struct diags *d, struct board *board,
		      const char *said, const uint8_t *bytes, size_t len)
{
	const char *fault = board_tree_fault(a, bytes, len);

	if (fault) {
		diag_add(d, E_BOARD_TREE, board->place,
			 "%s '%s': %s", board->what, said, fault);
		return false;
	}
	board->blob = bytes;
	board->blob_size = fdt_totalsize(bytes);
	return true;
}

static bool load_file(struct arena *a, struct diags *d,
		      const struct doc_options *opts, struct board *board,
		      const char *said)
{
	const uint8_t *bytes = NULL;
	size_t len = 0;
	const char *error = board_read_bytes(a, board->path, &bytes, &len);
	const uint8_t *tree;

	if (error) {
		diag_add(d, E_FILE_UNREADABLE, board->place,
			 "cannot read the %s '%s': %s", board->what, said,
			 error);
		return false;
	}
	board->file_bytes = bytes;
	board->file_size = len;
	if (board_is_flattened(bytes, len)) {
		board->with_labels = false;
		return take_tree(a, d, board, said, bytes, len);
	}
	if (!board_is_source(board->path, bytes, len)) {
		diag_add(d, E_BOARD_TREE, board->place,
			 "%s '%s': it is neither a flattened tree (.dtb) nor the source of one (.dts)",
			 board->what, said);
		return false;
	}
	tree = board_run_dtc(a, d, opts, board, &len);
	return tree && take_tree(a, d, board, said, tree, len);
}

bool board_load(struct arena *a, struct diags *d, const struct value *v,
		const struct doc_options *opts, struct board *board)
{
	board->place = v->place;
	board->said = v->text;
	board->path = value_resolve_path(a, v, opts);
	if (!board->path) {
		file_report_not_found(d, v->place, board->what, v->text, opts);
		return false;
	}
	board->inputs = ARENA_NEW(a, struct doc_input);
	board->inputs->path = board->path;
	return load_file(a, d, opts, board, v->text);
}
