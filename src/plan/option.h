/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * option.h - options of Xen's command line, for src/plan alone.
 */
#ifndef DOMC_PLAN_OPTION_H
#define DOMC_PLAN_OPTION_H

#include "plan/parts.h"

/* MAX_PARAM_SIZE with the NUL: more of one option is cut without a word. */
#define PLAN_OPTION_BYTES 128

struct option {
	const char *text;	/* "no-" included */
	size_t len;
	const char *name;	/* behind "no-" */
	size_t name_len;
	bool negated;		/* begins with "no-" */
	const char *value;	/* behind '=', or the end of the option */
};

/** plan_user_cmdline - what the file says of Xen's command line, or "" */
const char *plan_user_cmdline(const struct planner *p);
/**
 * plan_next_option - the option at or behind @s
 *
 * Return: what follows it, NULL at the end.
 */
const char *plan_next_option(const char *s, struct option *ret);
bool plan_is_option(const struct option *o, const char *name);
/** plan_option_value - text behind '=' from @a, "" without one */
const char *plan_option_value(struct arena *a, const struct option *o);

/** plan_truth - parse_bool(): 1, 0, or -1 for what is neither */
int plan_truth(const char *s);
/**
 * plan_take_number - simple_strtoull() of base 0, in octal behind a 0
 * @s: moved behind it; a number may have no digit, and passes 2^64 unseen
 */
uint64_t plan_take_number(const char **s);
/** plan_take_size - parse_size_and_unit(): KiB without a unit */
uint64_t plan_take_size(const char **s);

#endif
