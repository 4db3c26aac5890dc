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
	add(args, (char *)"cortex-a57");
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
	char line[4096];

	if (!f)
		return false;
	while (fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = '\0';
		add(args, arena_strdup(a, line));
	}
	fclose(f);
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

/* Until QEMU closes the port, enough was heard, or it is too late. */
static enum qemu_end listen(const struct qemu_run *run, struct serial *s,
			    int port)
{
	uint64_t deadline = now_ms() + run->seconds * 1000ull;
	char bytes[8192];

	while (!enough(run, s)) {
		struct pollfd p = { .fd = port, .events = POLLIN };
		uint64_t now = now_ms();
		ssize_t n;

		if (now >= deadline)
			return QEMU_DEADLINE;
		if (poll(&p, 1, (int)(deadline - now)) <= 0)
			continue;
		n = read(port, bytes, sizeof(bytes));
		if (n <= 0)
			return QEMU_EXITED;
		serial_feed(s, bytes, (size_t)n);
	}
	return s->panic ? QEMU_PANIC : QEMU_ENOUGH;
}

struct qemu_result qemu_boot(struct arena *a, const struct qemu_run *run,
			     struct serial *s)
{
	struct qemu_result r = { .end = QEMU_NOT_STARTED, .status = -1 };
	struct args args = { .n = 0 };
	uint64_t start = now_ms();
	int port[2];
	pid_t pid;

	add_machine(a, &args, run->machine, "");
	if (!add_file(a, &args, run->dir) || pipe(port) != 0)
		return r;
	fcntl(port[0], F_SETFD, FD_CLOEXEC);
	fcntl(port[1], F_SETFD, FD_CLOEXEC);
	pid = process_start(args.v, run->files ? run->files : run->dir,
			    port[1], run->seconds + 5);
	close(port[1]);
	if (pid > 0) {
		r.end = listen(run, s, port[0]);
		r.status = process_end(pid, r.end != QEMU_EXITED);
		r.status = WIFEXITED(r.status) ? WEXITSTATUS(r.status) : -1;
	}
	close(port[0]);
	r.ms = now_ms() - start;
	return r;
}
