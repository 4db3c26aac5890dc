/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report.h - the lines that a test reads.
 *
 * Each begins with "domc-probe ID ", behind whatever prefix Xen gives it:
 *
 *   hello 1 guest|dom0             version of this format, what it runs as
 *   xen 4.20                       what the hypervisor says it is
 *   image 0x40000000 0x8000        where it was loaded, memory it takes
 *   tree 0x48000000 0x812          where its tree is, bytes
 *   t 00020 6f2d2c...              bytes of the tree from this offset (hex)
 *   tree-end 1a2b3c4d              CRC-32 of the whole tree
 *   param 39 rc=-22 value=0x0      HVMOP_get_param
 *   seen NAME 0x...                a number that is no verdict
 *   check NAME ok|fail rc=N        a verdict; N says which step or answer
 *   trap esr=0x.. elr=0x.. far=0x..  the probe itself went wrong
 *   done pass=N fail=M             the last line
 */
#ifndef PROBE_REPORT_H
#define PROBE_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#define REPORT_VERSION 1
/* With Xen's prefix and 32 bytes of tree a line stays under 120 characters. */
#define REPORT_ID_BYTES 24

struct verdict {
	bool ok;
	int64_t rc;		/* what the hypervisor answered, or a count */
};

/** report_begin - name this guest @id in every line */
void report_begin(const char *id);
/** report_go_on - from the counts of an earlier stage */
void report_go_on(unsigned int n_passed, unsigned int n_failed);
unsigned int report_passed(void);
unsigned int report_failed(void);
void report_hello(bool dom0, uint32_t xen_version);
/** report_range - "@what 0xBASE 0xSIZE" */
void report_range(const char *what, uint64_t base, uint64_t size);
void report_tree(const void *blob, uint32_t size);
void report_param(uint32_t index, int64_t rc, uint64_t value);
void report_seen(const char *name, uint64_t value);
void report_check(const char *name, struct verdict v);
void report_trap(uint64_t esr, uint64_t elr, uint64_t far);
/** report_done - the summary. Return: did every check pass? */
bool report_done(void);

#endif
