/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * boots.c - some of the layouts on real Xen: which, and in what order.
 */
#include "boots.h"

#include <stdio.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "checker.h"
#include "outcome.h"
#include "coverage.h"
#include "one_boot.h"
#include "../boot/run.h"

#define TESTS_MOST 64
/* Static memory must end in the RAM that the machine has. */
#define BANKS_END 0x7c000000

struct chosen {
	struct one_boot v[TESTS_MOST];
	struct test tests[TESTS_MOST];
	size_t n;
};

struct pool {
	const struct layout *layouts;
	const struct verdict *verdicts;
	size_t n;
};

/* The probe wants a fault right behind what it may use as RAM. */
static bool ends_alone(const struct layout *l)
{
	struct pieces taken = layout_taken(l);

	for (size_t i = 0; i < taken.n; i++)
		for (size_t k = 0; k < taken.n; k++)
			if ((taken.v[i].kind == PIECE_RAM ||
			     taken.v[i].kind == PIECE_SHMEM) &&
			    range_last(taken.v[i].range) + 1 ==
				    taken.v[k].range.base)
				return false;
	return true;
}

/* Only what the machine of the boot tests has. */
static bool can_boot(const struct layout *l)
{
	const struct range *last = l->n_banks ? &l->banks[l->n_banks - 1] :
						NULL;

	return l->ipa_bits == 44 && !l->low_board && !l->arm32 &&
	       l->ram <= MIB(256) &&
	       (!last || last->base + last->size <= BANKS_END);
}

static void choose(struct arena *a, const struct options *o,
		   struct chosen *c, const struct layout *l,
		   enum one_spoil spoil, const char *name)
{
	struct one_boot *b = &c->v[c->n];

	if (c->n == TESTS_MOST)
		return;
	*b = (struct one_boot){
		.boot = {
			.name = arena_printf(a, "layout-%u-%s", l->number,
					     name),
			.release = "4.20",
			.machine = { l->gic, LAB_RAM_MIB },
			.domains = { { .name = GUEST_NAME,
				       .cmdline = "probe.id=" GUEST_NAME } },
			.n_domains = 1,
		},
		.layout = l,
		.spoil = spoil,
		.options = o,
	};
	c->tests[c->n++] = (struct test){ b->boot.name, one_boot_run,
					  &b->boot };
}

/* The first layout that Xen stops on for this. */
static const struct layout *find(const struct pool *p, struct meeting m)
{
	for (size_t i = 0; i < p->n; i++) {
		struct meeting got = coverage_meeting(&p->verdicts[i]);

		if (got.rule == m.rule && got.a == m.a && got.b == m.b &&
		    can_boot(&p->layouts[i]))
			return &p->layouts[i];
	}
	return NULL;
}

/*
 * Of the pairs with what others hold one for each kind of theirs, the
 * layout's own kinds by turns; where there is none, another of its kinds.
 */
static const struct layout *find_wanted(const struct pool *p,
					struct meeting *m)
{
	const struct layout *l = find(p, *m);

	if (m->rule != RULE_OVERLAP || m->b < PIECE_RAM)
		return l;
	for (unsigned int i = 0; !l && i < 3; i++) {
		m->a = (enum piece_kind)(PIECE_REGION + i);
		l = find(p, *m);
	}
	return l;
}

static bool is_wanted(struct meeting m)
{
	return m.rule != RULE_OVERLAP || m.b < PIECE_RAM ||
	       (m.b - PIECE_RAM) % 3 == m.a - PIECE_REGION;
}

/* domc writes no file for these: its output is spoilt instead. */
static bool is_forceable(enum rule rule)
{
	return rule != RULE_WRAPS && rule != RULE_REGIONS_32BIT;
}

static const char *choose_bad(struct arena *a, const struct options *o,
			      struct chosen *c, const struct pool *p)
{
	struct meeting m;

	for (size_t i = 0; (m = coverage_each(i)).rule != RULE_OK; i++) {
		const struct layout *l;
		const char *name;

		if (!is_wanted(m) || !is_forceable(m.rule))
			continue;
		l = find_wanted(p, &m);
		name = arena_printf(a, "%s-%s-%s", rule_names[m.rule],
				    piece_names[m.a], piece_names[m.b]);
		if (!l)
			return name;
		choose(a, o, c, l, ONE_AS_IT_IS, name);
	}
	return NULL;
}

/* What a sound layout may have that another has not. */
static unsigned int features(const struct layout *l)
{
	const bool has[] = {
		l->n_banks > 0, l->n_banks > 1, l->n_shms > 0,
		l->n_devices > 0, l->magic_said, l->shared_info,
		l->grant_base_said, l->frames_said, l->xen_frames_said,
		l->n_regions > 1, l->n_regions == REGIONS_ALLOWED,
		l->gic == 2, l->gic == 3, l->class == CLASS_EDGE,
	};
	unsigned int bits = 1u << (16 + l->regions_said);

	for (size_t i = 0; i < sizeof(has) / sizeof(has[0]); i++)
		bits |= (unsigned int)has[i] << i;
	return bits;
}

/* Each that brings something new. */
static void choose_sound(struct arena *a, const struct options *o,
			 struct chosen *c, const struct pool *p)
{
	unsigned int seen = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct layout *l = &p->layouts[i];

		if (p->verdicts[i].rule != RULE_OK || !can_boot(l) ||
		    !ends_alone(l) || !(features(l) & ~seen))
			continue;
		seen |= features(l);
		choose(a, o, c, l, ONE_AS_IT_IS, "sound");
	}
}

/* What domc cannot write, on a sound layout with a list of regions. */
static void choose_spoilt(struct arena *a, const struct options *o,
			  struct chosen *c, const struct pool *p)
{
	size_t i = 0;

	while (i < p->n && !(p->verdicts[i].rule == RULE_OK &&
			     can_boot(&p->layouts[i]) &&
			     p->layouts[i].regions_said == REGIONS_SAID_LIST))
		i++;
	for (unsigned int s = ONE_AS_IT_IS + 1; i < p->n && s < N_ONE; s++)
		choose(a, o, c, &p->layouts[i], (enum one_spoil)s,
		       one_names[s]);
}

/* The verdicts here choose only; each boot asks again for what is built. */
static bool make_pool(struct arena *a, const struct options *o,
		      struct pool *ret)
{
	struct layout *layouts = arena_array(a, o->count, sizeof(*layouts));
	const char *path = arena_printf(a, "%s/layouts.in", o->lab.work);
	struct buf lines = buf_make(a, LIMIT_OUTPUT_BYTES);

	for (size_t i = 0; i < o->count; i++) {
		struct told told;

		layouts[i] = layout_make(o->seed, (unsigned int)i);
		told = text_told(&layouts[i]);
		text_line(&layouts[i], &told, &lines);
	}
	ret->layouts = layouts;
	ret->n = o->count;
	ret->verdicts = NULL;
	if (lab_write(path, lines.bytes, lines.len))
		ret->verdicts = checker_run(a, o->checker, path, false,
					    o->count);
	return ret->verdicts != NULL;
}

int boots_run(struct arena *a, const struct options *o)
{
	struct chosen *c = ARENA_NEW(a, struct chosen);
	const char *missing;
	struct pool pool;

	mkdir(o->lab.work, 0777);
	missing = lab_prepare(a, &o->lab);
	if (missing || !make_pool(a, o, &pool)) {
		printf("layouts: %s could not be made\n",
		       missing ? missing : "verdicts");
		return 2;
	}
	missing = choose_bad(a, o, c, &pool);
	if (missing) {
		printf("layouts: no layout to boot for %s\n", missing);
		return 1;
	}
	choose_sound(a, o, c, &pool);
	choose_spoilt(a, o, c, &pool);
	return run_all(a, &o->lab, c->tests, c->n) ? 1 : 0;
}
