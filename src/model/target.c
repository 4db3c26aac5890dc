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

static void report_no_option(struct bind *b, const struct value *v,
			     enum kconfig_option option, bool on)
{
	const struct facts *f = b->system->target.facts;
	struct diag_item *item;

	item = diag_add(b->diags, E_KCONFIG_RELEASE, v->place,
			on ? "Xen %s has no option %s" :
			"Xen %s cannot do without %s", f->release,
			kconfig_names[option]);
	diag_note(b->diags, item, b->system->target.xen.place,
		  on ? "the release is said here" :
		  "what it stands for is always built into this release");
}

static void report_no_name(struct bind *b, const struct value *v,
			   const char *name)
{
	const char *near = diag_did_you_mean(name, kconfig_names, N_KCONFIG);

	/* Xen has hundreds of options; only a slip of the pen is news. */
	if (near)
		diag_add(b->diags, E_KCONFIG_NAME, v->place,
			 "no rule of domc depends on '%s'; did you mean %s?",
			 name, near);
}

/* "CONFIG_X", "CONFIG_X=y" or "CONFIG_X=n" */
static void bind_option(struct bind *b, const struct value *v)
{
	struct target *t = &b->system->target;
	size_t n_name = strcspn(v->text, "=");
	bool on = strcmp(v->text + n_name, "=n") != 0;
	const char *name = arena_strndup(b->arena, v->text, n_name);

	for (int i = 0; i < N_KCONFIG; i++) {
		if (strcmp(kconfig_names[i], name) != 0)
			continue;
		if (t->facts && !t->facts->kconfig_option[i] &&
		    t->facts->kconfig_defconfig[i] != on)
			report_no_option(b, v, (enum kconfig_option)i, on);
		t->kconfig[i] = on;
		return;
	}
	report_no_name(b, v, name);
}

static void start_from(struct target *t, bool debian)
{
	if (t->facts)
		memcpy(t->kconfig, debian ? t->facts->kconfig_debian :
		       t->facts->kconfig_defconfig, sizeof(t->kconfig));
}

static void bind_kconfig(struct bind *b, const struct value *v)
{
	struct target *t = &b->system->target;

	t->kconfig_name.given = true;
	t->kconfig_name.place = v->place;
	if (v->kind == VALUE_STRING) {
		t->kconfig_name.v = v->text;
		start_from(t, strcmp(v->text, "debian") == 0);
		return;
	}
	assert(v->kind == VALUE_LIST);
	for (size_t i = 0; i < v->n; i++)
		if (v->items[i]->kind == VALUE_STRING)
			bind_option(b, v->items[i]);
}

static void bind_ipa_bits(struct bind *b, const struct value *v)
{
	b->system->target.ipa_bits = bind_u64(b, v);
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
			start_from(t, false);
	}
	assert(t->xen.given);
}
