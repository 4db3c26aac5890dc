/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * clock.c - how long to wait for another domain.
 */
#include "clock.h"

uint64_t clock_now(void)
{
	uint64_t t;

	__asm__ volatile("isb; mrs %0, cntvct_el0" : "=r"(t));
	return t;
}

uint64_t clock_after(unsigned int seconds)
{
	uint64_t rate;

	__asm__ volatile("mrs %0, cntfrq_el0" : "=r"(rate));
	return clock_now() + seconds * rate;
}
