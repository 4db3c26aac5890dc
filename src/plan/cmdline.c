/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * cmdline.c - Xen's command line, as parse_params() of xen/common/kernel.c
 * reads it: options between spaces, no quotes, the last one of a name wins.
 */
#include "plan/parts.h"

#include <inttypes.h>
#include <string.h>

/* MAX_PARAM_SIZE with the NUL: more of one option is cut without a word. */
#define OPTION_BYTES 128

struct option {
	const char *text;	/* "no-" included */
	size_t len;
	const char *name;	/* behind "no-" */
	size_t name_len;
	bool negated;		/* begins with "no-" */
	const char *value;	/* behind '=', or the end of the option */
};

/* The option at or behind @s. Return: what follows it, NULL at the end. */
static const char *next_option(const char *s, struct option *ret)
{
	const char *equals;

	s += strspn(s, " ");
	if (!*s)
		return NULL;
	ret->text = s;
	ret->len = strcspn(s, " ");
	ret->negated = strncmp(s, "no-", 3) == 0;
	ret->name = ret->negated ? s + 3 : s;
	equals = memchr(ret->name, '=', ret->len - (size_t)(ret->name - s));
	ret->value = equals ? equals + 1 : s + ret->len;
	ret->name_len = (size_t)((equals ? equals : ret->value) - ret->name);
	return s + ret->len;
}

static bool is_named(const struct option *o, const char *name)
{
	return o->name_len == strlen(name) &&
	       strncmp(o->name, name, o->name_len) == 0;
}

static const char *user_cmdline(const struct planner *p)
{
	const char *s = p->system->hypervisor.cmdline.v;

	return s ? s : "";
}

static const char *value_of(struct arena *a, const struct option *o)
{
	return arena_strndup(a, o->value,
			     (size_t)(o->text + o->len - o->value));
}

const char *plan_option(struct arena *a, const char *cmdline,
			const char *name)
{
	const char *found = NULL;
	struct option o;

	for (const char *s = cmdline; (s = next_option(s, &o));)
		if (!o.negated && is_named(&o, name))
			found = value_of(a, &o);
	return found;
}

const char *plan_xen_option(struct planner *p, const char *name)
{
	return plan_option(p->arena, user_cmdline(p), name);
}

/* parse_bool(): 1, 0, or -1 for what is neither. */
static int truth(const char *s)
{
	static const char *const words[][2] = {
		{ "1", "0" }, { "on", "no" }, { "yes", "off" },
		{ "true", "false" }, { "enable", "disable" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(s, words[i][0]) == 0)
			return 1;
		if (strcmp(s, words[i][1]) == 0)
			return 0;
	}
	return -1;
}

bool plan_xen_bool(struct planner *p, const char *name, bool otherwise)
{
	bool result = otherwise;
	struct option o;

	for (const char *s = user_cmdline(p); (s = next_option(s, &o));) {
		const char *value;
		int v;

		if (!is_named(&o, name))
			continue;
		value = value_of(p->arena, &o);
		v = *value ? truth(value) : 1;
		if (v >= 0)
			result = v ? !o.negated : o.negated;
	}
	return result;
}

/* ---- dom0's options ---- */

static const char *memory_option(struct planner *p, uint64_t bytes)
{
	if (is_aligned(bytes, MIB(1)))
		return arena_printf(p->arena, "dom0_mem=%" PRIu64 "M",
				    bytes >> 20);
	return arena_printf(p->arena, "dom0_mem=%" PRIu64 "K", bytes >> 10);
}

/* Said twice, one of both would win unseen. */
static void check_twice(struct planner *p, const char *option,
			const char *key, struct place key_place)
{
	const struct set_str *cmdline = &p->system->hypervisor.cmdline;
	const char *value = plan_xen_option(p, option);
	struct diag_item *item;

	if (!value)
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

	check_twice(p, "dom0_mem", "memory",
		    place_or(dom0->memory.place, dom0->place));
	check_twice(p, "dom0_max_vcpus", "vcpus",
		    place_or(dom0->vcpus.place, dom0->place));
	cmdline = append(p, cmdline, memory_option(p, dom0->memory.v));
	cmdline = append(p, cmdline,
			 arena_printf(p->arena, "dom0_max_vcpus=%" PRIu64,
				      dom0->vcpus.v));
	if (dom0->sve != SVE_OFF)
		cmdline = append(p, cmdline, sve_option(p, dom0->sve));
	if (!colors->given)
		return cmdline;
	check_twice(p, "dom0-llc-colors", "llc-colors", colors->place);
	return append(p, cmdline, arena_printf(p->arena, "dom0-llc-colors=%s",
					       colors->v));
}

/* ---- lengths ---- */

static void check_lengths(struct planner *p)
{
	const struct set_str *cmdline = &p->system->hypervisor.cmdline;
	size_t len = strlen(p->plan->xen_cmdline);
	struct option o;

	for (const char *s = p->plan->xen_cmdline; (s = next_option(s, &o));)
		if (o.len >= OPTION_BYTES)
			diag_add(p->diags, E_XEN_OPTION_LONG, cmdline->place,
				 "the option '%.*s...' has %zu bytes, Xen reads %d of an option: %zu too many",
				 20, o.text, o.len, OPTION_BYTES - 1,
				 o.len - (OPTION_BYTES - 1));
	if (len > p->facts->max_cmdline)
		diag_add(p->diags, E_XEN_CMDLINE_LONG, cmdline->place,
			 "Xen's command line has %zu bytes; Xen reads all, but shows the first %u in its log and in 'xl info'",
			 len, (unsigned int)p->facts->max_cmdline);
}

void plan_cmdlines(struct planner *p)
{
	const struct domain *dom0 = model_dom0(p->system);

	p->plan->xen_cmdline = append(p, user_cmdline(p),
				      plan_color_option(p));
	if (dom0) {
		const char *s = dom0->kernel.cmdline.v;

		p->plan->xen_cmdline = with_dom0(p, p->plan->xen_cmdline,
						 dom0);
		p->plan->dom0_cmdline = s && *s ? s : NULL;
	}
	check_lengths(p);
}
