/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * checker.h - layout-check as a child process.
 */
#ifndef TESTS_LAYOUTS_CHECKER_H
#define TESTS_LAYOUTS_CHECKER_H

#include "verdict.h"

/**
 * checker_run - the verdicts on @n layouts
 * @program: layout-check, or one that was spoilt on purpose
 * @lines: a file with a line each
 * @at_once: both stages in one
 *
 * Return: @n verdicts, or NULL when it did not answer each line.
 */
struct verdict *checker_run(struct arena *a, const char *program,
			    const char *lines, bool at_once, size_t n);

#endif
