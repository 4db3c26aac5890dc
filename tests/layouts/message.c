/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * message.c - what patched Xen prints of a bad layout.
 */
#include "message.h"

#include <inttypes.h>

static bool is_property(const struct told *told, enum piece_kind kind)
{
	switch (kind) {
	case PIECE_REGION:
		return told->has_regions;
	case PIECE_GRANT_TABLE:
		return told->has_grant;
	case PIECE_MAGIC:
		return told->has_magic;
	default:
		return false;
	}
}

static const char *name_of(const struct told *told, enum piece_kind kind)
{
	static const char *const properties[] = {
		[PIECE_REGION] = "xen,extended-regions",
		[PIECE_GRANT_TABLE] = "xen,grant-table",
		[PIECE_MAGIC] = "xen,magic-base",
	};
	static const char *const names[N_PIECE_KINDS] = {
		[PIECE_NONE] = "nothing",
		[PIECE_REGION] = "computed extended region",
		[PIECE_GRANT_TABLE] = "default grant table",
		[PIECE_MAGIC] = "default magic region",
		[PIECE_RAM] = "RAM",
		[PIECE_GIC] = "GIC",
		[PIECE_UART] = "UART",
		[PIECE_VIRTIO] = "virtio-mmio",
		[PIECE_VPCI] = "vPCI",
		[PIECE_ACPI] = "ACPI",
		[PIECE_SHMEM] = "static shared memory",
		[PIECE_XEN_REG] = "xen,reg",
	};

	return is_property(told, kind) ? properties[kind] : names[kind];
}

/* As with printf(), a 0 has no 0x in front of it. */
static const char *span(struct arena *a, struct range x)
{
	return arena_printf(a, "%#" PRIx64 "-%#" PRIx64, x.base,
			    x.size ? range_last(x) : x.base);
}

static const char *told_range(struct arena *a, const struct told *told,
			      const struct piece *p)
{
	return arena_printf(a, "%s %s", name_of(told, p->kind),
			    span(a, p->range));
}

static const char *overlap_text(struct arena *a, const struct told *told,
				const struct verdict *v)
{
	bool swap = !is_property(told, v->a.kind) &&
		    is_property(told, v->b.kind);

	return arena_printf(a, "%s overlaps %s",
			    told_range(a, told, swap ? &v->b : &v->a),
			    told_range(a, told, swap ? &v->a : &v->b));
}

static const char *small_text(struct arena *a, const struct layout *l,
			      const char *range, enum piece_kind kind)
{
	if (kind == PIECE_REGION)
		return arena_printf(a, "%s smaller than 0x4000000", range);
	return arena_printf(a, "%s too small for %" PRIu64 " grant frames",
			    range, layout_frames(l));
}

static const char *property_text(struct arena *a, const struct verdict *v)
{
	switch (v->rule) {
	case RULE_CELLS:
		return arena_printf(a, "%s is not <2>", v->prop);
	case RULE_LENGTH:
		return arena_printf(a, "%s has a wrong length", v->prop);
	case RULE_TOO_MANY:
		return arena_printf(a, "%s has more than 16 ranges", v->prop);
	case RULE_WRAPS:
		return arena_printf(a, "%s: base %#" PRIx64 " size %#" PRIx64
				       " wraps around", v->prop,
				    v->a.range.base, v->a.range.size);
	case RULE_NOT_ENHANCED:
		return "the domain is not xen,enhanced";
	default:
		return arena_printf(a, "%s cannot be given to a 32-bit domain",
				    v->prop);
	}
}

const char *message_of(struct arena *a, const struct layout *l,
		       const struct told *told, const struct verdict *v)
{
	const char *range;

	if (v->rule < RULE_ALIGN)
		return property_text(a, v);
	range = told_range(a, told, &v->a);
	switch (v->rule) {
	case RULE_ALIGN:
		return arena_printf(a, "%s not aligned to %s", range,
				    v->a.kind == PIECE_REGION ? "0x200000" :
								"0x1000");
	case RULE_SMALL:
		return small_text(a, l, range, v->a.kind);
	case RULE_IPA:
		return arena_printf(a, "%s beyond the %u bits of guest physical addresses",
				    range, l->ipa_bits);
	case RULE_ORDER:
		return arena_printf(a, "%s listed after %s", range,
				    span(a, v->b.range));
	default:
		return overlap_text(a, told, v);
	}
}

const char *message_panic(const struct verdict *v)
{
	return verdict_is_early(v) ? "Invalid layout of domain" :
				     "Could not set up domain";
}
