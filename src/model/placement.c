/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * placement.c - where a domain's RAM lies on the host, and in which colours
 * of the last-level cache.
 */
#include <string.h>

#include "model/bind.h"

static void bind_static(struct bind *b, struct domain *d,
			const struct value *v)
{
	d->placement.place = v->place;
	d->placement.n_banks = bind_ranges(b->arena, b->diags, v,
					   &d->placement.banks);
}

static void bind_direct_map(struct bind *b, struct domain *d,
			    const struct value *v)
{
	(void)b;
	d->placement.direct_map = bind_bool(v);
}

static bool has_colors(const struct facts *f)
{
	return f->llc_colors;
}

/* Past what any Xen is built for, and so any number that does not fit. */
#define COLOR_CAP 100000u

static uint32_t take_color(const char **s)
{
	uint32_t n = 0;

	for (; **s >= '0' && **s <= '9'; ++*s)
		if (n < COLOR_CAP)
			n = n * 10 + (uint32_t)(**s - '0');
	return n;
}

/* simple_strtoul() of base 0 reads such a number in octal. */
static bool has_octal(const char *s)
{
	bool within = false;	/* a number */

	for (; *s; s++) {
		bool digit = *s >= '0' && *s <= '9';

		if (!within && *s == '0' && s[1] >= '0' && s[1] <= '9')
			return true;
		within = digit;
	}
	return false;
}

/*
 * What is wrong with @s, as parse_color_config() reads it; NULL: nothing.
 * @most: colours that Xen is built for.
 */
static const char *color_fault(struct arena *a, const char *s, uint32_t most)
{
	uint64_t n = 0;

	if (has_octal(s))
		return "Xen takes a number that begins with 0 for octal";
	while (*s) {
		uint32_t first = take_color(&s), last = first;

		if (*s == '-') {
			s++;
			last = take_color(&s);
		}
		if (first > last)
			return arena_printf(a, "the range %u-%u runs backwards",
					    (unsigned int)first,
					    (unsigned int)last);
		if (last >= most)
			return arena_printf(a, "Xen knows colours 0 to %u at most",
					    (unsigned int)most - 1);
		n += last - first + 1;
		s += *s == ',';
	}
	return n > most ? "a colour is said more than once" : NULL;
}

static void bind_llc_colors(struct bind *b, struct domain *d,
			    const struct value *v)
{
	const struct facts *f = b->system->target.facts;
	const char *fault;

	if (!f)
		return;
	d->placement.llc_colors = bind_str(v);
	if (!f->llc_colors) {
		bind_report_lack(b, v->place, "cache colours", has_colors);
		return;
	}
	fault = color_fault(b->arena, v->text,
			    b->system->target.max_llc_colors);
	if (fault)
		diag_add(b->diags, E_COLORS, v->place,
			 "domain '%s': cache colours '%s': %s", d->name,
			 v->text, fault);
}

static const struct domain_key placement_keys[] = {
#define PLACEMENT_KEY(name, bind, kinds) { name, bind, kinds },
#include "model/keys.def"
};

void bind_placement(struct bind *b, struct domain *d, const struct value *v)
{
	bind_domain_keys(b, d, placement_keys,
			 sizeof(placement_keys) / sizeof(placement_keys[0]),
			 v);
}

/* ---- what the domain's builder may lack ---- */

static bool has_sve(const struct facts *f)
{
	return f->sve;
}

void bind_sve(struct bind *b, struct domain *d, const struct value *v)
{
	const struct facts *f = b->system->target.facts;

	d->sve_place = v->place;
	if (bind_is_word(v, "off"))
		return;
	d->sve = v->kind == VALUE_INT ? (uint32_t)v->magnitude : SVE_MAX;
	if (f && !f->sve)
		bind_report_lack(b, v->place, "SVE for domains", has_sve);
}

/*
 * xl makes the console's page for each domain (alloc_magic_pages() in
 * tools/libs/guest/xg_dom_arm.c); Xen makes none for those it builds.
 */
void bind_pv_console(struct bind *b, struct domain *d, const struct value *v)
{
	d->pv_console_place = v->place;
	if (v->kind != VALUE_BOOL)
		return;
	d->pv_console = v->boolean ? PV_CONSOLE_YES : PV_CONSOLE_NO;
	if (v->boolean && d->start != START_XL)
		bind_report_since(b, d, v->place, "paravirtual console for a domain that is started at boot",
				  "no release has it; take 'vpl011', or let xl start the domain");
	else if (!v->boolean && d->start == START_XL)
		bind_report_since(b, d, v->place, "xl that leaves the paravirtual console out",
				  "no release has it; a domain need not use its console");
}
