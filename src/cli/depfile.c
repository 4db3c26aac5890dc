/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * depfile.c - GNU make manual, "Rule Syntax" and "Using Wildcards".
 */
#include "cli/depfile.h"

#include <string.h>

/* @is_target: where a % would make a pattern of the rule */
static bool add_name(struct text *out, const char *name, bool is_target)
{
	size_t slashes = 0;	/* backslashes just before this character */

	for (; *name; name++) {
		if (*name == '\n' || *name == '\r')
			return false;
		if (*name == ' ' || *name == '\t' || *name == '#' ||
		    *name == ':' || (*name == '%' && is_target)) {
			/* A backslash is only special before these. */
			text_repeat(out, '\\', slashes + 1);
		} else if (*name == '$') {
			text_putc(out, '$');
		}
		slashes = *name == '\\' ? slashes + 1 : 0;
		text_putc(out, *name);
	}
	return true;
}

bool depfile_rule(struct text *out, const char *target,
		  const char *const *inputs, size_t n_inputs)
{
	if (!add_name(out, target, true))
		return false;
	text_putc(out, ':');
	for (size_t i = 0; i < n_inputs; i++) {
		/* What came in by a pipe cannot be made anew. */
		if (strcmp(inputs[i], "-") == 0)
			continue;
		text_puts(out, " \\\n  ");
		if (!add_name(out, inputs[i], false))
			return false;
	}
	text_putc(out, '\n');
	return true;
}
