/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * c_header.c - the plan of a domain as constants, for firmware and RTOS
 * builds that fix their addresses when they are compiled.
 *
 * The header stands alone: C, assembly and linker scripts that pass the
 * preprocessor (with __ASSEMBLER__ defined) can include it.
 */
#include <inttypes.h>

#include "base/limits.h"
#include "emit/constants.h"

/* A header in the making. */
struct header {
	const struct emit_input *in;
	const struct constants *c;
	struct buf *out;
};

static void put_number(const struct header *h, const char *name, uint64_t v)
{
	buf_printf(h->out, "#define %s_%s %" PRIu64 "\n", h->c->prefix, name,
		   v);
}

static void put_address(const struct header *h, const char *name,
			const char *part, uint64_t v)
{
	buf_printf(h->out, "#define %s_%s%s DOMC_U64(0x%" PRIx64 ")\n",
		   h->c->prefix, name, part, v);
}

static void put_range(const struct header *h, const char *name,
		      const struct planned *p)
{
	if (!p->range.size)
		return;
	buf_printf(h->out, "\n/* %s */\n", constants_why(h->in, p));
	put_address(h, name, "_BASE", p->range.base);
	put_address(h, name, "_SIZE", p->range.size);
}

/* "RAM0", "RAM1", ... and their number. */
static void put_ranges(const struct header *h, const char *name,
		       const struct planned *p, size_t n)
{
	struct arena *a = h->in->arena;

	buf_putc(h->out, '\n');
	put_number(h, arena_printf(a, "N_%s", name), n);
	for (size_t i = 0; i < n; i++)
		put_range(h, arena_printf(a, "%s%zu", name, i), &p[i]);
}

static void put_gic(const struct header *h)
{
	const struct plan_domain *pd = h->c->planned;

	buf_putc(h->out, '\n');
	put_number(h, "GIC_VERSION", pd->gic == GIC_V2 ? 2 : 3);
	put_range(h, "GICD", &pd->gic_dist);
	if (pd->gic == GIC_V2)
		put_range(h, "GICC", &pd->gic_cpu);
	else
		put_ranges(h, "GICR", pd->gic_redist, pd->n_gic_redist);
}

static void put_uart(const struct header *h)
{
	const struct plan_domain *pd = h->c->planned;

	if (!pd->vpl011)
		return;
	put_range(h, "UART", &pd->uart);
	put_number(h, "UART_INTID", pd->uart_intid);
}

/* One page of the magic region, when the domain may use it. */
static void put_page(const struct header *h, const char *name,
		     enum magic_page page, const char *why)
{
	const struct facts *f = h->in->system->target.facts;
	uint64_t offset = (uint64_t)f->magic_offset[page] * PAGE_BYTES;

	buf_printf(h->out, "\n/* %s */\n", why);
	put_address(h, name, "", h->c->planned->magic.range.base + offset);
}

static void put_hypervisor(const struct header *h)
{
	const struct plan_domain *pd = h->c->planned;

	if (!pd->hypervisor_node)
		return;
	put_range(h, "GRANT_TABLE", &pd->grant_table);
	put_number(h, "GRANT_FRAMES", pd->grant_frames);
	put_ranges(h, "REGION", pd->regions, pd->n_regions);
	buf_puts(h->out, "\n/* 1: the regions are enough for all that the domain maps */\n");
	put_number(h, "REGIONS_SUFFICE", pd->regions_suffice);
	buf_putc(h->out, '\n');
	put_number(h, "EVENT_CHANNEL_INTID",
		   h->in->system->target.facts->evtchn_ppi);
	put_range(h, "MAGIC", &pd->magic);
	if (pd->domain->enhanced == ENHANCED_TRUE)
		put_page(h, "XENSTORE_PAGE", MAGIC_XENSTORE,
			 "HVM_PARAM_STORE_PFN says when it is there");
	if (pd->shared_info_page)
		put_page(h, "SHARED_INFO_PAGE", MAGIC_SHARED_INFO,
			 "not populated: map the shared info page here");
}

static void put_shared(const struct header *h)
{
	const struct plan_domain *pd = h->c->planned;
	struct arena *a = h->in->arena;

	if (!pd->n_shm)
		return;
	buf_putc(h->out, '\n');
	put_number(h, "N_SHARED", pd->n_shm);
	for (size_t i = 0; i < pd->n_shm; i++) {
		buf_printf(h->out, "\n#define %s_SHARED%zu_ID \"%s\"\n",
			   h->c->prefix, i, pd->shm[i].shm->name);
		put_range(h, arena_printf(a, "SHARED%zu", i),
			  &pd->shm[i].guest);
	}
}

static void put_exposed(const struct header *h)
{
	const struct address_space *s = &h->c->planned->domain->space;
	struct planned *p;

	if (!s->n_expose)
		return;
	p = arena_array(h->in->arena, s->n_expose, sizeof(*p));
	for (size_t i = 0; i < s->n_expose; i++)
		p[i] = (struct planned){ s->expose[i].range,
					 s->expose[i].why, s->expose[i].place };
	put_ranges(h, "EXPOSED", p, s->n_expose);
}

static void put_timer(const struct header *h)
{
	static const char *const names[] = {
		"TIMER_SECURE_INTID", "TIMER_INTID", "TIMER_VIRTUAL_INTID",
	};

	buf_putc(h->out, '\n');
	for (size_t i = 0; i < 3; i++)
		put_number(h, names[i],
			   h->in->system->target.facts->timer_ppi[i]);
}

static void put_domain(const struct header *h)
{
	const struct plan_domain *pd = h->c->planned;
	const struct domain *d = pd->domain;

	buf_printf(h->out, "\n/* ---- domain %s ---- */\n",
		   constants_comment(h->in->arena, d->name));
	buf_printf(h->out, "#ifndef %s\n#define %s 1\n\n", h->c->prefix,
		   h->c->prefix);
	put_number(h, "VCPUS", d->vcpus.v);
	put_ranges(h, "RAM", pd->banks, pd->n_banks);
	put_range(h, "KERNEL", &pd->kernel);
	put_range(h, "DEVICE_TREE", &pd->tree);
	put_range(h, "RAMDISK", &pd->ramdisk);
	put_gic(h);
	put_uart(h);
	put_timer(h);
	put_hypervisor(h);
	put_shared(h);
	put_exposed(h);
	buf_printf(h->out, "\n#endif /* %s */\n", h->c->prefix);
}

void emit_c_header(const struct emit_input *in, const char *domain,
		   struct buf *out)
{
	struct constants *all;
	size_t n = constants_of(in, domain, &all);

	buf_printf(out, "/*\n * Guest addresses on Xen %s. Made by %s from the system file: change it\n * there. Sizes are in bytes; an INTID counts SPIs from 32 on.\n */\n",
		   in->system->target.facts->release, in->made_by);
	buf_puts(out, "#ifndef DOMC_U64\n#ifdef __ASSEMBLER__\n#define DOMC_U64(x) x\n#else\n#define DOMC_U64(x) x##ULL\n#endif\n#endif\n");
	for (size_t i = 0; i < n; i++)
		put_domain(&(struct header){ in, &all[i], out });
}
