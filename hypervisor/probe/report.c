/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * report.c - the lines that a test reads.
 */
#include "report.h"

#include "console.h"
#include "text.h"

#define TREE_LINE_BYTES 32

static char id[REPORT_ID_BYTES];
static unsigned int n_pass;
static unsigned int n_fail;

void report_begin(const char *name)
{
	uint32_t n = 0;

	while (name[n] && n + 1 < sizeof(id)) {
		id[n] = name[n];
		n++;
	}
	id[n] = '\0';
}

void report_go_on(unsigned int n_passed, unsigned int n_failed)
{
	n_pass = n_passed;
	n_fail = n_failed;
}

unsigned int report_passed(void)
{
	return n_pass;
}

unsigned int report_failed(void)
{
	return n_fail;
}

static void begin(const char *what)
{
	con_str("domc-probe ");
	con_str(id);
	con_str(" ");
	con_str(what);
	con_str(" ");
}

void report_hello(bool dom0, uint32_t xen_version)
{
	begin("hello");
	con_dec(REPORT_VERSION);
	con_str(dom0 ? " dom0" : " guest");
	con_end();
	begin("xen");
	con_dec(xen_version >> 16);
	con_str(".");
	con_dec(xen_version & 0xffff);
	con_end();
}

void report_range(const char *what, uint64_t base, uint64_t size)
{
	begin(what);
	con_hex(base);
	con_str(" ");
	con_hex(size);
	con_end();
}

void report_tree(const void *blob, uint32_t size)
{
	const uint8_t *bytes = blob;
	uint32_t at, i;

	for (at = 0; at < size; at += TREE_LINE_BYTES) {
		begin("t");
		con_hex_digits(at, 5);
		con_str(" ");
		for (i = at; i < size && i < at + TREE_LINE_BYTES; i++)
			con_hex_digits(bytes[i], 2);
		con_end();
	}
	begin("tree-end");
	con_hex_digits(crc32_add(0, bytes, size), 8);
	con_end();
}

void report_param(uint32_t index, int64_t rc, uint64_t value)
{
	begin("param");
	con_dec(index);
	con_str(" rc=");
	con_dec(rc);
	con_str(" value=");
	con_hex(value);
	con_end();
}

void report_seen(const char *name, uint64_t value)
{
	begin("seen");
	con_str(name);
	con_str(" ");
	con_hex(value);
	con_end();
}

void report_check(const char *name, struct verdict v)
{
	begin("check");
	con_str(name);
	con_str(v.ok ? " ok rc=" : " fail rc=");
	con_dec(v.rc);
	con_end();
	n_pass += v.ok;
	n_fail += !v.ok;
}

void report_trap(uint64_t esr, uint64_t elr, uint64_t far)
{
	begin("trap");
	con_str("esr=");
	con_hex(esr);
	con_str(" elr=");
	con_hex(elr);
	con_str(" far=");
	con_hex(far);
	con_end();
	n_fail++;
}

bool report_done(void)
{
	begin("done");
	con_str("pass=");
	con_dec(n_pass);
	con_str(" fail=");
	con_dec(n_fail);
	con_end();
	return n_fail == 0;
}
