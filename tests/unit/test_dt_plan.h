/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_dt_plan.h - a system, board and plan made by hand.
 */
#ifndef DOMC_TEST_DT_PLAN_H
#define DOMC_TEST_DT_PLAN_H

#include "test_dt.h"

/* One board, a dom0 that a test may leave out, and one domU. */
struct made {
	struct board board;
	struct system system;
	struct domain domains[2];
	struct plan plan;
	struct plan_domain planned[2];
	struct plan_module modules[3];
	struct planned redist, region;
	struct file ramdisk, partial;
	struct domain *guest;
	struct plan_domain *guest_plan;
};

static inline struct planned put_at(uint64_t base, uint64_t size)
{
	return (struct planned){ { base, size }, "by hand", PLACE_NONE };
}

static inline void make_board(struct made *m)
{
	struct board *b = &m->board;

	b->place = at_line(2);
	b->cpu_compatible = (const uint8_t *)"arm,cortex-a57";
	b->cpu_compatible_len = sizeof("arm,cortex-a57");
	b->gic = GIC_V3;
}

static inline void make_guest(struct made *m, const struct facts *f)
{
	struct domain *d = m->guest = &m->domains[0];
	struct plan_domain *pd = m->guest_plan = &m->planned[0];

	*d = (struct domain){
		.name = "net", .place = at_line(10),
		.vcpus = { .v = 2, .given = true, .place = at_line(11) },
		.memory = { MIB(64), true, at_line(12) },
	};
	*pd = (struct plan_domain){ .domain = d, .domid = 1, .gic = GIC_V3 };
	pd->banks[0] = put_at(f->ram[0].base, MIB(64));
	pd->n_banks = 1;
	pd->gic_dist = put_at(f->gicv3_dist.base, f->gicv3_dist.size);
	m->redist = put_at(f->gicv3_redist.base, f->gicv3_redist.size);
	pd->gic_redist = &m->redist;
	pd->n_gic_redist = 1;
	pd->gic_phandle = f->gic_phandle;
}

/* A guest of @release with two vCPUs and 64 MiB, and nothing else. */
static inline struct made *make(struct arena *a, const char *release)
{
	struct made *m = ARENA_NEW(a, struct made);
	const struct facts *f = facts_find(release);

	ck_assert_ptr_nonnull(f);
	m->system.target.facts = f;
	m->system.board = &m->board;
	m->system.domains = m->domains;
	m->system.n_domains = 1;
	m->plan.system = &m->system;
	m->plan.domains = m->planned;
	m->plan.n_domains = 1;
	make_board(m);
	make_guest(m, f);
	return m;
}

static inline void give_ramdisk(struct made *m, uint64_t base, uint64_t size)
{
	m->ramdisk.place = at_line(20);
	m->guest->ramdisk = &m->ramdisk;
	m->guest_plan->ramdisk = put_at(base, size);
}

static inline void give_vpl011(struct made *m)
{
	m->guest->vpl011 = (struct set_bool){ true, true, at_line(21) };
	m->guest_plan->vpl011 = true;
	m->guest_plan->uart = put_at(0x22000000, 0x1000);
	m->guest_plan->uart_intid = 32;
}

static inline void give_hypervisor(struct made *m)
{
	m->guest->enhanced = ENHANCED_NO_XENSTORE;
	m->guest->enhanced_place = at_line(22);
	m->guest_plan->hypervisor_node = true;
	m->guest_plan->grant_table = put_at(0x38000000, 0x1000000);
	m->region = put_at(0x200000000, 0xfe00000000);
	m->guest_plan->regions = &m->region;
	m->guest_plan->n_regions = 1;
}

/* A second domain, dom0, behind the guest in the file. */
static inline struct plan_domain *give_dom0(struct made *m)
{
	m->domains[1] = (struct domain){
		.name = "dom0", .is_dom0 = true, .place = at_line(30),
	};
	m->planned[1] = (struct plan_domain){ .domain = &m->domains[1] };
	m->system.n_domains = m->plan.n_domains = 2;
	return &m->planned[1];
}

#endif
