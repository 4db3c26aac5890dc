/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * chosen.h - /chosen of the board tree, and what stands below it.
 */
#ifndef DOMC_DT_CHOSEN_H
#define DOMC_DT_CHOSEN_H

#include "dt/tree.h"

/**
 * chosen_clean - take out what domc owns, keep the rest
 *
 * Goes: command lines, linux,initrd-*, and each node below /chosen that is a
 * boot module, a domain, or something that belongs to one. The cells of
 * /chosen become 2 and 2; `reg` of children that stay and its `ranges` are
 * widened with them.
 *
 * Return: /chosen, made where the board has none.
 */
struct dt_node *chosen_clean(struct dt_tree *t);

/** chosen_fill - command lines, dom0's modules, a node for each domU */
void chosen_fill(struct dt_tree *t, struct dt_node *chosen,
		 const struct plan *p);

/* Handles of nodes that others of /chosen point at. */
struct links {
	struct dt_tree *tree;
	const struct plan *plan;
	uint32_t next;		/* lowest that no node has */
	uint32_t *pools;	/* of system->pools, in its order */
	uint32_t first_end;	/* of event channels: and its index on top */
};

/**
 * links_add - the nodes of CPU pools; handles for them, their CPUs, and the
 * ends of event channels
 */
struct links links_add(struct dt_tree *t, struct dt_node *chosen,
		       const struct plan *p);
/** links_add_pool - which pool domain @d runs in, if it says one */
void links_add_pool(const struct links *l, struct dt_node *domain,
		    const struct domain *d);
/** links_add_ends - @pd's ends of event channels; dom0's are in /chosen */
void links_add_ends(const struct links *l, struct dt_node *parent,
		    const struct plan_domain *pd);

/** layout_add - the xen,guest-layout-v1 sub-node, if the plan has a layout */
void layout_add(struct dt_tree *t, struct dt_node *domain,
		const struct facts *f, const struct plan_domain *pd);

/**
 * shared_memory_add - a node for each static shared memory of a domain
 * @parent: the domain's node; for dom0 /chosen
 */
void shared_memory_add(struct dt_tree *t, struct dt_node *parent,
		       const struct plan_domain *pd);

#endif
