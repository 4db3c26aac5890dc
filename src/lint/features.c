/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * features.c - what the target was built without, and what needs a dom0.
 */
#include "lint/rules.h"

#include <string.h>

static bool uses_static(const struct domain *d, struct place *ret_place)
{
	if (d->placement.n_banks)
		*ret_place = d->placement.place;
	else if (d->placement.direct_map.v)
		*ret_place = d->placement.direct_map.place;
	else
		return false;
	return true;
}

/* In a domain of xl libxl asks for it (XEN_DOMCTL_vuart_op). */
static bool uses_vpl011(const struct domain *d, struct place *ret_place)
{
	*ret_place = d->vpl011.place;
	return d->vpl011.v;
}

static bool uses_dom0less(const struct domain *d, struct place *ret_place)
{
	*ret_place = d->place;
	return true;
}

static bool uses_sve(const struct domain *d, struct place *ret_place)
{
	*ret_place = d->sve_place;
	return d->sve != SVE_OFF;
}

static bool uses_colors(const struct domain *d, struct place *ret_place)
{
	*ret_place = d->placement.llc_colors.place;
	return d->placement.llc_colors.given;
}

/* An entry of list @key of xl.cfg that holds @part; NULL: there is none. */
static const struct value *xl_item(const struct domain *d, const char *key,
				   const char *part)
{
	const struct value *list = d->xl ? value_get(d->xl, key) : NULL;
	size_t n = list && list->kind == VALUE_LIST ? list->n : 0;

	for (size_t i = 0; i < n; i++)
		if (list->items[i]->text && strstr(list->items[i]->text, part))
			return list->items[i];
	return NULL;
}

/* Their backend emulates them by an IOREQ server (xen/common/ioreq.c). */
static bool uses_virtio(const struct domain *d, struct place *ret_place)
{
	const struct value *v = xl_item(d, "virtio", "");

	if (!v)
		v = xl_item(d, "disk", "specification=virtio");
	if (d->n_virtio)
		*ret_place = d->virtio[0].place;
	else if (v)
		*ret_place = v->place;
	return d->n_virtio || v;
}

static bool uses_optee(const struct domain *d, struct place *ret_place)
{
	const struct value *v = d->xl ? value_get(d->xl, "tee") : NULL;

	if (!v || !v->text || strcmp(v->text, "optee") != 0)
		return false;
	*ret_place = v->place;
	return true;
}

static bool uses_grants(const struct domain *d, struct place *ret_place)
{
	for (size_t i = 0; i < d->n_maps; i++) {
		if (d->maps[i].how != MAP_GRANT)
			continue;
		*ret_place = d->maps[i].place;
		return true;
	}
	return false;
}

static bool uses_gicv2(const struct domain *d, struct place *ret_place)
{
	*ret_place = d->gic_place;
	return d->start == START_XL && d->gic == GIC_CHOICE_V2;
}

/* What a domain may use, and the option that it needs. */
static const struct {
	enum kconfig_option option;
	const char *what;
	bool (*used)(const struct domain *d, struct place *ret_place);
	bool domu_only;		/* of a domain that Xen builds at boot */
} features[] = {
	{ KCONFIG_DOM0LESS_BOOT, "a domain started at boot", uses_dom0less,
	  true },
	{ KCONFIG_STATIC_MEMORY, "static memory", uses_static, true },
	{ KCONFIG_SBSA_VUART_CONSOLE, "vpl011", uses_vpl011, false },
	{ KCONFIG_ARM64_SVE, "SVE", uses_sve, false },
	{ KCONFIG_LLC_COLORING, "cache colours", uses_colors, false },
	{ KCONFIG_IOREQ_SERVER, "a virtio device", uses_virtio, false },
	{ KCONFIG_OPTEE, "OP-TEE", uses_optee, false },
	{ KCONFIG_GRANT_TABLE, "mapping grants", uses_grants, false },
	{ KCONFIG_VGICV2, "a GICv2", uses_gicv2, false },
};

/* What menuconfig wants turned on before it shows the option, or "". */
static const char *shown_with(enum kconfig_option option)
{
	/* Debian builds with EXPERT and UNSUPPORTED off. */
	if (option == KCONFIG_STATIC_MEMORY || option == KCONFIG_ARM64_SVE ||
	    option == KCONFIG_OPTEE ||
	    option == KCONFIG_SCHED_NULL || option == KCONFIG_SCHED_RTDS ||
	    option == KCONFIG_SCHED_ARINC653)
		return " and CONFIG_UNSUPPORTED=y";
	if (option == KCONFIG_STATIC_SHM)
		return ", CONFIG_STATIC_MEMORY=y and CONFIG_UNSUPPORTED=y";
	if (option == KCONFIG_LLC_COLORING || option == KCONFIG_IOREQ_SERVER ||
	    option == KCONFIG_GRANT_TABLE)
		return " and CONFIG_EXPERT=y";
	if (option == KCONFIG_GICV3)
		return " and CONFIG_NEW_VGIC=n";
	return "";
}

/* @who: "domain 'net'" */
static void report_missing(const struct lint_input *in, const char *who,
			   enum kconfig_option option, const char *what,
			   struct place place)
{
	const struct target *t = &in->system->target;
	struct diag_item *item;

	item = diag_add(in->diags, E_KCONFIG_MISSING, place,
			"%s: %s needs %s, which the target lacks", who, what,
			kconfig_names[option]);
	if (t->kconfig_name.v)
		diag_note(in->diags, item, t->kconfig_name.place,
			  "target.kconfig is '%s'", t->kconfig_name.v);
	else
		diag_note(in->diags, item, t->kconfig_name.place,
			  "target.kconfig does not turn it on");
	diag_note(in->diags, item, PLACE_NONE,
		  t->kconfig_name.v ?
			  "build Xen with %s=y%s, and say so: 'kconfig: [%s]' in target, or the path of that Xen's .config" :
			  "build Xen with %s=y%s, and add %s to target.kconfig",
		  kconfig_names[option], shown_with(option),
		  kconfig_names[option]);
}

static void report_unknown(const struct lint_input *in, const char *who,
			   enum kconfig_option option, const char *what,
			   struct place place)
{
	struct diag_item *item;

	item = diag_add(in->diags, E_KCONFIG_UNKNOWN, place,
			"%s: %s needs %s, and target.kconfig does not say whether Xen has it",
			who, what, kconfig_names[option]);
	diag_note(in->diags, item, in->system->target.xen.place,
		  "say target.kconfig: debian, defconfig or a list of options");
}

static void check_option(const struct lint_input *in, const char *who,
			 enum kconfig_option option, const char *what,
			 struct place place)
{
	const struct target *t = &in->system->target;
	const struct facts *f = t->facts;
	bool everywhere = f->kconfig_debian[option] &&
			  f->kconfig_defconfig[option];

	/* What the release cannot do at all was reported as that. */
	if (!f->kconfig_option[option] && !f->kconfig_defconfig[option])
		return;
	if (!t->kconfig_name.given && !everywhere)
		report_unknown(in, who, option, what, place);
	else if (t->kconfig_name.given && !t->kconfig[option])
		report_missing(in, who, option, what, place);
}

static void check_domain_option(const struct lint_input *in,
				const struct domain *d,
				enum kconfig_option option, const char *what,
				struct place place)
{
	check_option(in, arena_printf(in->arena, "domain '%s'", d->name),
		     option, what, place_or(place, d->place));
}

static void check_features(const struct lint_input *in, const struct domain *d)
{
	struct place place;

	for (size_t i = 0; i < sizeof(features) / sizeof(features[0]); i++)
		if ((lint_is_domu(d) || !features[i].domu_only) &&
		    features[i].used(d, &place))
			check_domain_option(in, d, features[i].option,
					    features[i].what, place);
}

/* What the system uses as a whole. */
static void check_system(const struct lint_input *in)
{
	const struct system *s = in->system;

	for (size_t i = 0; i < s->n_pools; i++) {
		const struct cpupool *pool = &s->pools[i];
		const char *who = arena_printf(in->arena, "CPU pool '%s'",
					       pool->name);

		check_option(in, who, KCONFIG_BOOT_TIME_CPUPOOLS,
			     "a pool made at boot", pool->place);
		if (pool->scheduler.given)
			check_option(in, who,
				     facts_scheduler(pool->scheduler.v),
				     "its scheduler", pool->scheduler.place);
	}
	if (s->n_channels)
		check_option(in, "event-channels", KCONFIG_STATIC_EVTCHN,
			     "a channel made at boot", s->channels[0].place);
	if (s->hypervisor.xsm_policy)
		check_option(in, "hypervisor", KCONFIG_XSM_FLASK,
			     "a security policy",
			     s->hypervisor.xsm_policy->place);
}

/* Without its driver Xen finds no GIC (gic_preinit()). */
static void check_board(const struct lint_input *in)
{
	const struct board *b = in->system->board;
	bool v2 = b->gic == GIC_V2;

	check_option(in, "board", v2 ? KCONFIG_GICV2 : KCONFIG_GICV3,
		     v2 ? "its GICv2" : "its GICv3", b->place);
	if (v2)
		check_option(in, "board", KCONFIG_VGICV2,
			     "a domain that sees its GICv2", b->place);
}

void lint_check_kconfig(const struct lint_input *in)
{
	check_system(in);
	check_board(in);
	for (size_t i = 0; i < in->system->n_domains; i++)
		check_features(in, &in->system->domains[i]);
	/* dom0 may share memory, too. */
	for (size_t i = 0; i < in->plan->n_domains; i++) {
		const struct plan_domain *pd = &in->plan->domains[i];

		if (pd->n_shm)
			check_domain_option(in, pd->domain, KCONFIG_STATIC_SHM,
					    "static shared memory",
					    pd->shm[0].guest.place);
	}
}

static void check_enhanced(const struct lint_input *in, const struct domain *d)
{
	struct diag_item *item;

	if (d->enhanced != ENHANCED_TRUE)
		return;
	item = diag_add(in->diags, E_ENHANCED_NO_DOM0,
			place_or(d->enhanced_place, d->place),
			"domain '%s': 'enhanced: true' brings xenstore, which runs in dom0, and there is no dom0",
			d->name);
	diag_note(in->diags, item, PLACE_NONE,
		  "say 'enhanced: no-xenstore', or add a domain 'dom0'");
}

/* One finding, at the first: all are mended by one dom0. */
static void report_xl(const struct lint_input *in, const struct domain *first,
		      size_t n)
{
	const char *who = n == 1 ? "" :
		arena_printf(in->arena, " and %zu more", n - 1);

	diag_add(in->diags, E_XL_NO_DOM0, first->place,
		 "domain '%s'%s: xl starts %s, xl runs in dom0, and there is no dom0; add a domain 'dom0', or say 'start: dom0less'",
		 first->name, who, n == 1 ? "it" : "them");
}

void lint_check_xenstore(const struct lint_input *in)
{
	const struct domain *first = NULL;
	size_t n_xl = 0;

	if (model_dom0(in->system))
		return;
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		if (d->start != START_XL) {
			check_enhanced(in, d);
			continue;
		}
		if (!n_xl++)
			first = d;
	}
	if (first)
		report_xl(in, first, n_xl);
}
