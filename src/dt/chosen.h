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
