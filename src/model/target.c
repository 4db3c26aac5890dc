/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * target.c - the release, its build options and the host's properties.
 */
#include <assert.h>
#include <string.h>

#include "model/bind.h"

/* What most hosts have, and QEMU's: Xen's p2m_ipa_bits is theirs. */
#define DEFAULT_IPA_BITS 40

static void bind_xen(struct bind *b, const struct value *v)
{
	struct target *t = &b->system->target;
	struct diag_item *item;

	t->xen = bind_str(v);
	t->facts = facts_find(v->text);
	if (t->facts)
		return;
	item = diag_add(b->diags, E_TARGET_UNKNOWN, v->place,
			"domc has no table of facts for Xen '%s'", v->text);
	diag_note(b->diags, item, PLACE_NONE, "it knows %s",
		  facts_known(b->arena));
}

static void bind_ipa_bits(struct bind *b, const struct value *v)
{
	b->system->target.ipa_bits = bind_u64(b, v);
}

static bool has_colors(const struct facts *f)
{
	return f->llc_colors;
}

static void bind_target_colors(struct bind *b, const struct value *v)
{
	struct target *t = &b->system->target;

	t->llc_colors = bind_u64(b, v);
	if (t->facts && !t->facts->llc_colors)
		bind_report_lack(b, v->place, "cache colours", has_colors);
}

static void bind_iommu(struct bind *b, const struct value *v)
{
	b->system->target.iommu = bind_bool(v);
}

/* In this order: an option is looked up in the release's table. */
static const struct {
	const char *name;
	void (*bind)(struct bind *b, const struct value *v);
} target_keys[] = {
#define TARGET_KEY(name, bind) { name, bind },
#include "model/keys.def"
};

void bind_target(struct bind *b, const struct value *target)
{
	struct target *t = &b->system->target;

	t->ipa_bits.v = DEFAULT_IPA_BITS;
	for (size_t i = 0; i < sizeof(target_keys) / sizeof(target_keys[0]);
	     i++) {
		const struct value *v = value_get(target, target_keys[i].name);

		if (v)
			target_keys[i].bind(b, v);
		/* The base of a list, and what holds when nothing is said. */
		if (target_keys[i].bind == bind_xen)
			kconfig_start(t, false);
	}
	assert(t->xen.given);
}
