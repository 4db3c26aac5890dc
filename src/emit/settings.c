/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * settings.c - no silent default: each value with its reason.
 */
#include "emit/settings.h"

#include <inttypes.h>
#include <string.h>

#include "emit/artefacts.h"

static struct setting *add(struct settings *s, const char *name,
			   enum setting_kind kind, const char *reason)
{
	struct setting *item;

	s->items = arena_grow(s->arena, s->items, s->n, &s->n_room,
			      sizeof(*s->items));
	item = &s->items[s->n++];
	*item = (struct setting){
		.name = name, .kind = kind, .reason = reason,
	};
	return item;
}

static void add_text(struct settings *s, const char *name, const char *text,
		     const char *reason)
{
	add(s, name, SETTING_TEXT, reason)->text = text;
}

/* The place of what was said, else @reason. */
static const char *said(const struct emit_input *in, bool given,
			struct place place, const char *reason)
{
	const char *text = given ? emit_place(in, place) : NULL;

	return text ? text : reason;
}

static void add_u64(const struct emit_input *in, struct settings *s,
		    const char *name, enum setting_kind kind,
		    const struct set_u64 *v, const char *otherwise)
{
	add(s, name, kind, said(in, v->given, v->place, otherwise))->number =
		v->v;
}

static void add_bool(const struct emit_input *in, struct settings *s,
		     const char *name, const struct set_bool *v)
{
	add(s, name, SETTING_BOOL, said(in, v->given, v->place, "default"))
		->number = v->v;
}

/* The parts of our patch series that the target carries; none: no line. */
static void add_extensions(const struct emit_input *in, struct settings *s)
{
	const struct target *t = &in->system->target;
	const char *names = NULL;

	for (size_t i = 0; i < N_EXTENSIONS; i++)
		if (t->extensions[i])
			names = arena_printf(in->arena, "%s%s%s",
					     names ? names : "",
					     names ? ", " : "",
					     extension_names[i]);
	if (names)
		add_text(s, "extensions", names,
			 said(in, true, t->extensions_place, "default"));
}

/* Of a Xen that colours memory; where they are not known there is no line. */
static void add_cache(const struct emit_input *in, struct settings *s)
{
	const struct plan *plan = in->plan;

	if (plan->n_llc_colors)
		add(s, "llc-colors", SETTING_NUMBER,
		    emit_place(in, plan->llc_colors_place))->number =
			plan->n_llc_colors;
}

static const char *gic_name(enum gic_version gic)
{
	return gic == GIC_V2 ? "v2" : "v3";
}

static void add_overlays(const struct emit_input *in, struct settings *s)
{
	const struct value *list = in->system->board->overlays;
	const char *names = "";

	for (size_t i = 0; list && i < list->n; i++)
		names = arena_printf(in->arena, "%s%s%s", names,
				     i ? ", " : "", list->items[i]->text);
	if (*names)
		add_text(s, "overlays", names, emit_place(in, list->place));
}

struct settings settings_of_target(const struct emit_input *in)
{
	const struct system *sys = in->system;
	const struct target *t = &sys->target;
	struct settings s = { .arena = in->arena };
	const char *kconfig = t->kconfig_name.v;

	add_text(&s, "xen", t->facts->release,
		 said(in, t->xen.given, t->xen.place, "default"));
	if (!kconfig)
		kconfig = t->kconfig_name.given ? "a list" : "unknown";
	add_text(&s, "kconfig", kconfig,
		 said(in, t->kconfig_name.given, t->kconfig_name.place,
		      "not said"));
	add_extensions(in, &s);
	add_u64(in, &s, "ipa-bits", SETTING_NUMBER, &t->ipa_bits,
		"default: the width most hosts have");
	add_cache(in, &s);
	add_bool(in, &s, "iommu", &t->iommu);
	add_overlays(in, &s);
	add_text(&s, "gic", gic_name(sys->board->gic), sys->board->gic_path);
	if (sys->hypervisor.image)
		add_text(&s, "image", sys->hypervisor.image->path,
			 emit_place(in, sys->hypervisor.image->place));
	add_text(&s, "cmdline", in->plan->xen_cmdline,
		 said(in, sys->hypervisor.cmdline.given,
		      sys->hypervisor.cmdline.place, "none said"));
	return s;
}

static void add_file(const struct emit_input *in, struct settings *s,
		     const char *name, const struct file *f)
{
	if (!f)
		return;
	add_text(s, name,
		 arena_printf(in->arena, "%s, %s, %s", f->path,
			      size_text(in->arena, f->size),
			      file_format_name(f->format)),
		 emit_place(in, f->place));
}

/* xl opens files in dom0: the name that it will use matters. */
static void add_xl_file(const struct emit_input *in, struct settings *s,
			const char *name, const struct file *f)
{
	if (f)
		add_text(s, name, emit_target_path(f),
			 f->target_path ? emit_place(in, f->place)
					: "the path as said: no target-path");
}

static void add_kernel_and_co(const struct emit_input *in, struct settings *s,
			      const struct domain *d)
{
	void (*add_one)(const struct emit_input *in, struct settings *s,
			const char *name, const struct file *f);

	add_one = d->start == START_XL ? add_xl_file : add_file;
	add_one(in, s, "kernel", d->kernel.file);
	add_one(in, s, "ramdisk", d->ramdisk);
	add_one(in, s, "device-tree", d->device_tree);
	if (d->kernel.cmdline.given)
		add_text(s, "cmdline", d->kernel.cmdline.v,
			 emit_place(in, d->kernel.cmdline.place));
}

static const char *enhanced_name(enum enhanced e)
{
	switch (e) {
	case ENHANCED_OFF:
		return "false";
	case ENHANCED_NO_XENSTORE:
		return "no-xenstore";
	case ENHANCED_TRUE:
		return "true";
	}
	return "";
}

static void add_number(struct settings *s, const char *name, uint64_t number,
		       const char *reason)
{
	add(s, name, SETTING_NUMBER, reason)->number = number;
}

/* Limits that are written for this domain; Xen's own are not repeated. */
static void add_limits(const struct emit_input *in, struct settings *s,
		       const struct domain *d, const struct plan_domain *pd)
{
	const struct grants *g = &d->grants;

	if (g->version.given)
		add_number(s, "grant-version", g->version.v,
			   emit_place(in, g->version.place));
	if (g->frames.given)
		add_number(s, "grant-frames", g->frames.v,
			   emit_place(in, g->frames.place));
	if (g->maptrack_frames.given)
		add_number(s, "maptrack-frames", g->maptrack_frames.v,
			   emit_place(in, g->maptrack_frames.place));
	if (pd->p2m_pool_mib)
		add(s, "p2m-pool", SETTING_SIZE,
		    said(in, d->p2m_pool.given, d->p2m_pool.place,
			 pd->p2m_pool_reason))->number =
			MIB(pd->p2m_pool_mib);
}

static void add_pool(const struct emit_input *in, struct settings *s,
		     const struct domain *d)
{
	unsigned int id = plan_pool_id(in->plan, d);
	const char *text = arena_printf(in->arena, "Pool-%u", id);

	if (!in->plan->n_pools)
		return;
	if (d->cpupool)
		text = arena_printf(in->arena, "%s, which is Pool-%u",
				    d->cpupool->name, id);
	add_text(s, "cpupool", text,
		 said(in, d->cpupool != NULL, d->cpupool_place,
		      "default: where the boot CPU is"));
}

static void add_affinity(const struct emit_input *in, struct settings *s,
			 const struct domain *d)
{
	const char *text = "";

	for (size_t i = 0; i < d->n_affinity; i++)
		text = arena_printf(in->arena, "%s%s%zu on %s", text,
				    i ? "; " : "", i,
				    model_cpus_text(in->arena,
						    &d->affinity[i]));
	if (d->n_affinity)
		add_text(s, "vcpu-affinity", text,
			 emit_place(in, d->affinity_place));
}

static void add_sve(const struct emit_input *in, struct settings *s,
		    const struct domain *d)
{
	const char *text = "off";

	if (d->sve == SVE_MAX)
		text = "max";
	else if (d->sve != SVE_OFF)
		text = arena_printf(in->arena, "%u", (unsigned int)d->sve);
	if (in->system->target.facts->sve)
		add_text(s, "sve", text,
			 said(in, d->sve_place.file != NULL, d->sve_place,
			      "default"));
}

/* What the domain has of the host's processors, and its console. */
static void add_processors(const struct emit_input *in, struct settings *s,
			   const struct domain *d)
{
	const struct set_str *colors = &d->placement.llc_colors;
	bool console = d->start == START_XL;

	add_pool(in, s, d);
	add_affinity(in, s, d);
	add_sve(in, s, d);
	if (colors->given)
		add_text(s, "llc-colors", colors->v,
			 emit_place(in, colors->place));
	if (!d->is_dom0)
		add(s, "pv-console", SETTING_BOOL,
		    said(in, d->pv_console != PV_CONSOLE_AUTO,
			 d->pv_console_place,
			 console ? "auto: xl gives one to each domain" :
			 "auto: Xen gives none"))->number = console;
}

static const char *why_suffice(const struct plan_domain *pd)
{
	if (pd->regions_suffice)
		return "enough for all that it maps";
	if (!pd->domain->n_maps)
		return "no maps are said";
	return "the sums below do not show it";
}

static void add_layout(const struct emit_input *in, struct settings *s,
		       const struct domain *d, const struct plan_domain *pd)
{
	bool space_said = d->space.place.file != NULL;

	if (!pd->layout)
		return;
	add(s, "layout", SETTING_BOOL,
	    said(in, space_said, d->space.place, "for what it maps"))->number =
		true;
	add(s, "regions-suffice", SETTING_BOOL, why_suffice(pd))->number =
		pd->regions_suffice;
	add_bool(in, s, "shared-info-page", &d->space.shared_info_page);
}

static void add_domu(const struct emit_input *in, struct settings *s,
		     const struct domain *d, const struct plan_domain *pd)
{
	bool enhanced_said = d->enhanced_place.file != NULL;

	add_bool(in, s, "vpl011", &d->vpl011);
	add_text(s, "enhanced", enhanced_name(d->enhanced),
		 said(in, enhanced_said, d->enhanced_place, "default"));
	add_text(s, "gic", gic_name(pd->gic), "native: the host's");
	if (d->spi_count.given)
		add_u64(in, s, "spi-count", SETTING_NUMBER, &d->spi_count, "");
	else
		add_text(s, "spi-count", "auto", "as many as the host has");
	add_bool(in, s, "direct-map", &d->placement.direct_map);
	add_limits(in, s, d, pd);
	add_layout(in, s, d, pd);
}

static void add_xl(const struct emit_input *in, struct settings *s,
		   const struct domain *d)
{
	static const char *const names[] = { "native", "v2", "v3" };

	add_bool(in, s, "vpl011", &d->vpl011);
	add_text(s, "gic", names[d->gic],
		 said(in, d->gic_place.file != NULL, d->gic_place, "default"));
	if (d->spi_count.given)
		add_u64(in, s, "spi-count", SETTING_NUMBER, &d->spi_count, "");
}

struct settings settings_of_domain(const struct emit_input *in,
				   const struct domain *d,
				   const struct plan_domain *pd)
{
	struct settings s = { .arena = in->arena };

	add_u64(in, &s, "vcpus", SETTING_NUMBER, &d->vcpus, "default");
	add_u64(in, &s, "memory", SETTING_SIZE, &d->memory, "default");
	if (d->start == START_XL)
		add_xl(in, &s, d);
	else if (!d->is_dom0)
		add_domu(in, &s, d, pd);
	add_processors(in, &s, d);
	add_kernel_and_co(in, &s, d);
	return s;
}

const char *setting_text(struct arena *a, const struct setting *s)
{
	switch (s->kind) {
	case SETTING_TEXT:
		return s->text ? s->text : "";
	case SETTING_NUMBER:
		return arena_printf(a, "%" PRIu64, s->number);
	case SETTING_SIZE:
		return size_text(a, s->number);
	case SETTING_BOOL:
		return s->number ? "yes" : "no";
	}
	return "";
}
