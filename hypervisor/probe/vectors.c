/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * vectors.c - the scalable vectors of Arm (SVE), as far as the domain has them.
 */
#include "hypercall.h"
#include "roles.h"

/* Arm ARM: ID_AA64PFR0_EL1.SVE, CPACR_EL1.{FPEN,ZEN}, ZCR_EL1.LEN. */
#define PFR0_SVE_SHIFT 32
#define CPACR_FPEN_ZEN (3ul << 20 | 3ul << 16)
#define ZCR_LONGEST 0xful

/* The longest that the domain may have: what it asks for is cut to that. */
static void allow_vectors(void)
{
	__asm__ volatile("msr cpacr_el1, %0; isb" : : "r"(CPACR_FPEN_ZEN));
	__asm__ volatile("msr s3_0_c1_c2_0, %0; isb" : : "r"(ZCR_LONGEST));
}

void vectors_run(const struct world *w)
{
	uint64_t pfr0, bytes = 0, trapped;
	bool has;

	(void)w;
	__asm__ volatile("mrs %0, id_aa64pfr0_el1" : "=r"(pfr0));
	has = pfr0 >> PFR0_SVE_SHIFT & 0xf;
	if (has)
		allow_vectors();
	trapped = guarded_vector_bytes(&bytes);
	report_check("vectors", (struct verdict){ has == !trapped,
						  (int64_t)trapped });
	report_seen("vector-bits", bytes * 8);
}
