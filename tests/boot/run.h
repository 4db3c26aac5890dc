/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * run.h - one test: a name, and a function that says what is wrong.
 */
#ifndef TESTS_BOOT_RUN_H
#define TESTS_BOOT_RUN_H

#include <stdint.h>

#include "lab.h"
#include "system.h"

/* What a test may use; its own folder exists and is empty. */
struct test_env {
	struct arena *arena;
	const struct lab *lab;
	const char *dir;
	const char *note;	/* out: what is worth a word beside "ok" */
};

struct test {
	const char *name;
	/* Return: NULL when it passed, else why not. */
	const char *(*run)(struct test_env *env, const struct test *t);
	const struct boot_case *boot;	/* NULL: the test knows */
};

/** run_boot - compile a case, boot it, compare what each guest saw */
const char *run_boot(struct test_env *env, const struct test *t);

struct serial;

/**
 * run_exact - what run_boot() does with a case of VCPUS_EXACT
 * @s: filled with what was heard
 */
const char *run_exact(struct test_env *env, const struct boot_case *c,
		      struct serial *s);

/** run_build - have domc write @dir/out. Return: NULL, or what it said. */
const char *run_build(struct test_env *env, const struct boot_case *c,
		      unsigned int vcpus);
/** run_built - boot what domc has written, compare what each guest saw */
const char *run_built(struct test_env *env, const struct boot_case *c,
		      struct serial *s);

/**
 * run_machine - boot what domc wrote into @dir/out
 *
 * The serial log is @dir/serial.log. Return: NULL, or why it did not end as
 * a boot does in which every guest speaks.
 */
const char *run_machine(struct test_env *env, const struct boot_case *c,
			struct serial *s);

/**
 * run_all - run tests, lab->jobs at a time, a line each in the given order
 *
 * Closing line "N passed, N failed". Return: number that failed.
 */
size_t run_all(struct arena *a, const struct lab *lab,
	       const struct test *tests, size_t n);

#endif
