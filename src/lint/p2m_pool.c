/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * p2m_pool.c - is a domain's pool of P2M tables large enough for what Xen maps
 * before the domain runs?
 */
#include "lint/rules.h"

/* Is @host seen otherwise within 2 MiB, or does it end within? */
static bool by_pages(struct range host, uint64_t guest)
{
	return host.size && (!is_aligned(host.base ^ guest, MIB(2)) ||
			     !is_aligned(guest + host.size, MIB(2)));
}

static void note_static(const struct lint_input *in, struct diag_item *item,
			const struct plan_domain *pd)
{
	const struct placement *at = &pd->domain->placement;

	if (at->n_banks)
		diag_note(in->diags, item, at->place,
			  "static memory is mapped 4 KiB by 4 KiB unless each range begins and ends at multiples of 2 MiB, for the guest too");
}

/* The largest of what is mapped page by page. */
static void note_shared(const struct lint_input *in, struct diag_item *item,
			const struct plan_domain *pd)
{
	const struct plan_shm *most = NULL;

	for (size_t i = 0; i < pd->n_shm; i++)
		if (by_pages(pd->shm[i].host.range,
			     pd->shm[i].guest.range.base) &&
		    (!most || pd->shm[i].host.range.size >
			      most->host.range.size))
			most = &pd->shm[i];
	if (most)
		diag_note(in->diags, item, most->guest.place,
			  "shared memory '%s', %s, is mapped 4 KiB by 4 KiB: the host has it at 0x%llx, the guest at 0x%llx",
			  most->shm->name,
			  size_text(in->arena, most->host.range.size),
			  (unsigned long long)most->host.range.base,
			  (unsigned long long)most->guest.range.base);
}

static void note_registers(const struct lint_input *in, struct diag_item *item,
			   const struct domain *d)
{
	const struct xen_reg *most = NULL;

	for (size_t i = 0; i < d->n_xen_regs; i++)
		if (by_pages((struct range){ d->xen_regs[i].host,
					     d->xen_regs[i].guest.size },
			     d->xen_regs[i].guest.base) &&
		    (!most || d->xen_regs[i].guest.size > most->guest.size))
			most = &d->xen_regs[i];
	if (most)
		diag_note(in->diags, item, d->device_tree->place,
			  "xen,reg of %s, %s, is mapped 4 KiB by 4 KiB",
			  most->node, size_text(in->arena, most->guest.size));
}

static void check(const struct lint_input *in, const struct plan_domain *pd)
{
	const struct domain *d = pd->domain;
	uint64_t need = plan_pool_need(in->arena, in->system, pd);
	struct diag_item *item;

	if (need <= pd->p2m_budget.had ||
	    (!pd->p2m_budget.had && !d->p2m_pool.given))
		return;		/* enough, or nothing is planned */
	item = diag_add(in->diags, E_P2M_POOL_RAM,
			place_or(d->p2m_pool.place, d->place),
			"domain '%s': a P2M pool of %s, and what Xen maps for it takes tables of %s; say at least %s",
			d->name, size_text(in->arena, pd->p2m_budget.had),
			size_text(in->arena, need),
			size_text(in->arena, align_up(need, MIB(1))));
	note_static(in, item, pd);
	note_shared(in, item, pd);
	note_registers(in, item, d);
}

void lint_check_p2m_pool_ram(const struct lint_input *in)
{
	for (size_t i = 0; i < in->plan->n_domains; i++)
		if (!in->plan->domains[i].domain->is_dom0)
			check(in, &in->plan->domains[i]);
}
