/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * guest.h - the parts that make a guest tree.
 */
#ifndef DOMC_DT_GUEST_H
#define DOMC_DT_GUEST_H

#include "dt/tree.h"

/* What every node of a guest tree is made from. */
struct guest {
	struct dt_tree *tree;
	const struct plan_domain *planned;
	const struct domain *domain;
	const struct facts *facts;
	const struct board *board;
	const struct dt_tree *partial;	/* the user's; NULL: none */
	uint32_t gic_phandle;
	bool is_32bit;			/* runs an Arm 32-bit kernel */
};

/** guest_add_node - node @which as Xen makes it, if this domain has it */
void guest_add_node(const struct guest *g, enum guest_node which);

/**
 * partial_read - the partial tree in @file
 *
 * Return: the tree, or NULL with a diagnostic where the system file names it.
 */
struct dt_tree *partial_read(struct arena *a, struct diags *d,
			     const struct file *file);

/**
 * partial_gic_phandle - the phandle that the GIC node will have
 *
 * Source: domain_handle_dtb_bootmodule(): each /gic node of the partial tree
 * says it anew.
 */
uint32_t partial_gic_phandle(const struct facts *f,
			     const struct dt_tree *partial, uint32_t unless);

/**
 * partial_copy - /aliases and /passthrough, in the order of the partial tree
 *
 * Source: scan_pfdt_node(), handle_prop_pfdt().
 */
void partial_copy(const struct guest *g);

#endif
