/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inject.h - system calls that fail, are cut short, or are the last thing that
 * a program does. Linked with --wrap.
 */
#ifndef DOMC_FAULTS_INJECT_H
#define DOMC_FAULTS_INJECT_H

#include <stdbool.h>
#include <stddef.h>

enum fault {
	FAULT_NONE,
	FAULT_NO_SPACE,		/* ENOSPC from what writes, makes or renames */
	FAULT_IO,		/* EIO from anything that may fail so */
	FAULT_INTERRUPTED,	/* EINTR, once, from read() and write() */
	FAULT_SHORT,		/* from this call on a byte at a time */
	FAULT_MEMORY,		/* from malloc() and its like */
	FAULT_KILL,		/* SIGKILL instead of the call */
	FAULT_KILL_HALF,	/* SIGKILL after half of a write() */
	N_FAULTS,
};

/** inject_at - the @n-th call that @fault can hit is hit; counted from 1 */
void inject_at(enum fault fault, size_t n);

/** inject_report - from now on *@ret_hit says whether a call was hit */
void inject_report(volatile bool *ret_hit);

#endif
