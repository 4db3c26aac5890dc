/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * plain.h - a system that is sound, and says of each thing only what it must.
 */
#ifndef TESTS_ORACLE_PLAIN_H
#define TESTS_ORACLE_PLAIN_H

#include "base/buf.h"
#include "oracle.h"

/* A line of a map: what a fault says otherwise than the plain system. */
struct plain_key {
	/* "a", "dom0": a domain; "*": each but dom0; "": the top; "target" */
	const char *where;
	const char *key;
	const char *value;
};

/**
 * plain_system - the domains of @c, as c->text
 *
 * Where @c has none: dom0 and the domain `a`.
 */
void plain_system(struct arena *a, const struct oracle_files *files,
		  struct oracle_case *c);

/**
 * plain_with - the same with other keys
 * @keys: @n of them; a domain that is named first here comes behind the others
 */
void plain_with(struct arena *a, const struct oracle_files *files,
		struct oracle_case *c, const struct plain_key *keys, size_t n);

#endif
