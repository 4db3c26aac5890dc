/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * options.h - argv as a struct, and --help, both from options.def.
 */
#ifndef DOMC_CLI_OPTIONS_H
#define DOMC_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/text.h"
#include "domc.h"

enum command {
#define COMMAND(id, name, operands, min, max, summary) COMMAND_##id,
#include "cli/options.def"
#undef COMMAND
	N_COMMANDS,
	COMMAND_NONE = N_COMMANDS,	/* only --help or --version */
};

struct options {
	enum command command;
	bool help;
	bool version;
	const char *output;		/* -o */
	const char *depfile;		/* -d; NULL: none */
	const char *domain;		/* --domain; NULL: all */
	const char *schema;		/* --schema; NULL: the built-in one */
	const char *const *bindings;	/* --bindings */
	size_t n_bindings;
	const char *format;		/* --format; NULL: the first kind */
	const char *findings;		/* --findings; NULL: text */
	size_t n_jobs;			/* -j; 0: as many as processors */
	struct domc_options domc;	/* what the library wants */
	char **operands;
	size_t n_operands;
};

/**
 * options_parse - read the command line
 * @ret_error: says what is wrong with it
 *
 * argv is permuted so that operands come last; the strings are not copied.
 * The lists in @ret->domc are freed with options_free(), in any case.
 *
 * Return: false on a usage error.
 */
bool options_parse(int argc, char **argv, struct options *ret,
		   struct text *ret_error);
void options_free(struct options *o);

/** options_help - the text of --help; COMMAND_NONE: of domc itself */
void options_help(enum command command, struct text *out);

#endif
