/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * option_check.c - options of Xen's command line that Xen does not know, or
 * with values that it does not take.
 *
 * Source: parse_params() in xen/common/kernel.c, which says so before the
 * console is up and goes on.
 */
#include "plan/option.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum option_kind { BOOL, NUMBER, SIZE, TEXT, CUSTOM, CUSTOM_SIZE };

#define IN_4_17 OPTIONS_4_17
#define IN_4_20 OPTIONS_4_20
#define ALL_RELEASES (IN_4_17 | IN_4_20)

#define ANY_BUILD N_KCONFIG

static const struct known {
	const char *name;
	enum option_kind kind;
	unsigned int releases;
	enum kconfig_option needs;
} known[] = {
#define OPTION(name, kind, releases, needs) { name, kind, releases, needs },
#include "plan/options.def"
#undef OPTION
};

#define N_KNOWN (sizeof(known) / sizeof(known[0]))

/* The table is sorted. */
static int by_name(const void *option, const void *entry)
{
	const struct option *o = option;
	const struct known *k = entry;
	int order = strncmp(o->name, k->name, o->name_len);

	return order ? order : k->name[o->name_len] ? -1 : 0;
}

static const struct known *find_known(const struct option *o)
{
	return bsearch(o, known, N_KNOWN, sizeof(known[0]), by_name);
}

/* ---- options that are not there ---- */

static const char *nearest(struct planner *p, const char *name)
{
	const char **names = arena_array(p->arena, N_KNOWN, sizeof(*names));

	for (size_t i = 0; i < N_KNOWN; i++)
		names[i] = known[i].name;
	return diag_did_you_mean(name, names, N_KNOWN);
}

/* Why @k is no option of the target's Xen; NULL: it is one. */
static const char *lack(struct planner *p, const struct known *k)
{
	const struct target *t = &p->system->target;

	if (!(k->releases & p->facts->option_release))
		return arena_printf(p->arena, "Xen %s has it",
				    k->releases == IN_4_17 ? "4.17" : "4.20");
	if (k->needs == ANY_BUILD || !t->kconfig_name.given ||
	    t->kconfig[k->needs])
		return NULL;
	return arena_printf(p->arena, "it needs %s, which the target lacks",
			    kconfig_names[k->needs]);
}

/* Return: whether Xen has it. */
static bool check_known(struct planner *p, const struct option *o,
			const struct known *k)
{
	const char *why = k ? lack(p, k) : NULL, *near;
	const char *name = arena_strndup(p->arena, o->name, o->name_len);
	struct diag_item *item;

	if (k && !why)
		return true;
	item = diag_add(p->diags, E_XEN_OPTION_UNKNOWN,
			p->system->hypervisor.cmdline.place,
			"the target's Xen has no option '%s' on its command line",
			name);
	if (why)
		diag_note(p->diags, item, p->system->target.xen.place, "%s",
			  why);
	/* A command line may have thousands; it takes long to look. */
	else if (item != p->diags->unseen && (near = nearest(p, name)))
		diag_note(p->diags, item, PLACE_NONE, "did you mean '%s'?",
			  near);
	return false;
}

/* ---- values ---- */

static bool is_one_of(const char *value, const char *const *words)
{
	while (*words && strcmp(*words, value) != 0)
		words++;
	return *words;
}

static const char *colors_fault(struct planner *p, const char *v)
{
	return plan_read_colors(p->arena, v, p->system->target.max_llc_colors,
				NULL).fault;
}

/* parse_gnttab_limit() */
static const char *frames_fault(struct planner *p, const char *v)
{
	uint64_t n = plan_take_number(&v);

	(void)p;
	if (*v)
		return "Xen takes a number";
	return n > INT_MAX ? "Xen takes 2147483647 at most" : NULL;
}

/* grant_table_init(): a domain that says nothing else has none. */
static const char *grants_fault(struct planner *p, const char *v)
{
	const char *fault = frames_fault(p, v);

	if (!fault && !plan_take_number(&v))
		return "a grant table has one frame at least, or Xen stops with \"Error creating domain\"";
	return fault;
}

static const char *xsm_fault(struct planner *p, const char *v)
{
	static const char *const words[] = { "dummy", "silo", "flask", NULL };
	const struct target *t = &p->system->target;

	if (!is_one_of(v, words))
		return "Xen takes dummy, silo or flask";
	if (strcmp(v, "flask") == 0 && t->kconfig_name.given &&
	    !t->kconfig[KCONFIG_XSM_FLASK])
		return "it needs CONFIG_XSM_FLASK, which the target lacks";
	return NULL;
}

static const char *flask_fault(struct planner *p, const char *v)
{
	static const char *const words[] = {
		"enforcing", "late", "disabled", "permissive", NULL,
	};

	(void)p;
	return is_one_of(v, words) ? NULL :
		"Xen takes enforcing, permissive, late or disabled";
}

/* scheduler_init() takes its default instead. */
static const char *sched_fault(struct planner *p, const char *v)
{
	const struct target *t = &p->system->target;
	enum kconfig_option needs = facts_scheduler(v);

	if (needs != N_KCONFIG)
		return !t->kconfig_name.given || t->kconfig[needs] ? NULL :
			arena_printf(p->arena, "it needs %s, which the target lacks",
				     kconfig_names[needs]);
	return "Xen takes credit, credit2, null, rtds or arinc653";
}

/* parse_arch_dom0_param(), sve_domctl_vl_param() */
static const char *sve_fault(struct planner *p, const char *v)
{
	const struct target *t = &p->system->target;
	bool negative = *v == '-';
	char *end;
	unsigned long bits = strtoul(v + negative, &end, 10);

	if (*v == '\0' || (*end && *end != ','))
		return "Xen takes dom0=sve=NUMBER";
	if (t->kconfig_name.given && !t->kconfig[KCONFIG_ARM64_SVE])
		return "Xen stops at it without CONFIG_ARM64_SVE, which the target lacks";
	if (!negative && (bits % 128 || bits > 2048))
		return "Xen stops at vectors of other lengths than 128 to 2048 bits, in steps of 128";
	return NULL;
}

static const char *dom0_fault(struct planner *p, const char *v)
{
	for (;; v++) {
		const char *fault = strncmp(v, "sve=", 4) == 0 ?
			sve_fault(p, v + 4) : "Xen takes dom0=sve=NUMBER";

		if (fault)
			return fault;
		v += strcspn(v, ",");
		if (!*v)
			return NULL;
	}
}

static const struct {
	const char *name;
	const char *(*fault)(struct planner *p, const char *v);
} values[] = {
	{ "dom0", dom0_fault },
	{ "dom0-llc-colors", colors_fault },
	{ "flask", flask_fault },
	{ "gnttab_max_frames", grants_fault },
	{ "gnttab_max_maptrack_frames", frames_fault },
	{ "sched", sched_fault },
	{ "xen-llc-colors", colors_fault },
	{ "xsm", xsm_fault },
};

/* What Xen does not take of value @v; NULL: nothing. */
static const char *value_fault(struct planner *p, const struct known *k,
			       const char *v)
{
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		if (strcmp(values[i].name, k->name) == 0)
			return values[i].fault(p, v);
	if (k->kind == BOOL)
		return !*v || plan_truth(v) >= 0 ? NULL :
			"Xen takes on or off";
	if (k->kind == NUMBER) {
		v += *v == '-';
		plan_take_number(&v);
		return *v ? "Xen takes a number" : NULL;
	}
	if (k->kind == SIZE || k->kind == CUSTOM_SIZE) {
		plan_take_size(&v);
		return *v ? "Xen takes a number with B, K, M, G or T behind it" :
			    NULL;
	}
	return NULL;
}

static void check_value(struct planner *p, const struct option *o,
			const struct known *k)
{
	const char *v = plan_option_value(p->arena, o);
	const char *fault = value_fault(p, k, v);

	if (fault)
		diag_add(p->diags, E_XEN_OPTION_VALUE,
			 p->system->hypervisor.cmdline.place,
			 "Xen's command line says %s=%s: %s", k->name, v,
			 fault);
}

/* parse_iommu_param(): what is said last wins, as a word of its own. */
static bool turns_iommu_off(const char *v)
{
	bool off = false;

	for (;; v++) {
		size_t len = strcspn(v, ",");
		char word[8] = "";
		int t;

		if (len < sizeof(word))
			memcpy(word, v, len);
		t = plan_truth(word);
		if (t >= 0)
			off = !t;
		v += len;
		if (!*v)
			return off;
	}
}

/* parse_boolean(): "force", "no-force" or "force=off"; -1: another word. */
static int truth_of(const char *word, const char *name)
{
	bool no = strncmp(word, "no-", 3) == 0;
	size_t n = strlen(name);

	word += no ? 3 : 0;
	if (strncmp(word, name, n) != 0)
		return -1;
	if (!word[n])
		return !no;
	return !no && word[n] == '=' ? plan_truth(word + n + 1) : -1;
}

static bool forces_iommu(struct planner *p, const char *v)
{
	bool forced = false;

	while (*v) {
		size_t n = strcspn(v, ",");
		const char *word = arena_strndup(p->arena, v, n);
		int t = truth_of(word, "force");

		if (t < 0)
			t = truth_of(word, "required");
		if (t >= 0)
			forced = t;
		v += n + (v[n] == ',');
	}
	return forced;
}

/*
 * Why Xen has none at hand; NULL: it may have one. That target.iommu is not
 * said says nothing of the machine.
 */
static const char *iommu_lack(struct planner *p, const char *v)
{
	const struct set_bool *iommu = &p->system->target.iommu;

	if (iommu->given && !iommu->v)
		return "the machine has none, says target.iommu";
	if (turns_iommu_off(v))
		return "the same option turns it off";
	return iommu->v || p->board->has_iommu ? NULL :
		"the board tree has none that Xen drives";
}

/* It stops where it finds none. */
static void check_iommu_forced(struct planner *p)
{
	const struct set_bool *iommu = &p->system->target.iommu;
	const char *v = plan_xen_option(p, "iommu");
	const char *why = v && forces_iommu(p, v) ? iommu_lack(p, v) : NULL;
	struct diag_item *item;

	/* That the target's is turned off is said of it. */
	if (!why || (iommu->v && turns_iommu_off(v)))
		return;
	item = diag_add(p->diags, E_IOMMU_FORCED,
			p->system->hypervisor.cmdline.place,
			"Xen's command line says iommu=%s: Xen stops when it finds no IOMMU, and %s",
			v, why);
	diag_note(p->diags, item, iommu->given ? iommu->place :
		  p->board->place, turns_iommu_off(v) ?
		  "leave one of the two words out" :
		  "say 'iommu: true' in target if the machine has one, or leave the option out");
}

static void check_iommu(struct planner *p)
{
	const struct set_bool *iommu = &p->system->target.iommu;
	const char *v = plan_xen_option(p, "iommu");
	struct diag_item *item;

	if (!v || !iommu->v || !turns_iommu_off(v))
		return;
	item = diag_add(p->diags, E_IOMMU_OFF,
			p->system->hypervisor.cmdline.place,
			"Xen's command line turns the IOMMU off with iommu=%s, and the target has one",
			v);
	diag_note(p->diags, item, iommu->place,
		  "it is said here; leave one of them out");
}

void plan_check_options(struct planner *p)
{
	struct option o;

	for (const char *s = plan_user_cmdline(p);
	     (s = plan_next_option(s, &o));) {
		const struct known *k = find_known(&o);

		/* What is too long was reported as that. */
		if (o.len < PLAN_OPTION_BYTES && check_known(p, &o, k) &&
		    !o.negated)
			check_value(p, &o, k);
	}
	check_iommu(p);
	check_iommu_forced(p);
}
