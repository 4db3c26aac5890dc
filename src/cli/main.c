/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * main.c - one command, one exit status: 0 clean, 1 findings, 2 failed.
 */
#include "cli/commands.h"

static int print_help(enum command command)
{
	struct text out = { 0 };
	int status;

	options_help(command, &out);
	status = command_print(&out);
	text_free(&out);
	return status;
}

static int run(const struct options *o)
{
	if (o->help)
		return print_help(o->command);
	if (o->version)
		return command_version();
	switch (o->command) {
	case COMMAND_BUILD:
		return command_build(o);
	case COMMAND_CHECK:
		return command_check(o);
	case COMMAND_PLAN:
		return command_plan(o);
	case COMMAND_SCHEMA:
		return command_schema(o);
	case COMMAND_EXPLAIN:
		return command_explain(o);
	case COMMAND_NONE:
		break;
	}
	return 2;
}

int main(int argc, char **argv)
{
	struct options o;
	struct text error = { 0 };
	int status;

	if (options_parse(argc, argv, &o, &error))
		status = run(&o);
	else
		status = command_fail(error.s);
	options_free(&o);
	text_free(&error);
	return status;
}
