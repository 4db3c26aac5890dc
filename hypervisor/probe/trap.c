/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * trap.c - what happens on an exception; called by head.S.
 */
#include "trap.h"

#include "report.h"

/* A guarded instruction and where to go on: distances from the fields. */
struct guard {
	int32_t from;
	int32_t to;
};

extern const struct guard __guards_start[], __guards_end[];

uint64_t trap_resume(uint64_t esr, uint64_t elr, uint64_t far)
{
	const struct guard *g;

	for (g = __guards_start; g < __guards_end; g++)
		if ((uint64_t)&g->from + (uint64_t)(int64_t)g->from == elr)
			return (uint64_t)&g->to + (uint64_t)(int64_t)g->to;
	trap_fatal(esr, elr, far);
}

_Noreturn void trap_fatal(uint64_t esr, uint64_t elr, uint64_t far)
{
	static bool again;

	/* The report itself trapped: nothing can be said any more. */
	while (again)
		__asm__ volatile("wfi");
	again = true;
	report_trap(esr, elr, far);
	probe_end();
}
