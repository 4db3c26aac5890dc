/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * differ.c - many layouts through domc's rules and through Xen's checker.
 */
#include "differ.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "checker.h"
#include "compare.h"
#include "coverage.h"

/* Failures that are printed; all are counted. */
#define SHOWN_MOST 20
/* Of all layouts, at least so many in 100 are sound, and so many refused. */
#define SHARE_LEAST 25

struct run {
	struct arena *arena;
	const struct options *o;
	const char *lines;	/* file for layout-check */
	struct layout *layouts;
	struct outcome *outcomes;
	struct verdict *staged, *at_once;
	size_t n;
	size_t n_passed, n_failed;
};

/* ---- domc's side ---- */

static struct files files_of(struct run *r, const struct layout *l)
{
	struct arena *a = r->arena;
	const char *dir = r->o->files;

	return (struct files){
		.board = arena_printf(a, "%s/board-gicv%u%s.dtb", dir, l->gic,
				      l->low_board ? "-low" : ""),
		.xen = arena_printf(a, "%s/xen", dir),
		.xen_cmdline = "console=dtuart",
		.kernel = arena_printf(a, "%s/Image", dir),
		.kernel32 = arena_printf(a, "%s/zImage", dir),
		.partial = arena_printf(a, "%s/partial.dtb", r->o->lab.work),
	};
}

/* What the file says, and of what it leaves open what the tree says. */
static void add_line(const struct layout *l, const struct outcome *o,
		     struct buf *out)
{
	struct told told = text_told(l);
	struct told open = o->has_node ? o->told : told;

	if (!l->grant_base_said || !l->grant_size_said) {
		told.has_grant = open.has_grant;
		told.grant = open.grant;
	}
	if (!l->magic_said) {
		told.has_magic = open.has_magic;
		told.magic_base = open.magic_base;
	}
	if (!told.has_regions) {
		told.has_regions = open.has_regions;
		memcpy(told.regions, open.regions, sizeof(told.regions));
		told.n_regions = open.n_regions;
	}
	text_line(l, &told, out);
}

static bool compile_all(struct run *r)
{
	struct arena *a = r->arena;
	struct buf lines = buf_make(a, LIMIT_OUTPUT_BYTES);
	const char *path = arena_printf(a, "%s/system.yaml", r->o->lab.work);

	for (size_t i = 0; i < r->n; i++) {
		struct layout *l = &r->layouts[i];
		struct files files;

		*l = layout_make(r->o->seed, (unsigned int)i);
		files = files_of(r, l);
		r->outcomes[i] = outcome_make(a, l, &files, path);
		add_line(l, &r->outcomes[i], &lines);
	}
	return lab_write(r->lines, lines.bytes, lines.len);
}

/* ---- both ---- */

static void check(struct run *r, bool good, const char *text)
{
	r->n_passed += good;
	r->n_failed += !good;
	if (!good && r->n_failed <= SHOWN_MOST)
		printf("differential: %s\n", text);
}

static const char *compare_one(struct run *r, size_t i,
			       const struct verdict *staged,
			       const struct verdict *at_once)
{
	const struct layout *l = &r->layouts[i];
	const struct outcome *o = &r->outcomes[i];
	const char *wrong = compare_verdicts(r->arena, l, o, &staged[i],
					     &at_once[i]);

	return wrong ? wrong : compare_told(r->arena, l, o);
}

static void compare_all(struct run *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const char *wrong = compare_one(r, i, r->staged, r->at_once);

		check(r, !wrong, wrong ?
		      arena_printf(r->arena, "layout %zu (%s): %s", i,
				   r->layouts[i].what, wrong) : "");
	}
}

/* A checker that answers wrongly must be seen through. */
static void try_spoilt(struct run *r, const char *program)
{
	struct arena *a = r->arena;
	struct verdict *staged = checker_run(a, program, r->lines, false, r->n);
	struct verdict *at_once = checker_run(a, program, r->lines, true, r->n);
	size_t n = 0;

	for (size_t i = 0; staged && at_once && i < r->n; i++)
		n += compare_one(r, i, staged, at_once) != NULL;
	check(r, n > 0, arena_printf(a, "%s differs nowhere", program));
	printf("spoilt checker %s: %zu differences\n",
	       strrchr(program, '/') ? strrchr(program, '/') + 1 : program, n);
}

static void check_coverage(struct run *r)
{
	struct coverage *c = ARENA_NEW(r->arena, struct coverage);
	struct buf text = buf_make(r->arena, LIMIT_OUTPUT_BYTES);
	const char *missing;
	size_t sound = 0;

	for (size_t i = 0; i < r->n; i++)
		coverage_note(c, r->layouts[i].class, &r->staged[i]);
	for (size_t i = 0; i < N_CLASSES; i++)
		sound += c->verdicts[i][0];
	coverage_report(c, &text);
	fputs(buf_str(&text), stdout);
	check(r, c->verdicts[CLASS_GOOD][1] == 0, "a good layout is refused");
	check(r, c->verdicts[CLASS_BAD][0] == 0, "a bad layout is sound");
	check(r, sound * 100 >= r->n * SHARE_LEAST &&
	      (r->n - sound) * 100 >= r->n * SHARE_LEAST,
	      "too few of one verdict");
	check(r, c->verdicts[CLASS_EDGE][0] * 100 >= r->n / N_CLASSES * 25 &&
	      c->verdicts[CLASS_EDGE][1] * 100 >= r->n / N_CLASSES * 25,
	      "the edges lie on one side");
	missing = coverage_missing(r->arena, c);
	check(r, !*missing, arena_printf(r->arena, "not met:%s", missing));
}

static bool start(struct run *r, struct arena *a, const struct options *o,
		  size_t n)
{
	const char *unknown = outcome_setup();

	*r = (struct run){
		.arena = a,
		.o = o,
		.lines = arena_printf(a, "%s/layouts.in", o->lab.work),
		.layouts = arena_array(a, n, sizeof(*r->layouts)),
		.outcomes = arena_array(a, n, sizeof(*r->outcomes)),
		.n = n,
	};
	if (unknown)
		printf("differential: domc has no code '%s'\n", unknown);
	return !unknown;
}

static bool ask_checker(struct run *r)
{
	r->staged = checker_run(r->arena, r->o->checker, r->lines, false,
				r->n);
	r->at_once = checker_run(r->arena, r->o->checker, r->lines, true,
				 r->n);
	if (!r->staged || !r->at_once)
		printf("differential: %s does not answer\n", r->o->checker);
	return r->staged && r->at_once;
}

int differ_run(struct arena *a, const struct options *o)
{
	struct run r;

	if (!start(&r, a, o, o->count) || !compile_all(&r) ||
	    !ask_checker(&r))
		return 2;
	compare_all(&r);
	check_coverage(&r);
	for (size_t i = 0; i < o->n_spoilt; i++)
		try_spoilt(&r, o->spoilt[i]);
	printf("differential: %zu passed, %zu failed\n", r.n_passed,
	       r.n_failed);
	return r.n_failed ? 1 : 0;
}

int differ_show(struct arena *a, const struct options *o, size_t number)
{
	struct buf text = buf_make(a, LIMIT_OUTPUT_BYTES);
	struct layout l = layout_make(o->seed, (unsigned int)number);
	struct files files;
	struct outcome *out;
	const char *wrong;
	struct run r;

	if (!start(&r, a, o, 1))
		return 2;
	r.layouts[0] = l;
	files = files_of(&r, &l);
	out = r.outcomes;
	*out = outcome_make(a, &l, &files,
			      arena_printf(a, "%s/system.yaml", o->lab.work));
	text_system(&l, &files, &text);
	add_line(&l, out, &text);
	fputs(buf_str(&text), stdout);
	text.len = 0;
	add_line(&l, out, &text);
	if (!lab_write(r.lines, text.bytes, text.len) || !ask_checker(&r))
		return 2;
	printf("Xen: %s\n", verdict_text(a, r.staged));
	for (size_t i = 0; i < out->n_found; i++)
		printf("domc: %s\n", verdict_text(a, &out->found[i]));
	if (out->other)
		printf("domc: %s\n", out->other);
	wrong = compare_one(&r, 0, r.staged, r.at_once);
	puts(wrong ? wrong : "they agree");
	return wrong ? 1 : 0;
}
