/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_dtc.c - dtc as a child process, through pipes: no temporary file.
 *
 * Three pipes: the tree, the messages, and the list of files that the source
 * includes, which dtc writes like any depfile.
 */
#include "model/board_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"

enum { PIPE_TREE, PIPE_MESSAGES, PIPE_DEPS, N_PIPES };

/* The child's ends: stdout, stderr, and what -d names. */
static const int child_fds[N_PIPES] = { 1, 2, 3 };
#define DEPS_PATH "/dev/fd/3"

#define MESSAGES_BYTES 8192
#define MESSAGES_SHOWN 16
#define DEPS_BYTES 65536

/* All that must not outlive the arena. */
struct child {
	pid_t pid;			/* 0: none */
	int ends[N_PIPES][2];		/* read, write; -1: closed */
	struct buf got[N_PIPES];
	size_t most[N_PIPES];		/* bytes kept of each */
	bool tree_too_big;
};

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void drop_child(void *arg)
{
	struct child *c = arg;

	for (int i = 0; i < N_PIPES; i++) {
		close_end(&c->ends[i][0]);
		close_end(&c->ends[i][1]);
	}
	if (c->pid > 0) {
		kill(c->pid, SIGKILL);
		waitpid(c->pid, NULL, 0);
	}
	c->pid = 0;
}

static struct child *new_child(struct arena *a)
{
	static const size_t most[N_PIPES] = {
		[PIPE_TREE] = LIMIT_TREE_BYTES,
		[PIPE_MESSAGES] = MESSAGES_BYTES,
		[PIPE_DEPS] = DEPS_BYTES,
	};
	struct child *c = ARENA_NEW(a, struct child);

	for (int i = 0; i < N_PIPES; i++) {
		c->ends[i][0] = c->ends[i][1] = -1;
		c->most[i] = most[i];
		c->got[i] = buf_make(a, most[i] + 1);
	}
	arena_defer(a, drop_child, c);
	return c;
}

/*
 * A pipe whose ends no other program inherits. They are moved above 9, so
 * that giving the child its 1, 2 and 3 overwrites none of them.
 */
static bool open_pipe(int ends[2])
{
	int raw[2];

	if (pipe(raw) < 0)
		return false;
	for (int i = 0; i < 2; i++) {
		ends[i] = fcntl(raw[i], F_DUPFD_CLOEXEC, 10);
		close(raw[i]);
	}
	return ends[0] >= 0 && ends[1] >= 0;
}

static const char **make_argv(struct arena *a, const struct doc_options *opts,
			      const struct board *board)
{
	static const char *const fixed[] = {
		"dtc", "-q", "-I", "dts", "-O", "dtb", "-o", "-",
		"-d", DEPS_PATH,
	};
	const size_t n_fixed = sizeof(fixed) / sizeof(fixed[0]);
	const char **argv = arena_array(a, n_fixed + 2 * opts->n_include_dirs +
					4, sizeof(*argv));
	size_t n = 0;

	for (size_t i = 0; i < n_fixed; i++)
		argv[n++] = fixed[i];
	for (size_t i = 0; i < opts->n_include_dirs; i++) {
		argv[n++] = "-i";
		argv[n++] = opts->include_dirs[i];
	}
	if (board->with_labels)
		argv[n++] = "-@";
	argv[n++] = "--";
	argv[n] = board->path;
	return argv;
}

/* 0, or the error number of posix_spawnp(). */
static int spawn(struct child *c, const char **argv)
{
	extern char **environ;
	posix_spawn_file_actions_t actions;
	int rc = posix_spawn_file_actions_init(&actions);

	if (rc)
		return rc;
	rc = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null",
					      O_RDONLY, 0);
	for (int i = 0; i < N_PIPES && !rc; i++)
		rc = posix_spawn_file_actions_adddup2(&actions, c->ends[i][1],
						      child_fds[i]);
	if (!rc)
		rc = posix_spawnp(&c->pid, "dtc", &actions, NULL,
				  (char *const *)(uintptr_t)argv, environ);
	if (rc)
		c->pid = 0;
	posix_spawn_file_actions_destroy(&actions);
	return rc;
}

static void keep(struct child *c, int i, const uint8_t *bytes, size_t n)
{
	size_t room = c->most[i] - c->got[i].len;

	if (n > room && i == PIPE_TREE)
		c->tree_too_big = true;
	if (n > room)
		n = room;
	if (n)
		buf_add(&c->got[i], bytes, n);
}

/* What a pipe has; closes it at its end. */
static void drain(struct child *c, int i)
{
	uint8_t bytes[16384];
	ssize_t n = read(c->ends[i][0], bytes, sizeof(bytes));

	if (n > 0)
		keep(c, i, bytes, (size_t)n);
	else if (n == 0 || errno != EINTR)
		close_end(&c->ends[i][0]);
}

/* Until all pipes are closed, whichever the child fills first. */
static void drain_all(struct child *c)
{
	for (;;) {
		struct pollfd fds[N_PIPES];
		int n_open = 0;

		for (int i = 0; i < N_PIPES; i++) {
			fds[i] = (struct pollfd){ c->ends[i][0], POLLIN, 0 };
			n_open += c->ends[i][0] >= 0;
		}
		if (n_open == 0)
			return;
		if (poll(fds, N_PIPES, -1) < 0 && errno != EINTR)
			return;
		for (int i = 0; i < N_PIPES; i++)
			if (fds[i].revents)
				drain(c, i);
	}
}

/* Exit status that POSIX gives a spawned program that could not be started. */
#define NOT_STARTED 127

/* The child's exit status; -1 when it was killed or is lost. */
static int wait_child(struct child *c)
{
	int status = 0;
	pid_t pid;

	do
		pid = waitpid(c->pid, &status, 0);
	while (pid < 0 && errno == EINTR);
	c->pid = 0;
	return pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/*
 * "Error: FILE:L.C-D text" and "FILE:L.C-M.D: ERROR (check): text": the place
 * goes before the text, as everywhere.
 */
static const char *message_place(struct arena *a, const char *line,
				 struct place *ret_place)
{
	static const char prefix[] = "Error: ";
	const char *colon, *text;
	unsigned int row, col;
	int n = 0;

	if (strncmp(line, prefix, sizeof(prefix) - 1) == 0)
		line += sizeof(prefix) - 1;
	colon = strchr(line, ':');
	if (!colon || sscanf(colon, ":%u.%u%n", &row, &col, &n) != 2)
		return line;
	text = strchr(colon + n, ' ');
	if (!text)
		return line;
	*ret_place = (struct place){
		.file = arena_strndup(a, line, (size_t)(colon - line)),
		.line = row,
		.col = col,
		.end_line = row,
		.end_col = col + 1,
	};
	return text + 1;
}

static void report_messages(struct arena *a, struct diags *d,
			    struct diag_item *item, const char *text)
{
	int n_shown = 0;

	while (*text && n_shown < MESSAGES_SHOWN) {
		size_t n = strcspn(text, "\n");

		if (n) {
			struct place place = PLACE_NONE;
			const char *line = arena_strndup(a, text, n);

			line = message_place(a, line, &place);
			diag_note(d, item, place, "dtc: %s", line);
			n_shown++;
		}
		text += n + (text[n] == '\n');
	}
}

static void report_spawn(struct diags *d, const struct board *board, int error)
{
	struct diag_item *item;

	item = diag_add(d, E_BOARD_DTC, board->place,
			"'%s' is source text, and dtc, which compiles it, cannot be run: %s",
			board->said, error == ENOENT ? "it is not installed" :
			strerror(error));
	diag_note(d, item, PLACE_NONE,
		  "install device-tree-compiler, or name a .dtb");
}

/* A word of a depfile: dtc writes a backslash before a blank of a name. */
static const char *take_word(struct arena *a, const char **s)
{
	struct buf word = buf_make(a, LIMIT_OUTPUT_BYTES);

	while (**s && **s != ' ' && **s != '\n') {
		if (**s == '\\' && (*s)[1])
			++*s;
		buf_putc(&word, *(*s)++);
	}
	return buf_str(&word);
}

/*
 * "-: a.dts b.dtsi": what the source includes comes after itself. Its bytes
 * are kept for the manifest's digest.
 */
static void list_includes(struct arena *a, struct diags *d,
			  struct board *board, const char *deps)
{
	struct doc_input *last = board->inputs;
	const char *s = strchr(deps, ':');

	s = s ? s + 1 : "";
	while (*(s += strspn(s, " \n"))) {
		const char *path = take_word(a, &s);
		const uint8_t *bytes;
		size_t len;

		if (strcmp(path, board->path) == 0)
			continue;
		last->next = ARENA_NEW(a, struct doc_input);
		last = last->next;
		last->path = path;
		if (!board_read_bytes(a, path, &bytes, &len))
			diag_keep_source(d, path, (const char *)bytes, len);
	}
}

static const uint8_t *finish(struct arena *a, struct diags *d,
			     struct board *board, struct child *c,
			     size_t *ret_len)
{
	int status = wait_child(c);
	struct diag_item *item;

	if (status == NOT_STARTED) {
		report_spawn(d, board, ENOENT);
		return NULL;
	}
	if (c->tree_too_big) {
		diag_add(d, E_BOARD_TREE, board->place,
			 "%s '%s': it is compiled to more than %u bytes",
			 board->what, board->said, LIMIT_TREE_BYTES);
		return NULL;
	}
	if (status != 0 || c->got[PIPE_TREE].len == 0) {
		item = diag_add(d, E_BOARD_DTC, board->place,
				"dtc cannot compile the %s '%s'",
				board->what, board->said);
		report_messages(a, d, item, buf_str(&c->got[PIPE_MESSAGES]));
		return NULL;
	}
	list_includes(a, d, board, buf_str(&c->got[PIPE_DEPS]));
	*ret_len = c->got[PIPE_TREE].len;
	return c->got[PIPE_TREE].bytes;
}

const uint8_t *board_run_dtc(struct arena *a, struct diags *d,
			     const struct doc_options *opts,
			     struct board *board, size_t *ret_len)
{
	struct child *c = new_child(a);
	const char **argv = make_argv(a, opts, board);
	int error = 0;

	for (int i = 0; i < N_PIPES && !error; i++)
		if (!open_pipe(c->ends[i]))
			error = errno;
	if (!error)
		error = spawn(c, argv);
	if (error) {
		drop_child(c);
		if (error == ENOMEM)
			arena_land(a);
		report_spawn(d, board, error);
		return NULL;
	}
	for (int i = 0; i < N_PIPES; i++)
		close_end(&c->ends[i][1]);
	drain_all(c);
	return finish(a, d, board, c, ret_len);
}
