/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * run.c - many generated systems through domc and Xen.
 */
#include "run.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "baseline.h"
#include "blind.h"
#include "compare.h"
#include "coverage.h"
#include "inputs.h"
#include "planted.h"
#include "report.h"
#include "unplanted.h"
#include "xens.h"
#include "../boot/run.h"

/* Systems that a list may name. */
#define LIST_MOST 1000
/* Xen gives a guest's tree 4 KiB and the size of the partial tree's file. */
#define ROOMY_BYTES 65536

struct one {
	struct boot_case boot;	/* first: what a struct test points at */
	const struct oracle_options *options;
	const struct oracle_files *files;
	enum oracle_release release;
	enum oracle_kind kind;
	unsigned int number;
};

static const char *const kind_names[N_KINDS] = { "blind", "planted" };

static struct oracle_case make_case(struct arena *a, const struct one *o)
{
	if (o->kind == KIND_BLIND)
		return blind_written(a, o->files, o->release,
				     o->options->seed, o->number);
	return planted_case(a, o->files, o->release, o->options->seed,
			    o->number);
}

/*
 * Debian's Xen told too little, or nothing: that agrees with nobody. What does
 * the same one say that has an early console?
 */
static void boot_talking(struct test_env *env, const struct one *o,
			 const struct oracle_case *c, bool foretold,
			 struct result *r)
{
	struct arena *a = env->arena;
	const char *dir = arena_printf(a, "%s/talking", env->dir);
	struct oracle_case talking = xens_talking(a, o->files, c);

	mkdir(dir, 0777);
	if (!compile_case(a, &talking, dir).written)
		return;
	r->is_again = true;
	r->stock = r->xen;
	r->xen = judge_boot(a, &talking, baseline_known(a, env->lab, &talking),
			    foretold, dir);
}

static void boot(struct test_env *env, const struct one *o,
		 const struct oracle_case *c, bool foretold, struct result *r)
{
	struct arena *a = env->arena;

	r->xen = judge_boot(a, c, baseline_known(a, env->lab, c), foretold,
			    env->dir);
	r->agreement = compare_verdicts(a, c, &r->domc, &r->xen, &r->why);
	if (c->build != BUILD_STOCK || r->agreement == BOTH_REFUSE ||
	    r->agreement == BOTH_ACCEPT || r->xen.verdict == XEN_NOT_RUN)
		return;
	boot_talking(env, o, c, foretold, r);
	r->agreement = compare_verdicts(a, c, &r->domc, &r->xen, &r->why);
}

/* What domc refuses has little time; more, when that was not the reason. */
static void boot_and_compare(struct test_env *env, const struct one *o,
			     const struct oracle_case *c, struct result *r)
{
	boot(env, o, c, r->domc.refused, r);
	if (r->domc.refused && judge_waits(&r->xen) &&
	    r->agreement != BOTH_REFUSE)
		boot(env, o, c, false, r);
}

static const char *run_one(struct test_env *env, const struct test *t)
{
	const struct one *o = (const struct one *)t->boot;
	struct arena *a = env->arena;
	struct oracle_case c = make_case(a, o);
	struct result r = { .c = &c, .agreement = NOT_JUDGED };

	r.domc = compile_case(a, &c, env->dir);
	if (o->options->without)
		compile_forget(&r.domc, o->options->without);
	if (o->options->pretend)
		compile_pretend(&r.domc, o->options->pretend);
	if (r.domc.written)
		boot_and_compare(env, o, &c, &r);
	report_keep(a, env->lab, t->name, &r);
	env->note = r.why ? arena_printf(a, "%s: %s",
					 agreement_names[r.agreement],
					 r.why) :
			    agreement_names[r.agreement];
	if (r.agreement == BOTH_ACCEPT || r.agreement == BOTH_REFUSE)
		return NULL;
	return report_words(a, &r);
}

static struct oracle_files find_files(struct arena *a,
				      const struct lab *lab)
{
	struct oracle_files f = {
		.probe = lab->probe,
		.probe_gz = arena_printf(a, "%s/files/probe.gz", lab->work),
		.small = lab_ramdisk(a, lab, RAMDISK_SMALL),
		.large = lab_ramdisk(a, lab, RAMDISK_LARGE),
		.partial = arena_printf(a, "%s/files/partial.dtb", lab->work),
		.roomy = arena_printf(a, "%s/files/roomy.dtb", lab->work),
		.dir = arena_printf(a, "%s/files", lab->work),
	};

	for (unsigned int gic = 2; gic <= 3; gic++) {
		struct machine m = { .gic = gic, .ram_mib = LAB_RAM_MIB };

		f.board[gic] = lab_board(a, lab, m);
		m.ram_mib = LAB_RAM_LARGE_MIB;
		f.large_board[gic] = lab_board(a, lab, m);
	}
	xens_find(a, lab, &f);
	return f;
}

/* A partial tree in whose file a guest's own nodes find room. */
static bool make_roomy(struct arena *a, const struct oracle_files *f)
{
	uint8_t *bytes = arena_alloc(a, ROOMY_BYTES);
	size_t len;
	uint8_t *tree = lab_read(a, f->partial, &len);

	if (!tree || len > ROOMY_BYTES)
		return false;
	memset(bytes, 0, ROOMY_BYTES);
	memcpy(bytes, tree, len);
	/* totalsize, big-endian */
	bytes[4] = bytes[7] = 0;
	bytes[5] = ROOMY_BYTES >> 16;
	bytes[6] = ROOMY_BYTES >> 8 & 0xff;
	return lab_write(f->roomy, bytes, ROOMY_BYTES);
}

static struct test make_test(struct arena *a, struct one one)
{
	struct one *copy = ARENA_NEW(a, struct one);

	*copy = one;
	return (struct test){
		arena_printf(a, "oracle-%s-%s-%u", release_names[one.release],
			     kind_names[one.kind], one.number),
		run_one, &copy->boot
	};
}

/* Of those that are planted each fault and its neighbour, if all are asked. */
static unsigned int how_many(const struct oracle_options *o, size_t release,
			     size_t kind)
{
	size_t all = 2 * planted_count((enum oracle_release)release);

	return kind == KIND_PLANTED && o->report && o->count < all ?
		       (unsigned int)all : o->count;
}

static size_t make_tests(struct arena *a, const struct oracle_options *o,
			 const struct oracle_files *files, struct test *tests)
{
	size_t n = 0;

	for (size_t r = 0; r < N_RELEASES; r++)
		for (size_t k = 0; k < N_KINDS; k++)
			for (unsigned int i = 0; o->releases[r] &&
			     o->kinds[k] && i < how_many(o, r, k); i++)
				tests[n++] = make_test(a, (struct one){
					.options = o, .files = files,
					.release = (enum oracle_release)r,
					.kind = (enum oracle_kind)k,
					.number = o->first + i,
				});
	return n;
}

/*
 * "4.20 blind 17", "4.20 planted line", "4.20 sound line". Return: false
 * when @line says none of them.
 */
static bool parse_one(const char *line, struct one *one)
{
	char release[8], kind[16], name[64];
	bool sound;

	if (sscanf(line, "%7s %15s %63s", release, kind, name) != 3)
		return false;
	one->release = strcmp(release, release_names[RELEASE_4_17]) == 0 ?
		       RELEASE_4_17 : RELEASE_4_20;
	one->kind = strcmp(kind, "blind") == 0 ? KIND_BLIND : KIND_PLANTED;
	if (one->kind == KIND_BLIND)
		return sscanf(name, "%u", &one->number) == 1;
	sound = strcmp(kind, "sound") == 0;
	return planted_find(one->release, name, sound, &one->number);
}

/* Return: how many, or 0 with the line that is wrong on stdout. */
static size_t list_tests(struct arena *a, const struct oracle_options *o,
			 const struct oracle_files *files, struct test *tests)
{
	FILE *f = fopen(o->list, "r");
	char line[128];
	size_t n = 0;

	while (f && n < LIST_MOST && fgets(line, sizeof(line), f)) {
		struct one one = { .options = o, .files = files };

		if (*line == '#' || *line == '\n')
			continue;
		if (!parse_one(line, &one)) {
			printf("oracle: no such system: %s", line);
			n = 0;
			break;
		}
		tests[n++] = make_test(a, one);
	}
	if (f)
		fclose(f);
	return n;
}

static const char *prepare(struct arena *a, const struct oracle_options *o,
			   const struct oracle_files *files)
{
	const char *wrong = lab_prepare(a, &o->lab);

	if (!wrong)
		wrong = inputs_make(a, files);
	if (wrong)
		return wrong;
	if (!make_roomy(a, files))
		return files->roomy;
	return baseline_make(a, &o->lab, files, o->releases);
}

/*
 * What the blind systems of a run say. Return: how many keys none of them
 * says without a reason.
 */
static size_t write_coverage(struct arena *a, const struct oracle_options *o,
			     const struct oracle_files *files, struct buf *out)
{
	struct coverage *v = coverage_new(a, blind_schema(a));

	for (size_t r = 0; r < N_RELEASES; r++)
		for (unsigned int i = 0; o->releases[r] && i < o->count; i++) {
			struct oracle_case *c = ARENA_NEW(a, struct oracle_case);

			*c = blind_written(a, files, (enum oracle_release)r,
					   o->seed, o->first + i);
			coverage_add(v, c);
		}
	return coverage_write(v, out);
}

/* Behind what the report has. */
static size_t append_coverage(struct arena *a, const struct oracle_options *o,
			      const struct oracle_files *files)
{
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	size_t n_wrong, len;
	const uint8_t *report = lab_read(a, o->report, &len);

	if (!report)
		return 1;
	buf_add(&out, report, len);
	buf_puts(&out, "\n## What the blind systems say\n\n"
		 "Each key of the language, how many systems have it, and with which values how often.\n\n");
	n_wrong = write_coverage(a, o, files, &out);
	return n_wrong + !lab_write(o->report, out.bytes, out.len);
}

int run_oracle(struct arena *a, const struct oracle_options *o)
{
	struct oracle_files files = find_files(a, &o->lab);
	const char *wrong = prepare(a, o, &files);
	struct test *tests;
	size_t n, n_failed;

	if (wrong) {
		printf("oracle: %s\n", wrong);
		return 2;
	}
	tests = arena_array(a, LIST_MOST + N_RELEASES * N_KINDS *
			    (size_t)o->count, sizeof(*tests));
	n = o->list ? list_tests(a, o, &files, tests) :
		      make_tests(a, o, &files, tests);
	if (!n)
		return 2;
	n_failed = run_all(a, &o->lab, tests, n);
	n_failed += report_print(a, o, tests, n);
	if (o->report)
		n_failed += append_coverage(a, o, &files);
	return n_failed ? 1 : 0;
}

int run_show(struct arena *a, const struct oracle_options *o,
	     unsigned int number)
{
	struct oracle_files files = find_files(a, &o->lab);

	for (size_t r = 0; r < N_RELEASES; r++)
		for (size_t k = 0; k < N_KINDS; k++) {
			struct one one = { .options = o, .files = &files,
					   .release = (enum oracle_release)r,
					   .kind = (enum oracle_kind)k,
					   .number = number };

			if (o->releases[r] && o->kinds[k])
				printf("# %s %s\n%s\n", release_names[r],
				       kind_names[k],
				       make_case(a, &one).text);
		}
	return 0;
}

int run_cover(struct arena *a, const struct oracle_options *o)
{
	struct oracle_files files = find_files(a, &o->lab);
	const char *wrong = lab_prepare(a, &o->lab);
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	size_t n_wrong;

	if (!wrong)
		wrong = inputs_make(a, &files);
	if (wrong) {
		printf("oracle: %s\n", wrong);
		return 2;
	}
	n_wrong = write_coverage(a, o, &files, &out);
	fputs(buf_str(&out), stdout);
	return n_wrong ? 1 : 0;
}

/* Does domc find just what was planted? Warnings may come with it. */
static bool is_found(const struct oracle_case *c, const struct compiled *d)
{
	if (!c->wanted)
		return !d->refused;
	return compiled_has(d, c->wanted) && d->n_errors <= 1;
}

int run_check(struct arena *a, const struct oracle_options *o)
{
	struct oracle_files files = find_files(a, &o->lab);
	const char *wrong = compare_self_test(a);
	size_t n_wrong = unplanted_check();

	if (wrong) {
		printf("oracle: %s\n", wrong);
		return 2;
	}
	if (lab_prepare(a, &o->lab) || !make_roomy(a, &files))
		return 2;
	for (size_t r = 0; r < N_RELEASES; r++) {
		size_t n = 2 * planted_count((enum oracle_release)r);

		for (unsigned int i = 0; o->releases[r] && i < n; i++) {
			struct arena *one = arena_new(LIMIT_ARENA_BYTES);
			struct oracle_case c = planted_case(
				one, &files, (enum oracle_release)r, o->seed,
				i);
			struct compiled d = compile_case(one, &c, NULL);

			if (!is_found(&c, &d) || !d.written) {
				n_wrong++;
				printf("%s %u %s: wanted %s: %s\n",
				       release_names[r], i, c.fault,
				       c.wanted ? c.wanted : "nothing",
				       report_codes(one, &d));
			}
			arena_free(one);
		}
	}
	return n_wrong ? 1 : 0;
}
