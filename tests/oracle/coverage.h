/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * coverage.h - which keys of the language generated systems say, and with
 * which values. A key that the schema has and no system says is a fault,
 * unless blind_text.c tells why.
 */
#ifndef TESTS_ORACLE_COVERAGE_H
#define TESTS_ORACLE_COVERAGE_H

#include "base/buf.h"
#include "doc/doc.h"
#include "oracle.h"

struct coverage;

/** coverage_new - of the keys of @schema, none of them said yet */
struct coverage *coverage_new(struct arena *a, const struct value *schema);

/** coverage_add - what one system says */
void coverage_add(struct coverage *v, const struct oracle_case *c);

/**
 * coverage_write - a table, a row a key
 *
 * Return: how many keys no system says without a reason.
 */
size_t coverage_write(const struct coverage *v, struct buf *out);

#endif
