/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * xl.c - what xl would read otherwise than meant.
 */
#include "lint/rules.h"

#include <stdlib.h>
#include <string.h>

void lint_check_xl_memory(const struct lint_input *in)
{
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];
		struct diag_item *item;

		if (d->start != START_XL || d->memory.v % MIB(1) == 0)
			continue;
		item = diag_add(in->diags, E_XL_MEMORY,
				place_or(d->memory.place, d->place),
				"domain '%s': %s is no whole number of MiB, which is how xl counts memory",
				d->name, size_text(in->arena, d->memory.v));
		diag_note(in->diags, item, PLACE_NONE, "the nearest are %s and %s",
			  size_text(in->arena, align_down(d->memory.v, MIB(1))),
			  size_text(in->arena, align_up(d->memory.v, MIB(1))));
	}
}

/* Keys of xl.cfg that domc writes, and where they come from; by name. */
static const struct owned {
	const char *key;
	const char *from;	/* NULL: the domain's own key */
} owned[] = {
	{ "builder", "start" },
	{ "cmdline", "kernel.cmdline" },
	{ "cpus", "vcpu-affinity" },
	{ "device_tree", "device-tree" },
	{ "extra", "kernel.cmdline" },
	{ "gic_version", "gic" },
	{ "kernel", "kernel" },
	{ "llc_colors", "placement.llc-colors" },
	{ "memory", "memory" },
	{ "name", NULL },
	{ "nr_spis", "spi-count" },
	{ "pool", "cpupool" },
	{ "ramdisk", "ramdisk" },
	{ "root", "kernel.cmdline" },
	{ "sve", "sve" },
	{ "type", "start" },
	{ "vcpus", "vcpus" },
	{ "vuart", "vpl011" },
};

static int by_key(const void *key, const void *element)
{
	return strcmp(key, ((const struct owned *)element)->key);
}

static void check_member(const struct lint_input *in, const struct domain *d,
			 const struct member *m)
{
	const struct owned *o;

	o = bsearch(m->key, owned, sizeof(owned) / sizeof(owned[0]),
		    sizeof(owned[0]), by_key);
	if (o)
		diag_add(in->diags, E_XL_KEY_OWNED, m->key_place,
			 "domain '%s': domc writes '%s' of xl.cfg from domains.%s%s%s; say it there",
			 d->name, m->key, d->name, o->from ? "." : "",
			 o->from ? o->from : "");
}

void lint_check_xl_keys(const struct lint_input *in)
{
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		if (d->start != START_XL || !d->xl)
			continue;
		for (size_t j = 0; j < d->xl->n; j++)
			check_member(in, d, &d->xl->members[j]);
	}
}
