/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fault_text.h - what faults.def says, as lines of a system file.
 */
#ifndef TESTS_ORACLE_FAULT_TEXT_H
#define TESTS_ORACLE_FAULT_TEXT_H

#include "oracle.h"
#include "plain.h"

#define FAULT_KEYS 64

struct fault_names {
	const struct oracle_files *files;
	const char *domain;	/* $ */
	const char *other;	/* &; NULL: there is none */
	uint64_t number;	/* % */
	const char *made;	/* begin of the paths of files it brings */
};

/**
 * fault_keys - the lines of a fault
 * @keys: takes up to FAULT_KEYS
 *
 * Return: how many.
 */
size_t fault_keys(struct arena *a, const struct fault_names *names,
		  const char *text, struct plain_key *keys);

/**
 * fault_lines - what else a fault says: its lines that begin with !@kind
 *
 * Return: the rest of each, a line each; "" when there is none.
 */
const char *fault_lines(struct arena *a, const struct fault_names *names,
			const char *text, const char *kind);

/** fault_file - path of the @n-th tree or file that it brings */
const char *fault_file(struct arena *a, const struct fault_names *names,
		       const char *kind, unsigned int n);

#endif
