/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * trap.h - what happens on an exception; called by head.S.
 */
#ifndef PROBE_TRAP_H
#define PROBE_TRAP_H

#include <stdint.h>

/**
 * trap_resume - where to go on after a synchronous exception
 * @esr, @elr, @far: syndrome, address of the instruction, address it used
 *
 * Return: where the guard of @elr leads; without one it does not return.
 */
uint64_t trap_resume(uint64_t esr, uint64_t elr, uint64_t far);

/** trap_fatal - report an exception that nobody expects, and end */
_Noreturn void trap_fatal(uint64_t esr, uint64_t elr, uint64_t far);

/** probe_end - the summary line, then leave as probe.exit says */
_Noreturn void probe_end(void);

#endif
