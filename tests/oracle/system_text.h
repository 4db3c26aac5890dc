/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * system_text.h - the parts of a generated system file that the machine of
 * the tests fixes: its board, its Xen, files that can be booted.
 */
#ifndef TESTS_ORACLE_SYSTEM_TEXT_H
#define TESTS_ORACLE_SYSTEM_TEXT_H

#include "base/buf.h"
#include "oracle.h"

struct text_input {
	struct arena *arena;
	const struct oracle_files *files;
	const struct oracle_case *c;
	const struct oracle_domain *domain;	/* of the key, or NULL */
};

/**
 * text_write - the value of the key at @path, if the machine fixes it
 *
 * Return: false when it does not.
 */
bool text_write(const struct text_input *in, const char *path,
		struct buf *out);

#endif
