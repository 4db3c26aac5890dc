/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * options.c - getopt_long() over the tables of options.def.
 */
#include "cli/options.h"

#include <assert.h>
#include <getopt.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Bits of the `commands` column. */
#define COMMAND(id, name, operands, min, max, summary) \
	ON_##id = 1u << COMMAND_##id,
enum {
#include "cli/options.def"
	ON_ALL = (1u << N_COMMANDS) - 1,
};
#undef COMMAND

static const struct command_info {
	const char *name;
	const char *operands;
	size_t min, max;	/* number of operands */
	const char *summary;
} commands[] = {
#define COMMAND(id, word, args, least, most, line)		\
	{ .name = word, .operands = args, .min = least, .max = most,	\
	  .summary = line },
#include "cli/options.def"
#undef COMMAND
};

static const struct option_info {
	unsigned int commands;
	char letter;		/* 0: none */
	const char *name;
	const char *argument;	/* NULL: a flag */
	const char *summary;
} options[] = {
#define OPTION(on, c, word, arg, line)				\
	{ .commands = on, .letter = c, .name = word, .argument = arg, \
	  .summary = line },
#include "cli/options.def"
#undef OPTION
};

#define N_OPTIONS (sizeof(options) / sizeof(options[0]))

/* ---- guessing ---- */

#define WORD_MAX 16

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Letters to change, add or drop (Levenshtein); words of WORD_MAX at most. */
static size_t distance(const char *a, const char *b)
{
	size_t row[WORD_MAX + 1], n = strlen(b);

	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1]; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			size_t above = row[j];

			row[j] = least(above + 1, row[j - 1] + 1,
				       diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[n];
}

static bool is_near(const char *word, const char *name)
{
	return strlen(word) <= WORD_MAX && distance(word, name) <= 2;
}

/* ---- parsing ---- */

/* Threads past this are a mistake. */
#define JOBS_MAX 1024

static void append(const char *const **list, size_t *n, const char *s)
{
	const char **grown = text_grow((void *)*list, *n + 1, sizeof(*grown));

	grown[(*n)++] = s;
	*list = grown;
}

/* 0 when it is no number of threads. */
static size_t read_jobs(const char *argument)
{
	size_t n = 0;

	if (argument[strspn(argument, "0123456789")])
		return 0;
	for (; *argument && n <= JOBS_MAX; argument++)
		n = n * 10 + (size_t)(*argument - '0');
	return n <= JOBS_MAX ? n : 0;
}

static void take(struct options *o, const struct option_info *option,
		 const char *argument)
{
	const char *name = option->name;

	if (strcmp(name, "output") == 0)
		o->output = argument;
	else if (strcmp(name, "only") == 0)
		o->domc.only = argument;
	else if (strcmp(name, "depfile") == 0)
		o->depfile = argument;
	else if (strcmp(name, "force") == 0)
		o->domc.force = true;
	else if (strcmp(name, "domain") == 0)
		o->domain = argument;
	else if (strcmp(name, "schema") == 0)
		o->schema = argument;
	else if (strcmp(name, "bindings") == 0)
		append(&o->bindings, &o->n_bindings, argument);
	else if (strcmp(name, "format") == 0)
		o->format = argument;
	else if (strcmp(name, "findings") == 0)
		o->findings = argument;
	else if (strcmp(name, "jobs") == 0)
		o->n_jobs = read_jobs(argument);
	else if (strcmp(name, "assert-formats") == 0)
		o->domc.assert_formats = true;
	else if (strcmp(name, "include") == 0)
		append(&o->domc.include_dirs, &o->domc.n_include_dirs,
		       argument);
	else if (strcmp(name, "set") == 0)
		append(&o->domc.sets, &o->domc.n_sets, argument);
	else if (strcmp(name, "warn") == 0)
		append(&o->domc.warnings, &o->domc.n_warnings, argument);
	else if (strcmp(name, "help") == 0)
		o->help = true;
	else
		o->version = true;
}

/* The options of one command in getopt_long()'s form. */
struct getopt_tables {
	char letters[2 * N_OPTIONS + 2];
	struct option longs[N_OPTIONS + 1];
};

/* Values of long options: past every letter. */
#define LONG_BASE 256

static void fill_tables(enum command command, struct getopt_tables *t)
{
	unsigned int bit = command == COMMAND_NONE ? ON_ALL : 1u << command;
	size_t n_letters = 0, n_longs = 0;

	memset(t, 0, sizeof(*t));
	/* A colon first: a missing argument is told from an unknown option. */
	t->letters[n_letters++] = ':';
	for (size_t i = 0; i < N_OPTIONS; i++) {
		const struct option_info *o = &options[i];

		if (!(o->commands & bit) ||
		    (command == COMMAND_NONE && o->commands != ON_ALL))
			continue;
		if (o->letter)
			t->letters[n_letters++] = o->letter;
		if (o->letter && o->argument)
			t->letters[n_letters++] = ':';
		t->longs[n_longs++] = (struct option){
			o->name, o->argument ? required_argument : no_argument,
			NULL, LONG_BASE + (int)i,
		};
	}
}

static const struct option_info *find_option(int value)
{
	if (value >= LONG_BASE)
		return &options[value - LONG_BASE];
	for (size_t i = 0; i < N_OPTIONS; i++)
		if (options[i].letter && options[i].letter == value)
			return &options[i];
	return NULL;
}

static void unknown_option(enum command command, const char *word,
			   struct text *error)
{
	text_printf(error, "no option '%s'", word);
	if (strncmp(word, "--", 2) == 0 && command != COMMAND_NONE)
		for (size_t i = 0; i < N_OPTIONS; i++)
			if (options[i].commands & (1u << command) &&
			    is_near(word + 2, options[i].name)) {
				text_printf(error, "; is '--%s' meant?",
					    options[i].name);
				return;
			}
	if (command == COMMAND_NONE)
		text_puts(error, "; see 'domc --help'");
	else
		text_printf(error, "; see 'domc %s --help'",
			    commands[command].name);
}

/* What getopt_long() stopped at: the word itself, or its letter. */
static void option_error(const struct options *o, int value, char **argv,
			 struct text *error)
{
	const struct option_info *option = find_option(optopt);
	char letter[] = { '-', (char)optopt, 0 };

	if (value == ':' && option)
		text_printf(error, "option '%s' needs %s", argv[optind - 1],
			    option->argument);
	else if (optopt >= LONG_BASE && option)
		text_printf(error, "option '--%s' takes no value",
			    option->name);
	else if (optopt)
		unknown_option(o->command, letter, error);
	else
		unknown_option(o->command, argv[optind - 1], error);
}

static bool is_right(const struct option_info *option, const char *argument,
		     struct text *error)
{
	if (strcmp(option->name, "jobs") == 0 && !read_jobs(argument)) {
		text_printf(error, "option '--jobs' needs a number from 1 to %d, not '%s'",
			    JOBS_MAX, argument);
		return false;
	}
	/* An empty name comes from a variable that was never set. */
	if (!argument || *argument || (strcmp(option->name, "output") != 0 &&
				       strcmp(option->name, "depfile") != 0))
		return true;
	text_printf(error, "option '--%s' needs %s, and it is empty",
		    option->name, option->argument);
	return false;
}

static bool parse_options(int argc, char **argv, struct options *o,
			  struct text *error)
{
	struct getopt_tables t;
	int value;

	fill_tables(o->command, &t);
	optind = 0;	/* glibc and musl: start anew, forget the last argv */
	opterr = 0;
	for (;;) {
		value = getopt_long(argc, argv, t.letters, t.longs, NULL);
		if (value == -1)
			break;
		if (value == '?' || value == ':') {
			option_error(o, value, argv, error);
			return false;
		}
		if (!is_right(find_option(value), optarg, error))
			return false;
		take(o, find_option(value), optarg);
	}
	o->operands = argv + optind;
	o->n_operands = (size_t)(argc - optind);
	return true;
}

static bool find_command(const char *word, struct options *o,
			 struct text *error)
{
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (strcmp(commands[i].name, word) == 0) {
			o->command = (enum command)i;
			return true;
		}
	text_printf(error, "no command '%s'", word);
	for (size_t i = 0; i < N_COMMANDS; i++)
		if (is_near(word, commands[i].name)) {
			text_printf(error, "; is '%s' meant?",
				    commands[i].name);
			return false;
		}
	text_puts(error, "; see 'domc --help'");
	return false;
}

static bool count_is_right(const struct options *o, struct text *error)
{
	const struct command_info *c = &commands[o->command];

	if (o->n_operands >= c->min && o->n_operands <= c->max)
		return true;
	if (o->n_operands < c->min)
		text_printf(error, "'%s' needs %s", c->name, c->operands);
	else
		text_printf(error, "'%s' takes %s, what is '%s'?", c->name,
			    c->operands, o->operands[c->max]);
	return false;
}

/* Options that would be passed over, or want the same stream. */
static bool fits_together(const struct options *o, struct text *error)
{
	const struct domc_options *d = &o->domc;
	const char *word = d->n_include_dirs ? "--include" :
			   d->n_sets ? "--set" :
			   d->n_warnings ? "--warn" : NULL;
	bool to_stdout = strcmp(o->output, "-") == 0;

	if (o->schema && word)
		text_printf(error, "option '%s' is about system files, and with '--schema' there are none",
			    word);
	else if (d->assert_formats && !o->schema)
		text_puts(error, "option '--assert-formats' is for documents that '--schema' checks");
	else if (to_stdout && o->depfile)
		text_puts(error, "a depfile needs an output folder");
	else if (to_stdout && o->command == COMMAND_BUILD && o->format &&
		 strcmp(o->format, "text") != 0)
		text_puts(error, "findings for machines go to stdout, and so would the file: '--output' must be a folder");
	else
		return true;
	return false;
}

bool options_parse(int argc, char **argv, struct options *ret,
		   struct text *ret_error)
{
	*ret = (struct options){ .command = COMMAND_NONE, .output = "out" };
	if (argc < 2) {
		text_puts(ret_error, "what to do? see 'domc --help'");
		return false;
	}
	if (argv[1][0] != '-') {
		if (!find_command(argv[1], ret, ret_error))
			return false;
		argc--;
		argv++;
	}
	if (!parse_options(argc, argv, ret, ret_error))
		return false;
	if (ret->help || ret->version)
		return true;
	if (ret->command == COMMAND_NONE) {
		text_puts(ret_error, "a command comes first; see 'domc --help'");
		return false;
	}
	return count_is_right(ret, ret_error) && fits_together(ret, ret_error);
}

void options_free(struct options *o)
{
	free((void *)o->bindings);
	free((void *)o->domc.include_dirs);
	free((void *)o->domc.sets);
	free((void *)o->domc.warnings);
}

/* ---- help ---- */

static void help_option(const struct option_info *o, struct text *out)
{
	size_t start = out->len;

	if (o->letter)
		text_printf(out, "  -%c, --%s", o->letter, o->name);
	else
		text_printf(out, "      --%s", o->name);
	if (o->argument)
		text_printf(out, " %s", o->argument);
	if (out->len - start < 26)
		text_repeat(out, ' ', 26 - (out->len - start));
	text_printf(out, "  %s\n", o->summary);
}

static void help_domc(struct text *out)
{
	text_puts(out, "usage: domc COMMAND [OPTION...] [FILE...]\n\n"
		       "The domain compiler for Xen: one system file in, device trees, boot\n"
		       "configuration and memory maps out.\n\n");
	for (size_t i = 0; i < N_COMMANDS; i++)
		text_printf(out, "  %-8s %s\n", commands[i].name,
			    commands[i].summary);
	text_puts(out, "\n'domc COMMAND --help' lists the options of a command.\n\n"
		       "Exit status: 0 clean, 1 something is wrong in what was given, files that\n"
		       "the system file names included, 2 usage, the system file itself or an\n"
		       "output that cannot be read or written.\n");
}

void options_help(enum command command, struct text *out)
{
	if (command == COMMAND_NONE) {
		help_domc(out);
		return;
	}
	text_printf(out, "usage: domc %s [OPTION...] %s\n\n%s\n\n",
		    commands[command].name, commands[command].operands,
		    commands[command].summary);
	for (size_t i = 0; i < N_OPTIONS; i++)
		if (options[i].commands & (1u << command))
			help_option(&options[i], out);
}
