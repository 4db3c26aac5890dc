/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * console.h - lines out of the guest.
 *
 * Two ways: the emulated UART that `vpl011` gives (always shown by Xen, as
 * "DOM1: ..."), and the console_io hypercall (a release Xen shows it with
 * guest_loglvl=all, as "(d1) ..."; dom0's without prefix).
 */
#ifndef PROBE_CONSOLE_H
#define PROBE_CONSOLE_H

#include <stdbool.h>
#include <stdint.h>

/** console_use_io - lines go out by hypercall from now on */
void console_use_io(void);
/** console_use_uart - lines go to the SBSA UART at @base from now on */
void console_use_uart(uint64_t base);
/** console_uart - base of the UART in use; 0: none */
uint64_t console_uart(void);

/* A line is kept until con_end(): Xen then prints it in one piece. */
void con_str(const char *s);
/** con_hex - "0x1f"; con_hex_digits - exactly @digits digits, no prefix */
void con_hex(uint64_t v);
void con_hex_digits(uint64_t v, unsigned int digits);
void con_dec(int64_t v);
void con_end(void);

#endif
