/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cmdline.c - what domc adds to Xen's command line, and how long it gets.
 */
#include "plan/option.h"

#include <inttypes.h>
#include <string.h>

/* ---- dom0's options ---- */

static const char *memory_option(struct planner *p, uint64_t bytes)
{
	if (is_aligned(bytes, MIB(1)))
		return arena_printf(p->arena, "dom0_mem=%" PRIu64 "M",
				    bytes >> 20);
	return arena_printf(p->arena, "dom0_mem=%" PRIu64 "K", bytes >> 10);
}

/* Said twice, one of both would win unseen; unless they say the same. */
static void check_twice(struct planner *p, const char *option,
			const char *key, struct place key_place,
			const char *ours)
{
	const struct set_str *cmdline = &p->system->hypervisor.cmdline;
	const char *value = plan_xen_option(p, option);
	struct diag_item *item;

	if (!value || strcmp(value, strchr(ours, '=') + 1) == 0)
		return;
	item = diag_add(p->diags, E_DOM0_OPTION_TWICE, cmdline->place,
			"Xen's command line says %s=%s, which domc writes from %s of dom0",
			option, value, key);
	diag_note(p->diags, item, key_place,
		  "leave it out above, and say %s here", key);
}

static const char *sve_option(struct planner *p, uint32_t bits)
{
	/* Less than 0 is what the host has (parse_arch_dom0_param()). */
	if (bits == SVE_MAX)
		return "dom0=sve=-1";
	return arena_printf(p->arena, "dom0=sve=%u", (unsigned int)bits);
}

static const char *append(struct planner *p, const char *cmdline,
			  const char *option)
{
	if (!option)
		return cmdline;
	return arena_printf(p->arena, "%s%s%s", cmdline,
			    *cmdline ? " " : "", option);
}

static const char *with_dom0(struct planner *p, const char *cmdline,
			     const struct domain *dom0)
{
	const struct set_str *colors = &dom0->placement.llc_colors;
	const char *memory = memory_option(p, dom0->memory.v);
	const char *vcpus = arena_printf(p->arena, "dom0_max_vcpus=%" PRIu64,
					 dom0->vcpus.v);
	const char *option;

	check_twice(p, "dom0_mem", "memory",
		    place_or(dom0->memory.place, dom0->place), memory);
	check_twice(p, "dom0_max_vcpus", "vcpus",
		    place_or(dom0->vcpus.place, dom0->place), vcpus);
	cmdline = append(p, cmdline, memory);
	cmdline = append(p, cmdline, vcpus);
	if (dom0->sve != SVE_OFF) {
		option = sve_option(p, dom0->sve);
		check_twice(p, "dom0", "sve", dom0->sve_place, option);
		cmdline = append(p, cmdline, option);
	}
	if (!colors->given)
		return cmdline;
	option = arena_printf(p->arena, "dom0-llc-colors=%s", colors->v);
	check_twice(p, "dom0-llc-colors", "llc-colors", colors->place, option);
	return append(p, cmdline, option);
}

/* ---- lengths ---- */

static void check_lengths(struct planner *p)
{
	const struct set_str *cmdline = &p->system->hypervisor.cmdline;
	size_t len = strlen(p->plan->xen_cmdline);
	struct option o;

	for (const char *s = p->plan->xen_cmdline;
	     (s = plan_next_option(s, &o));)
		if (o.len >= PLAN_OPTION_BYTES)
			diag_add(p->diags, E_XEN_OPTION_LONG, cmdline->place,
				 "the option '%.*s...' has %zu bytes, Xen reads %d of an option: %zu too many",
				 20, o.text, o.len, PLAN_OPTION_BYTES - 1,
				 o.len - (PLAN_OPTION_BYTES - 1));
	if (len > p->facts->max_cmdline)
		diag_add(p->diags, E_XEN_CMDLINE_LONG, cmdline->place,
			 "Xen's command line has %zu bytes; Xen reads all, but shows the first %u in its log and in 'xl info'",
			 len, (unsigned int)p->facts->max_cmdline);
}

void plan_cmdlines(struct planner *p)
{
	const struct domain *dom0 = model_dom0(p->system);

	p->plan->xen_cmdline = append(p, plan_user_cmdline(p),
				      plan_color_option(p));
	if (dom0) {
		const char *s = dom0->kernel.cmdline.v;

		p->plan->xen_cmdline = with_dom0(p, p->plan->xen_cmdline,
						 dom0);
		p->plan->dom0_cmdline = s && *s ? s : NULL;
	}
	check_lengths(p);
	plan_check_options(p);
}
