/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * processors.c - CPU pools, event channels and the security policy: what
 * boots and is wrong.
 */
#include "lint/rules.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What runs in a pool. */
struct load {
	uint64_t n_vcpus;
	/* the first that is too much, or NULL */
	const struct domain *last;
};

/* The scheduler of a pool that says none, or NULL: Xen's own choice. */
static const char *common_scheduler(const struct lint_input *in)
{
	return plan_option(in->arena, in->plan->xen_cmdline, "sched");
}

/* The null scheduler gives a vCPU a CPU of its own, or none at all. */
static bool is_null(const struct lint_input *in, const struct plan_pool *pool)
{
	const char *name = pool->pool && pool->pool->scheduler.given ?
		pool->pool->scheduler.v : common_scheduler(in);

	return name && strcmp(name, "null") == 0;
}

/* Loads by the pool's number. */
static struct load *load_pools(const struct lint_input *in,
			       const struct plan_pool *pools, size_t n)
{
	struct load *loads = arena_array(in->arena, n, sizeof(*loads));
	size_t *n_cpus = arena_array(in->arena, n, sizeof(*n_cpus));

	for (size_t i = 0; i < n; i++)
		n_cpus[pools[i].id] = pools[i].cpus.n;
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];
		unsigned int id = plan_pool_id(in->plan, d);

		loads[id].n_vcpus = sum_capped(loads[id].n_vcpus, d->vcpus.v);
		if (loads[id].n_vcpus > n_cpus[id] && !loads[id].last)
			loads[id].last = d;
	}
	return loads;
}

static void check_pool(const struct lint_input *in,
		       const struct plan_pool *pool, const struct load *load)
{
	bool own = pool->pool && pool->pool->scheduler.given;
	const char *name = pool->pool ?
		arena_printf(in->arena, "CPU pool '%s'", pool->pool->name) :
		arena_printf(in->arena, "Pool-%u", pool->id);
	struct diag_item *item;

	if (!is_null(in, pool) || !load->last)
		return;
	item = diag_add(in->diags, E_POOL_NULL_FULL, load->last->place,
			"%s has %zu CPU%s for %" PRIu64 " vCPUs, and the scheduler null gives each a CPU of its own: from domain '%s' on some never run",
			name, pool->cpus.n, pool->cpus.n == 1 ? "" : "s",
			load->n_vcpus, load->last->name);
	diag_note(in->diags, item, own ? pool->pool->scheduler.place :
		  in->system->hypervisor.cmdline.place,
		  "take another scheduler, or give the pool more CPUs");
}

void lint_check_null_pools(const struct lint_input *in)
{
	/* Without pools all CPUs are in Pool-0. */
	const struct plan_pool all = { .cpus.n = in->plan->n_cpus };
	const struct plan_pool *pools = in->plan->n_pools ? in->plan->pools :
							    &all;
	size_t n = in->plan->n_pools ? in->plan->n_pools : 1;
	const struct load *loads;

	if (!in->plan->n_cpus)
		return;
	loads = load_pools(in, pools, n);
	for (size_t i = 0; i < n; i++)
		check_pool(in, &pools[i], &loads[pools[i].id]);
}

void lint_check_event_channels(const struct lint_input *in)
{
	for (size_t i = 0; i < in->plan->n_domains; i++) {
		const struct plan_domain *pd = &in->plan->domains[i];
		struct diag_item *item;

		if (pd->domain->is_dom0 || !pd->n_ends ||
		    pd->domain->enhanced != ENHANCED_OFF)
			continue;
		item = diag_add(in->diags, E_CHANNEL_NOT_ENHANCED,
				pd->ends[0].end->domain_place,
				"domain '%s' has event channels, and its tree does not tell it by which interrupt they arrive",
				pd->domain->name);
		diag_note(in->diags, item, pd->domain->place,
			  "say 'enhanced: no-xenstore' for the hypervisor node");
	}
}

/* parse_xsm_param(): the last one wins. */
static bool uses_flask(const struct lint_input *in)
{
	const char *said = plan_option(in->arena, in->plan->xen_cmdline,
				       "xsm");

	if (!said)
		return in->system->target.kconfig[KCONFIG_XSM_FLASK_DEFAULT];
	return strcmp(said, "flask") == 0;
}

void lint_check_xsm_policy(const struct lint_input *in)
{
	const struct hypervisor *h = &in->system->hypervisor;
	struct diag_item *item;

	if (!h->xsm_policy || uses_flask(in))
		return;
	item = diag_add(in->diags, E_XSM_POLICY_UNUSED, h->xsm_policy->place,
			"a security policy is loaded, and Xen does not use the security module that reads it");
	diag_note(in->diags, item, place_or(h->cmdline.place, h->place),
		  "say xsm=flask in hypervisor.cmdline");
}

/* parse_flask_param(): enforcing, late, disabled or permissive. */
static bool enforces_flask(const struct lint_input *in)
{
	const char *said = plan_option(in->arena, in->plan->xen_cmdline,
				       "flask");

	return uses_flask(in) && (!said || strcmp(said, "enforcing") == 0);
}

void lint_check_flask_policy(const struct lint_input *in)
{
	const struct hypervisor *h = &in->system->hypervisor;
	const struct target *t = &in->system->target;
	bool known = t->flask_policy_known;
	struct diag_item *item;

	if (h->xsm_policy || t->kconfig[KCONFIG_XSM_FLASK_POLICY] ||
	    !t->kconfig[KCONFIG_XSM_FLASK] || !enforces_flask(in))
		return;
	item = diag_add(in->diags,
			known ? E_XSM_POLICY_MISSING : E_KCONFIG_UNKNOWN,
			place_or(h->cmdline.place, h->place), known ?
			"flask enforces a policy, no file brings one, and the target's Xen has none built in" :
			"hypervisor: flask without a policy of its own needs CONFIG_XSM_FLASK_POLICY, and target.kconfig does not say whether Xen has it");
	diag_note(in->diags, item, t->kconfig_name.place, known ?
		  "built in it would be with CONFIG_XSM_FLASK_POLICY, which the target lacks" :
		  "add CONFIG_XSM_FLASK_POLICY to target.kconfig, or CONFIG_XSM_FLASK_POLICY=n: it hangs on whether checkpolicy was there when Xen was built");
	diag_note(in->diags, item, PLACE_NONE,
		  "name the policy in hypervisor.xsm-policy, or say flask=late if dom0 loads one");
}

static bool has_policy(const struct lint_input *in)
{
	return in->system->hypervisor.xsm_policy ||
	       in->system->target.kconfig[KCONFIG_XSM_FLASK_POLICY];
}

/* One finding, at the first of @n: all are mended by one policy. */
static void report_unlabeled(const struct lint_input *in,
			     const struct domain *first, size_t n)
{
	const struct hypervisor *h = &in->system->hypervisor;
	const char *more = n == 1 ? "" :
		arena_printf(in->arena, " and %zu more", n - 1);
	struct diag_item *item;

	item = diag_add(in->diags, E_DOMAIN_UNLABELED, first->place,
			"domain '%s'%s: Xen starts %s without a label, and flask lets it only if the policy says so",
			first->name, more, n == 1 ? "it" : "them");
	diag_note(in->diags, item, h->xsm_policy ? h->xsm_policy->place :
		  in->system->target.kconfig_name.place,
		  "needed here: 'typeattribute unlabeled_t domain_type;' and 'allow xenboot_t unlabeled_t:domain create;'");
	diag_note(in->diags, item, place_or(h->cmdline.place, h->place),
		  "to see what else it would refuse say flask=permissive in hypervisor.cmdline");
}

void lint_check_unlabeled_domains(const struct lint_input *in)
{
	const struct domain *first = NULL;
	size_t n = 0;

	if (!has_policy(in) || !enforces_flask(in))
		return;
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		if (lint_is_domu(d) && !n++)
			first = d;
	}
	if (first)
		report_unlabeled(in, first, n);
}

/*
 * Most bits that a core's vectors have, by its technical reference manual; 0:
 * it has no SVE.
 */
static const struct core {
	const char *name;
	uint32_t bits;
} cores[] = {
	{ "arm,cortex-a34", 0 }, { "arm,cortex-a35", 0 },
	{ "arm,cortex-a53", 0 }, { "arm,cortex-a55", 0 },
	{ "arm,cortex-a57", 0 }, { "arm,cortex-a65", 0 },
	{ "arm,cortex-a72", 0 }, { "arm,cortex-a73", 0 },
	{ "arm,cortex-a75", 0 }, { "arm,cortex-a76", 0 },
	{ "arm,cortex-a77", 0 }, { "arm,cortex-a78", 0 },
	{ "arm,neoverse-e1", 0 }, { "arm,neoverse-n1", 0 },
	{ "arm,cortex-a510", 128 }, { "arm,cortex-a520", 128 },
	{ "arm,cortex-a710", 128 }, { "arm,cortex-a715", 128 },
	{ "arm,cortex-a720", 128 }, { "arm,cortex-x2", 128 },
	{ "arm,cortex-x3", 128 }, { "arm,cortex-x4", 128 },
	{ "arm,neoverse-n2", 128 }, { "arm,neoverse-v1", 256 },
	{ "arm,neoverse-v2", 128 }, { "fujitsu,a64fx", 512 },
};

static const struct core *find_core(const struct board *b)
{
	const char *name = (const char *)b->cpu_compatible;

	for (size_t i = 0; name && i < sizeof(cores) / sizeof(*cores); i++)
		if (strlen(cores[i].name) < b->cpu_compatible_len &&
		    strcmp(cores[i].name, name) == 0)
			return &cores[i];
	return NULL;
}

static void check_sve(const struct lint_input *in, const struct core *core,
		      const struct domain *d, uint32_t bits,
		      struct place place)
{
	const struct board *b = in->system->board;
	const char *has = "no SVE";
	struct diag_item *item;

	if (bits == SVE_MAX || bits <= core->bits)
		return;
	if (core->bits)
		has = arena_printf(in->arena, "vectors of %u",
				   (unsigned int)core->bits);
	item = diag_add(in->diags, E_SVE_CPU, place,
			"domain '%s': SVE vectors of %u bits, and the board's CPU (%s) has %s, if it is what it says",
			d->name, (unsigned int)bits, core->name, has);
	diag_note(in->diags, item, b->place,
		  "the CPU is in the board tree; 'max' takes what there is");
}

/*
 * dom0=sve=N of the user's command line, the last one. What Xen does not take
 * of it src/plan reported.
 */
static uint32_t option_sve(const struct lint_input *in)
{
	const struct target *t = &in->system->target;
	const char *line = in->system->hypervisor.cmdline.v;
	const char *said = line ? plan_option(in->arena, line, "dom0") : NULL;
	uint32_t bits = SVE_OFF;

	if (!t->facts->kconfig_option[KCONFIG_ARM64_SVE] ||
	    (t->kconfig_name.given && !t->kconfig[KCONFIG_ARM64_SVE]))
		return SVE_OFF;
	for (; said; said = strchr(said, ','), said += said != NULL) {
		if (strncmp(said, "sve=", 4) != 0)
			continue;
		bits = said[4] == '-' ? SVE_MAX :
		       (uint32_t)strtoul(said + 4, NULL, 10);
	}
	return bits == SVE_MAX || bits % 128 == 0 ? bits : SVE_OFF;
}

void lint_check_sve_cpu(const struct lint_input *in)
{
	const struct board *b = in->system->board;
	const struct core *core = b ? find_core(b) : NULL;
	const struct domain *dom0 = model_dom0(in->system);

	if (!core)
		return;
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		check_sve(in, core, d, d->sve, d->sve_place);
	}
	/* Xen's command line with both is another finding. */
	if (dom0 && dom0->sve == SVE_OFF)
		check_sve(in, core, dom0, option_sve(in),
			  in->system->hypervisor.cmdline.place);
}
