/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * qemu.c - one run of the machine: QEMU's arm64 "virt" board.
 */
#include "qemu.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process.h"

#define ARGS_MOST 256

struct args {
	char *v[ARGS_MOST + 1];
	size_t n;
};

static void add(struct args *args, char *arg)
{
	if (args->n < ARGS_MOST)
		args->v[args->n++] = arg;
	args->v[args->n] = NULL;
}

/* TCG is one thread a CPU; two are enough for Xen to be SMP. */
static void add_machine(struct arena *a, struct args *args, struct machine m,
			const char *extra)
{
	add(args, (char *)"qemu-system-aarch64");
	add(args, (char *)"-machine");
	add(args, arena_printf(a, "virt,virtualization=on,gic-version=%u%s",
			       m.gic, extra));
	add(args, (char *)"-cpu");
	add(args, (char *)(m.cpu ? m.cpu : "cortex-a57"));
	add(args, (char *)"-smp");
	add(args, (char *)"2");
	add(args, (char *)"-m");
	add(args, arena_printf(a, "%u", m.ram_mib));
	add(args, (char *)"-nic");
	add(args, (char *)"none");
	add(args, (char *)"-display");
	add(args, (char *)"none");
	add(args, (char *)"-monitor");
	add(args, (char *)"none");
	add(args, (char *)"-serial");
	add(args, (char *)"stdio");
	add(args, (char *)"-no-reboot");
	add(args, (char *)"-semihosting");
}

bool qemu_board_tree(struct arena *a, struct machine m, const char *path)
{
	struct args args = { .n = 0 };

	add_machine(a, &args, m, arena_printf(a, ",dumpdtb=%s", path));
	return process_run(args.v, NULL, "/dev/null", 30) == 0;
}

/* domc's qemu.args: one argument a line. */
static bool add_file(struct arena *a, struct args *args, const char *dir)
{
	FILE *f = fopen(arena_printf(a, "%s/qemu.args", dir), "r");
	bool loads = false;	/* QEMU's own loader does */
	char line[4096];

	if (!f)
		return false;
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = '\0';
		loads = loads || strcmp(line, "-kernel") == 0;
		add(args, arena_strdup(a, line));
	}
	fclose(f);
	if (!loads)
		return true;
	/* The last one counts: the files may be elsewhere. */
	add(args, (char *)"-dtb");
	add(args, arena_printf(a, "%s/board.dtb", dir));
	return true;
}

static bool enough(const struct qemu_run *run, const struct serial *s)
{
	return s->panic ||
	       (!run->ends_itself && s->n_done >= run->n_guests);
}

/* The port, from both of its ends. */
struct port {
	int in, out;		/* what we write, what QEMU writes */
	uint64_t deadline;	/* of now_ms() */
};

/* One read. Return: false when there will be no more, with why. */
static bool hear(const struct port *port, struct serial *s,
		 enum qemu_end *ret_end)
{
	struct pollfd p = { .fd = port->out, .events = POLLIN };
	uint64_t now = now_ms();
	char bytes[8192];
	ssize_t n;

	*ret_end = QEMU_DEADLINE;
	if (now >= port->deadline)
		return false;
	if (poll(&p, 1, (int)(port->deadline - now)) <= 0)
		return true;
	n = read(port->out, bytes, sizeof(bytes));
	*ret_end = QEMU_EXITED;
	if (n <= 0)
		return false;
	serial_feed(s, bytes, (size_t)n);
	return true;
}

/* What Xen says first when it has taken the key. */
static const char *answer_to(char key)
{
	static const struct {
		char key;
		const char *answer;
	} known[] = {
		{ 'H', "'H' pressed" },
		{ 'e', "'e' pressed" },
		{ 'h', "'h' pressed" },
		{ 'm', "Physical memory information:" },
		{ 'q', "'q' pressed" },
		{ 'r', "sched_smt_power_savings:" },
	};
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (known[i].key == key)
			return known[i].answer;
	return NULL;
}

/*
 * Xen keeps one key at a time: the next is pressed when it has taken the one
 * before. The last is 'h', as an answer's end is seen by the next one's begin.
 */
static enum qemu_end press(const struct qemu_run *run, struct serial *s,
			   const struct port *port)
{
	const char *keys = run->keys;
	enum qemu_end end;
	char key;

	do {
		key = *keys ? *keys++ : 'h';
		serial_await(s, answer_to(key));
		if (!s->awaited || write(port->in, &key, 1) != 1)
			return QEMU_EXITED;
		while (!s->heard)
			if (!hear(port, s, &end))
				return end;
	} while (key != 'h');
	return QEMU_ENOUGH;
}

/* Until QEMU closes the port, enough was heard, or it is too late. */
static enum qemu_end listen(const struct qemu_run *run, struct serial *s,
			    const struct port *port)
{
	enum qemu_end end;

	while (!enough(run, s))
		if (!hear(port, s, &end))
			return end;
	if (s->panic)
		return QEMU_PANIC;
	return run->keys ? press(run, s, port) : QEMU_ENOUGH;
}

static bool make_pipe(int ends[2])
{
	if (pipe(ends) != 0)
		return false;
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	return true;
}

struct qemu_result qemu_boot(struct arena *a, const struct qemu_run *run,
			     struct serial *s)
{
	struct qemu_result r = { .end = QEMU_NOT_STARTED, .status = -1 };
	struct args args = { .n = 0 };
	uint64_t start = now_ms();
	int in[2], out[2];
	pid_t pid;

	add_machine(a, &args, run->machine, "");
	if (!add_file(a, &args, run->dir) || !make_pipe(in) || !make_pipe(out))
		return r;
	pid = process_start(args.v, run->files ? run->files : run->dir,
			    in[0], out[1], run->seconds + 5);
	close(in[0]);
	close(out[1]);
	if (pid > 0) {
		struct port port = { in[1], out[0],
				     start + run->seconds * 1000ull };

		r.end = listen(run, s, &port);
		r.status = process_end(pid, r.end != QEMU_EXITED);
		r.status = WIFEXITED(r.status) ? WEXITSTATUS(r.status) : -1;
	}
	close(in[1]);
	close(out[0]);
	r.ms = now_ms() - start;
	return r;
}
