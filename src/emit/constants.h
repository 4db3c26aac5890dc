/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * constants.h - what the forms of a plan for builds of guests share: which
 * domains, their names in C, text that may stand in a comment.
 */
#ifndef DOMC_EMIT_CONSTANTS_H
#define DOMC_EMIT_CONSTANTS_H

#include "emit/emit.h"

/* A domain that Xen starts at boot, other than dom0. */
struct constants {
	const struct plan_domain *planned;
	const struct dt_tree *tree;	/* NULL: it could not be made */
	/* "DOMC_NET": of its own, as C has names */
	const char *prefix;
};

/**
 * constants_of - domains that a guest's build can be told about
 * @domain: this one alone, or NULL for all
 *
 * Return: their number, *ret_domains from the arena.
 */
size_t constants_of(const struct emit_input *in, const char *domain,
		    struct constants **ret_domains);

/** constants_comment - @text so that it neither ends nor begins a comment */
const char *constants_comment(struct arena *a, const char *text);

/** constants_why - reason and place of @p, for a comment */
const char *constants_why(const struct emit_input *in,
			  const struct planned *p);

#endif
