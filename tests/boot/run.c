/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * run.c - compile a case, boot it, compare what each guest saw.
 */
#include "run.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "serial.h"
#include "verify.h"

static const char *end_text(struct arena *a, const struct qemu_result *r,
			    const struct serial *s, unsigned int seconds)
{
	switch (r->end) {
	case QEMU_NOT_STARTED:
		return "QEMU could not be started";
	case QEMU_DEADLINE:
		return arena_printf(a, "nothing more after %u s", seconds);
	case QEMU_PANIC:
		return arena_printf(a, "Xen panics: %s", s->panic);
	case QEMU_EXITED:
		if (r->status)
			return arena_printf(a, "QEMU ends with status %d",
					    r->status);
		break;
	case QEMU_ENOUGH:
		break;
	}
	return NULL;
}

/* A guest that was not told to stay ends QEMU; dom0 never does. */
static bool ends_itself(const struct boot_case *c)
{
	const char *cmdline = c->domains[0].cmdline;

	return c->n_domains == 1 && !c->domains[0].ramdisk_path &&
	       (!cmdline || !strstr(cmdline, "probe.exit="));
}

const char *run_machine(struct test_env *env, const struct boot_case *c,
			struct serial *s)
{
	FILE *log = fopen(arena_printf(env->arena, "%s/serial.log", env->dir),
			  "w");
	struct qemu_run run = {
		.machine = c->machine,
		.dir = arena_printf(env->arena, "%s/out", env->dir),
		.files = env->dir,
		.n_guests = c->n_domains + system_has_dom0(c),
		.ends_itself = ends_itself(c),
		.keys = c->keys,
		.seconds = env->lab->seconds,
	};
	struct qemu_result r;

	serial_init(s, env->arena, log);
	r = qemu_boot(env->arena, &run, s);
	if (log)
		fclose(log);
	return end_text(env->arena, &r, s, run.seconds);
}

/* The first line that domc said. */
static const char *domc_says(struct test_env *env)
{
	size_t len;
	char *text = (char *)lab_read(env->arena,
				      arena_printf(env->arena, "%s/domc.log",
						   env->dir), &len);

	if (!text)
		return "";
	text[strcspn(text, "\n")] = '\0';
	return text;
}

/* dom0 is the probe too, on the host's tree: what it tries must work. */
static const char *dom0_failure(struct arena *a, const struct serial *s)
{
	const struct seen_guest *g = serial_guest(s, "dom0");

	return g && g->first_failure ?
	       arena_printf(a, "dom0 says: %s", g->first_failure) : NULL;
}

const char *run_built(struct test_env *env, const struct boot_case *c,
		      struct serial *s)
{
	struct arena *a = env->arena;
	const char *wrong = run_machine(env, c, s);

	if (!wrong)
		wrong = dom0_failure(a, s);
	for (size_t i = 0; !wrong && i < c->n_domains; i++) {
		const struct boot_domain *d = &c->domains[i];
		const char *ramdisk = lab_ramdisk(a, env->lab, d->ramdisk);

		wrong = verify_guest(a, s, d->name,
				     arena_printf(a, "%s/out", env->dir));
		if (!wrong && ramdisk)
			wrong = verify_ramdisk(a, serial_guest(s, d->name),
					       ramdisk);
	}
	return wrong;
}

const char *run_build(struct test_env *env, const struct boot_case *c,
		      unsigned int vcpus)
{
	int rc = system_build(env->arena, env->lab, c, vcpus, env->dir, false);

	return rc ? arena_printf(env->arena, "domc exits with %d: %s", rc,
				 domc_says(env)) : NULL;
}

static const char *run_accepted(struct test_env *env,
				const struct boot_case *c, unsigned int vcpus,
				struct serial *s)
{
	const char *wrong = run_build(env, c, vcpus);

	return wrong || env->lab->compile ? wrong : run_built(env, c, s);
}

/*
 * Xen does not look at whether the UART's last property found room: where
 * just that one did not, it boots, and the guest's tree lacks it.
 * Source: make_vpl011_uart_node(), "current-speed", 4.17 and 4.20.
 */
static bool lacks_current_speed(struct test_env *env, const struct serial *s,
				const char *id)
{
	struct arena *a = env->arena;
	const struct seen_guest *g = serial_guest(s, id);
	size_t len;
	uint8_t *compiled = lab_read(a, arena_printf(a, "%s/out/%s/guest.dtb",
						     env->dir, id), &len);
	const char *differs;

	if (!compiled || !g || !serial_tree_whole(g))
		return false;
	differs = verify_trees(a, compiled, len, g->tree, g->tree_len);
	return differs && strcmp(differs, "only compiled /sbsa-uart@22000000:current-speed") == 0;
}

/* Forced, domc wrote all the same: does Xen refuse, and for that reason? */
static const char *refused_by_xen(struct test_env *env,
				  const struct boot_case *c,
				  unsigned int vcpus)
{
	struct arena *a = env->arena;
	struct serial s;
	const char *end, *how;

	if (env->lab->compile)
		return NULL;
	end = run_machine(env, c, &s);
	if (s.panic && s.tree_overflow &&
	    strstr(s.panic, "Could not set up domain"))
		how = "no room for the tree";
	else if (s.panic && c->machine.gic == 2 &&
		 strstr(s.panic, "Error creating domain"))
		how = "no more CPUs in a GICv2";
	else if (lacks_current_speed(env, &s, c->domains[0].name))
		how = "a tree without current-speed";
	else
		return arena_printf(a, "domc refuses %u vCPUs, Xen: %s", vcpus,
				    end ? end : "boots");
	env->note = arena_printf(a, "%u vCPUs refused; Xen: %s", vcpus, how);
	return NULL;
}

static const char *run_refused(struct test_env *env, const struct boot_case *c,
			       unsigned int vcpus)
{
	struct arena *a = env->arena;
	const char *says;
	int rc = system_build(a, env->lab, c, vcpus, env->dir, false);

	says = domc_says(env);
	if (rc != 1 || !strstr(says, "[E05"))
		return arena_printf(a, "domc exits with %d where it should refuse: %s",
				    rc, says);
	if (access(arena_printf(a, "%s/out/board.dtb", env->dir), F_OK) == 0)
		return "domc refuses, yet leaves output";
	rc = system_build(a, env->lab, c, vcpus, env->dir, true);
	if (rc != 1)
		return arena_printf(a, "domc --force exits with %d", rc);
	return refused_by_xen(env, c, vcpus);
}

const char *run_exact(struct test_env *env, const struct boot_case *c,
		      struct serial *s)
{
	return run_accepted(env, c, c->domains[0].vcpus, s);
}

const char *run_boot(struct test_env *env, const struct test *t)
{
	const struct boot_case *c = t->boot;
	struct serial s;
	unsigned int most;

	if (c->vcpu_rule == VCPUS_EXACT)
		return run_exact(env, c, &s);
	most = system_most_vcpus(env->arena, env->lab, c, env->dir);
	if (!most) {
		system_build(env->arena, env->lab, c, 1, env->dir, false);
		return arena_printf(env->arena, "domc refuses 1 vCPU: %s",
				    domc_says(env));
	}
	lab_remove(arena_printf(env->arena, "%s/out", env->dir));
	if (c->vcpu_rule == VCPUS_ONE_MORE)
		return run_refused(env, c, most + 1);
	env->note = arena_printf(env->arena, "%u vCPUs", most);
	return run_accepted(env, c, most, &s);
}
