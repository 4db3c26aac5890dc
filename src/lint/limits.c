/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * limits.c - numbers that Xen bounds: vCPUs, SPIs, bytes of a command line.
 */
#include "lint/rules.h"

#include <string.h>

/* The GIC that @d will have. */
static enum gic_version gic_of(const struct lint_input *in,
			       const struct domain *d)
{
	if (d->gic == GIC_CHOICE_V2)
		return GIC_V2;
	if (d->gic == GIC_CHOICE_V3)
		return GIC_V3;
	return in->system->board->gic;
}

static void check_vcpus(const struct lint_input *in, const struct domain *d)
{
	const struct facts *f = in->system->target.facts;
	bool v2 = gic_of(in, d) == GIC_V2;
	uint32_t most = v2 ? f->max_vcpus_gicv2 : f->max_vcpus;
	struct diag_item *item;

	if (d->vcpus.v <= most)
		return;
	item = diag_add(in->diags, E_VCPUS_TOO_MANY,
			place_or(d->vcpus.place, d->place),
			"domain '%s': %llu vCPUs, Xen %s allows %u with %s",
			d->name, (unsigned long long)d->vcpus.v, f->release,
			(unsigned int)most, v2 ? "a GICv2" : "a GICv3");
	if (d->gic != GIC_NATIVE)
		diag_note(in->diags, item, d->gic_place,
			  "the GIC is chosen here");
	else
		diag_note(in->diags, item, in->system->board->place,
			  "the board has %s", v2 ? "a GICv2" : "a GICv3");
}

void lint_check_vcpus(const struct lint_input *in)
{
	for (size_t i = 0; i < in->system->n_domains; i++)
		check_vcpus(in, &in->system->domains[i]);
}

/* An emulated UART takes one SPI, which nr_spis must reach. */
static void check_uart_spi(const struct lint_input *in,
			   const struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	struct diag_item *item;
	uint64_t need, have;

	if (!d->spi_count.given || !pd->vpl011 || pd->uart_intid < 32)
		return;
	need = pd->uart_intid - 32 + 1;
	/* domain_vgic_init() rounds up to the 32 bits of a register. */
	have = align_up(d->spi_count.v, 32);
	if (have >= need)
		return;
	item = diag_add(in->diags, E_SPI_COUNT_UART, d->spi_count.place,
			"domain '%s': %llu SPIs leave none for the emulated UART, which uses SPI %llu",
			d->name, (unsigned long long)d->spi_count.v,
			(unsigned long long)need - 1);
	diag_note(in->diags, item, place_or(d->vpl011.place, d->place),
		  "leave spi-count out, or say at least %llu",
		  (unsigned long long)need);
}

static void check_xl_spis(const struct lint_input *in, const struct domain *d)
{
	const struct target *t = &in->system->target;
	struct diag_item *item;

	if (t->facts->xl_nr_spis)
		return;
	item = diag_add(in->diags, E_SPI_COUNT_XL, d->spi_count.place,
			"domain '%s': the xl of Xen %s cannot be told a number of SPIs",
			d->name, t->facts->release);
	diag_note(in->diags, item, t->xen.place,
		  "the release is said here; xl has the key nr_spis from 4.19 on");
}

static void check_spi_count(const struct lint_input *in,
			    const struct domain *d)
{
	uint32_t most = in->system->target.facts->max_nr_spis;

	if (!d->spi_count.given)
		return;
	if (d->start == START_XL)
		check_xl_spis(in, d);
	if (d->spi_count.v > most)
		diag_add(in->diags, E_SPI_COUNT_TOO_MANY, d->spi_count.place,
			 "domain '%s': %llu SPIs, the emulated GIC has %u at most",
			 d->name, (unsigned long long)d->spi_count.v,
			 (unsigned int)most);
}

void lint_check_spi_count(const struct lint_input *in)
{
	for (size_t i = 0; i < in->system->n_domains; i++)
		check_spi_count(in, &in->system->domains[i]);
	for (size_t i = 0; i < in->plan->n_domains; i++)
		check_uart_spi(in, &in->plan->domains[i]);
}

static void check_gic(const struct lint_input *in, const struct domain *d)
{
	bool host_v2 = in->system->board->gic == GIC_V2;
	struct diag_item *item = NULL;

	if (d->gic == GIC_NATIVE)
		return;
	if (d->start == START_DOM0LESS) {
		item = diag_add(in->diags, E_GIC_NOT_NATIVE, d->gic_place,
				"domain '%s': a domain started at boot always has the host's GIC; leave 'gic' out, or say 'start: xl'",
				d->name);
	} else if (d->gic == GIC_CHOICE_V3 && host_v2) {
		item = diag_add(in->diags, E_GIC_NOT_ON_HOST, d->gic_place,
				"domain '%s': a GICv3 cannot be emulated on a host with a GICv2; say 'v2', or leave 'gic' out",
				d->name);
	}
	if (item)
		diag_note(in->diags, item, in->system->board->place,
			  "the board has %s", host_v2 ? "a GICv2" : "a GICv3");
}

void lint_check_gic_choice(const struct lint_input *in)
{
	for (size_t i = 0; i < in->system->n_domains; i++)
		check_gic(in, &in->system->domains[i]);
}

/* Not dom0's: it stands in /chosen itself, where nothing cuts it. */
void lint_check_command_lines(const struct lint_input *in)
{
	uint32_t kept = in->system->target.facts->max_cmdline;

	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];
		const char *text = d->kernel.cmdline.v;
		size_t len = text ? strlen(text) : 0;

		if (len <= kept || !lint_is_domu(d))
			continue;
		diag_add(in->diags, E_CMDLINE_LONG, d->kernel.cmdline.place,
			 "domain '%s': the command line has %zu bytes, Xen keeps %u: %zu too many",
			 d->name, len, (unsigned int)kept, len - kept);
	}
}
