/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * domain.c - the domains of a system, key by key.
 */
#include <assert.h>
#include <string.h>

#include "model/bind.h"

#define HARDWARE_DOMAIN "dom0"

static void bind_start(struct bind *b, struct domain *d, const struct value *v)
{
	static const char *const words[] = { "dom0less", "xl" };
	struct diag_item *item;

	d->start = bind_word(v, words, 2) ? START_XL : START_DOM0LESS;
	if (!d->is_dom0 || d->start == START_DOM0LESS)
		return;
	d->start = START_DOM0LESS;
	item = diag_add(b->diags, E_DOMAIN_KEY, v->place,
			"domain '" HARDWARE_DOMAIN "' is the hardware domain: Xen starts it at boot, 'dom0less'");
	diag_note(b->diags, item, d->place,
		  "the name is reserved for it; give a domain of xl another");
}

static void bind_vcpus(struct bind *b, struct domain *d, const struct value *v)
{
	d->vcpus = bind_u64(b, v);
}

static void bind_memory(struct bind *b, struct domain *d, const struct value *v)
{
	d->memory = bind_size(b, v);
}

static const struct file *open_file(struct bind *b, const struct value *v)
{
	return file_open(b->arena, b->diags, v, b->opts, &b->system->files);
}

static void bind_kernel(struct bind *b, struct domain *d, const struct value *v)
{
	const struct value *cmdline = value_get(v, "cmdline");

	d->kernel.file = open_file(b, v);
	if (d->kernel.file)
		content_check_kernel(b, d, d->kernel.file,
				     bind_path_place(v));
	if (cmdline)
		d->kernel.cmdline = bind_str(cmdline);
}

static void bind_ramdisk(struct bind *b, struct domain *d,
			 const struct value *v)
{
	d->ramdisk = open_file(b, v);
	if (d->ramdisk)
		content_check_ramdisk(b, d, d->ramdisk,
				      bind_path_place(v));
}

static void bind_device_tree(struct bind *b, struct domain *d,
			     const struct value *v)
{
	d->device_tree = open_file(b, v);
	if (!d->device_tree)
		return;
	content_check_tree(b, d, d->device_tree, bind_path_place(v));
	bind_xen_regs(b, d);
}

static void bind_vpl011(struct bind *b, struct domain *d, const struct value *v)
{
	(void)b;
	d->vpl011 = bind_bool(v);
}

static void bind_enhanced(struct bind *b, struct domain *d,
			  const struct value *v)
{
	(void)b;
	d->enhanced_place = v->place;
	if (v->kind == VALUE_BOOL)
		d->enhanced = v->boolean ? ENHANCED_TRUE : ENHANCED_OFF;
	else
		d->enhanced = ENHANCED_NO_XENSTORE;
}

static void bind_gic(struct bind *b, struct domain *d, const struct value *v)
{
	static const char *const words[] = { "native", "v2", "v3" };
	static const enum gic_choice choices[] = {
		GIC_NATIVE, GIC_CHOICE_V2, GIC_CHOICE_V3,
	};

	(void)b;
	d->gic = choices[bind_word(v, words, 3)];
	d->gic_place = v->place;
}

static void bind_spi_count(struct bind *b, struct domain *d,
			   const struct value *v)
{
	d->spi_count.place = v->place;
	if (!bind_is_word(v, "auto"))
		d->spi_count = bind_u64(b, v);
}

static void bind_xl(struct bind *b, struct domain *d, const struct value *v)
{
	(void)b;
	assert(v->kind == VALUE_MAP);
	d->xl = v;
}

/* `start` first: what a domain may have hangs on it. */
static const struct domain_key domain_keys[] = {
#define DOMAIN_KEY(name, bind, kinds) { name, bind, kinds },
#include "model/keys.def"
};

enum domain_kind bind_kind_of(const struct domain *d)
{
	if (d->is_dom0)
		return DOM0;
	return d->start == START_XL ? XL_DOMAIN : DOMU;
}

static void report_key(struct bind *b, const struct domain *d,
		       const struct member *m)
{
	const struct value *start = value_get(value_get(b->domains, d->name),
					      "start");
	static const char *const kinds[] = {
		[DOM0] = "the hardware domain",
		[DOMU] = "a domain that Xen builds at boot",
		[XL_DOMAIN] = "a domain that xl starts",
	};
	struct diag_item *item;

	item = diag_add(b->diags, E_DOMAIN_KEY, m->key_place,
			"domain '%s': %s cannot have '%s'", d->name,
			kinds[bind_kind_of(d)], m->key);
	if (d->is_dom0)
		diag_note(b->diags, item, d->place,
			  "the name makes it the hardware domain");
	else if (start)
		diag_note(b->diags, item, start->place,
			  "how it starts is said here");
	else
		diag_note(b->diags, item, d->place,
			  "it is built at boot unless it says 'start: xl'");
}

void bind_domain_keys(struct bind *b, struct domain *d,
		      const struct domain_key *keys, size_t n_keys,
		      const struct value *map)
{
	for (size_t i = 0; i < n_keys; i++) {
		const struct member *said = value_member(map, keys[i].name);

		if (!said)
			continue;
		if (keys[i].kinds & bind_kind_of(d))
			keys[i].bind(b, d, said->value);
		else
			report_key(b, d, said);
	}
}

/* Xen stops with "Missing kernel boot module?"; xl can find one elsewhere. */
static void check_kernel_said(struct bind *b, const struct domain *d,
			      const struct value *v)
{
	if (value_get(v, "kernel"))
		return;
	if (d->start == START_XL && d->xl &&
	    (value_get(d->xl, "bootloader") || value_get(d->xl, "firmware")))
		return;
	diag_add(b->diags, E_NO_KERNEL, d->place,
		 "domain '%s' has no kernel; say 'kernel:' and the path of an arm64 Image",
		 d->name);
}

static void bind_domain(struct bind *b, struct domain *d,
			const struct member *m)
{
	assert(m->value->kind == VALUE_MAP);
	*d = (struct domain){
		.name = m->key,
		.place = m->key_place,
		.is_dom0 = strcmp(m->key, HARDWARE_DOMAIN) == 0,
		.vcpus = { .v = 1 },
	};
	bind_domain_keys(b, d, domain_keys,
			 sizeof(domain_keys) / sizeof(domain_keys[0]),
			 m->value);
	check_kernel_said(b, d, m->value);
}

void bind_domains(struct bind *b, const struct value *domains)
{
	struct system *s = b->system;

	assert(domains->kind == VALUE_MAP);
	s->domains = arena_array(b->arena, domains->n, sizeof(*s->domains));
	s->n_domains = domains->n;
	for (size_t i = 0; i < domains->n; i++)
		bind_domain(b, &s->domains[i], &domains->members[i]);
}
