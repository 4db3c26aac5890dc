/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * xlcfg.c - what xl reads to create a domain.
 */
#include "emit/xlcfg.h"

#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "emit/artefacts.h"

static char escape_letter(char c)
{
	switch (c) {
	case '"':
	case '\\':
		return c;
	case '\a':
		return 'a';
	case '\b':
		return 'b';
	case '\f':
		return 'f';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\t':
		return 't';
	case '\v':
		return 'v';
	default:
		return 0;
	}
}

void xlcfg_string(struct buf *out, const char *s)
{
	buf_putc(out, '"');
	for (; *s; s++) {
		char letter = escape_letter(*s);

		if (letter)
			buf_putc(out, '\\');
		buf_putc(out, letter ? letter : *s);
	}
	buf_putc(out, '"');
}

/*
 * Integers go in as decimals: xl would take 010 for 8 and knows no 0o10, and
 * its lexer has no sign, so a negative one is quoted text.
 */
static void add_scalar(struct buf *out, const struct value *v)
{
	if (v->kind == VALUE_BOOL)
		buf_puts(out, v->boolean ? "1" : "0");
	else if (v->kind == VALUE_INT && !v->big)
		buf_printf(out, v->negative ? "\"-%" PRIu64 "\"" : "%" PRIu64,
			   v->magnitude);
	else
		xlcfg_string(out, v->text ? v->text : "");
}

static void add_value(struct buf *out, const struct value *v)
{
	if (v->kind != VALUE_LIST) {
		add_scalar(out, v);
		return;
	}
	buf_puts(out, "[");
	for (size_t i = 0; i < v->n; i++) {
		buf_puts(out, i ? ", " : " ");
		add_scalar(out, v->items[i]);
	}
	buf_puts(out, " ]");
}

static void add_text(struct buf *out, const char *key, const char *text)
{
	buf_printf(out, "%s = ", key);
	xlcfg_string(out, text);
	buf_putc(out, '\n');
}

static void add_file(struct buf *out, const char *key, const struct file *f)
{
	if (f)
		add_text(out, key, emit_target_path(f));
}

/* `cpus` of xl: a text for each vCPU */
static void add_affinity(struct buf *out, const struct domain *d)
{
	if (!d->n_affinity)
		return;
	buf_puts(out, "cpus = [");
	for (size_t i = 0; i < d->n_affinity; i++) {
		buf_puts(out, i ? ", " : " ");
		xlcfg_string(out, model_cpus_text(out->arena,
						  &d->affinity[i]));
	}
	buf_puts(out, " ]\n");
}

/* A text for each range: xl splits no commas. */
static void add_colors(struct buf *out, const struct domain *d)
{
	const char *s = d->placement.llc_colors.v;

	if (!d->placement.llc_colors.given)
		return;
	buf_puts(out, "llc_colors = [ ");
	while (*s) {
		size_t n = strcspn(s, ",");

		buf_printf(out, "\"%.*s\"%s", (int)n, s, s[n] ? ", " : "");
		s += n + (s[n] == ',');
	}
	buf_puts(out, " ]\n");
}

static void add_sve(struct buf *out, const struct domain *d)
{
	if (d->sve == SVE_MAX)
		add_text(out, "sve", "hw");
	else if (d->sve != SVE_OFF)
		buf_printf(out, "sve = \"%u\"\n", (unsigned int)d->sve);
}

/* What the domain gets of the host's CPUs and caches. */
static void add_processors(struct buf *out, const struct plan *p,
			   const struct domain *d)
{
	/* Names that xen-init-dom0 gives the pools of the boot. */
	if (d->cpupool)
		buf_printf(out, "pool = \"Pool-%u\"\n", plan_pool_id(p, d));
	add_affinity(out, d);
	add_colors(out, d);
	add_sve(out, d);
}

void xlcfg_domain(struct buf *out, const struct plan *p,
		  const struct domain *d)
{
	add_text(out, "name", d->name);
	add_text(out, "type", "pvh");
	add_file(out, "kernel", d->kernel.file);
	add_file(out, "ramdisk", d->ramdisk);
	if (d->kernel.cmdline.given && *d->kernel.cmdline.v)
		add_text(out, "cmdline", d->kernel.cmdline.v);
	buf_printf(out, "memory = %" PRIu64 "\n", d->memory.v / MIB(1));
	buf_printf(out, "vcpus = %" PRIu64 "\n", d->vcpus.v);
	if (d->gic != GIC_NATIVE)
		add_text(out, "gic_version",
			 d->gic == GIC_CHOICE_V2 ? "v2" : "v3");
	if (d->vpl011.v)
		add_text(out, "vuart", "sbsa_uart");
	if (d->spi_count.given)
		buf_printf(out, "nr_spis = %" PRIu64 "\n", d->spi_count.v);
	add_processors(out, p, d);
	add_file(out, "device_tree", d->device_tree);
	for (size_t i = 0; d->xl && i < d->xl->n; i++) {
		buf_printf(out, "%s = ", d->xl->members[i].key);
		add_value(out, d->xl->members[i].value);
		buf_putc(out, '\n');
	}
}

void emit_xl_cfg(const struct emit_input *in, struct artefacts *list)
{
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];
		struct buf out = buf_make(in->arena, LIMIT_OUTPUT_BYTES);

		if (d->start != START_XL)
			continue;
		xlcfg_domain(&out, in->plan, d);
		artefacts_add(list, "xl.cfg",
			      arena_printf(in->arena, "%s/%s.cfg", d->name,
					   d->name), &out);
	}
}
