/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * process.h - child processes of the boot tests.
 *
 * A child that outlives its deadline is ended by an alarm of its own, so
 * nothing is left behind even when the test itself is killed.
 */
#ifndef TESTS_BOOT_PROCESS_H
#define TESTS_BOOT_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/**
 * process_start - run a program
 * @argv: NULL-ended; argv[0] is looked up in PATH
 * @cwd: where it runs; NULL: here
 * @in: its standard input; -1: nothing
 * @out: takes its standard output and error
 * @seconds: its deadline
 *
 * Return: its id, or -1.
 */
pid_t process_start(char *const argv[], const char *cwd, int in, int out,
		    unsigned int seconds);

/** process_end - kill @pid if it still runs. Return: its wait() status. */
int process_end(pid_t pid, bool kill_it);

/**
 * process_run - run to the end, output into the file @out_path
 *
 * Return: exit status; -1 when it could not run or ended by a signal.
 */
int process_run(char *const argv[], const char *cwd, const char *out_path,
		unsigned int seconds);

/** now_ms - milliseconds of a clock that only goes forward */
uint64_t now_ms(void);

#endif
