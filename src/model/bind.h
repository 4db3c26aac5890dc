/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * bind.h - from values of the document to settings; private to src/model.
 *
 * The document is valid by its schema, so a key that is there has its type.
 * What a schema cannot say (a range that passes 2^64, the format of a file)
 * is reported here.
 */
#ifndef DOMC_MODEL_BIND_H
#define DOMC_MODEL_BIND_H

#include <stdbool.h>
#include <stddef.h>

#include "model/model.h"

/* Which domains may have a key. */
enum domain_kind {
	DOM0 = 1,
	DOMU = 2,		/* built by Xen at boot */
	XL_DOMAIN = 4,
	ANY_DOMAIN = DOM0 | DOMU | XL_DOMAIN,
};

struct board_index;

/* What every binder needs. */
struct bind {
	struct arena *arena;
	struct diags *diags;
	const struct doc_options *opts;
	struct system *system;		/* being filled */
	const struct value *domains;	/* all of them, in the file's order */
	const struct value *pools;	/* the same of CPU pools; NULL: none */
	/* of the board's nodes; NULL: nobody has asked yet */
	struct board_index *index;
};

struct set_u64 bind_u64(struct bind *b, const struct value *v);
struct set_u64 bind_size(struct bind *b, const struct value *v);
struct set_bool bind_bool(const struct value *v);
struct set_str bind_str(const struct value *v);

/**
 * bind_word - index of the schema's `enum` word @v in @words
 *
 * The last one when it is none of those before.
 */
unsigned int bind_word(const struct value *v, const char *const *words,
		       unsigned int n_words);
/** bind_is_word - is @v the string @word? */
bool bind_is_word(const struct value *v, const char *word);

/** bind_path_place - where the path of a file is said: @v is it, or a map */
struct place bind_path_place(const struct value *v);

/** bind_range_fits - does [@base, @base + @size) end by 2^64? else E_ADDRESS */
bool bind_range_fits(struct diags *d, const struct value *said, uint64_t base,
		     uint64_t size);

/** bind_range - {base, size, why}; false with a diagnostic */
bool bind_range(struct diags *d, const struct value *v,
		struct set_range *ret_range);

/**
 * bind_ranges - a list of them; those that are wrong are left out
 *
 * Return: number of ranges, *ret_ranges from the arena.
 */
size_t bind_ranges(struct arena *a, struct diags *d, const struct value *list,
		   struct set_range **ret_ranges);

/* ---- sections of the file ---- */
void bind_target(struct bind *b, const struct value *target);
void bind_boot(struct bind *b, const struct value *boot);
void bind_hypervisor(struct bind *b, const struct value *hypervisor);
void bind_domains(struct bind *b, const struct value *domains);
/** bind_cpupools - cpupools; after the board, before bind_domains() */
void bind_cpupools(struct bind *b, const struct value *pools);
/** bind_channels - event-channels; after bind_domains() */
void bind_channels(struct bind *b, const struct value *channels);
/** bind_shared - shared-memory; after bind_domains() */
void bind_shared(struct bind *b, const struct value *shared);

/* ---- keys of their own files ---- */
/** kconfig_start - what Debian's build has, or Xen's defconfig */
void kconfig_start(struct target *t, bool debian);
void bind_kconfig(struct bind *b, const struct value *v);
void bind_extensions(struct bind *b, const struct value *v);
void bind_placement(struct bind *b, struct domain *d, const struct value *v);
void bind_cpupool(struct bind *b, struct domain *d, const struct value *v);
void bind_vcpu_affinity(struct bind *b, struct domain *d,
			const struct value *v);
void bind_sve(struct bind *b, struct domain *d, const struct value *v);
void bind_pv_console(struct bind *b, struct domain *d, const struct value *v);
void bind_grants(struct bind *b, struct domain *d, const struct value *v);
void bind_p2m_pool(struct bind *b, struct domain *d, const struct value *v);
void bind_virtio(struct bind *b, struct domain *d, const struct value *v);
void bind_maps(struct bind *b, struct domain *d, const struct value *v);
void bind_address_space(struct bind *b, struct domain *d,
			const struct value *v);

/**
 * bind_knows_domain - is there a domain @name? else E_DOMAIN_UNKNOWN
 * @who, @what: "domain 'net'", "it maps memory of": start of the message
 */
bool bind_knows_domain(struct bind *b, const char *name, struct place place,
		       const char *who, const char *what);

/**
 * bind_note_meant - note at @item the key of @map nearest to @word
 * @map: domains or pools; NULL: there are none
 *
 * Return: whether one is near enough to be meant.
 */
bool bind_note_meant(struct bind *b, struct diag_item *item,
		     const struct value *map, const char *word);

/** bind_kind_of - @d's kind, when its `start` is bound */
enum domain_kind bind_kind_of(const struct domain *d);

/* A key of a domain, or of a map below it. */
struct domain_key {
	const char *name;
	void (*bind)(struct bind *b, struct domain *d, const struct value *v);
	unsigned int kinds;	/* enum domain_kind, or-ed */
};

/**
 * bind_domain_keys - those of the @n_keys @keys that @map has, in their order
 *
 * E_DOMAIN_KEY for each that a domain of this kind cannot have.
 */
void bind_domain_keys(struct bind *b, struct domain *d,
		      const struct domain_key *keys, size_t n_keys,
		      const struct value *map);

/** bind_find_domain - domain @name, which is there */
const struct domain *bind_find_domain(struct bind *b, const char *name);

/* ---- what the target's Xen has not ---- */
/**
 * bind_report_since - E_RELEASE_LACKS for what no release in a table has
 * @since: where it is to be had instead
 */
void bind_report_since(struct bind *b, const struct domain *d,
		       struct place place, const char *what,
		       const char *since);
/**
 * bind_report_lack - E_RELEASE_LACKS, and which releases @has is true of
 * @what: "extension 'x'", after "Xen 4.17 has no"
 */
void bind_report_lack(struct bind *b, struct place place, const char *what,
		      bool (*has)(const struct facts *f));
/** bind_needs_layout - has the target guest-layout? else E_NEEDS_EXTENSION */
void bind_needs_layout(struct bind *b, const struct domain *d,
		       struct place place, const char *what);

/** bind_capabilities - no release that domc knows has them */
void bind_capabilities(struct bind *b, struct domain *d,
		       const struct value *v);
/** bind_pv - x86 alone has them */
void bind_pv(struct bind *b, struct domain *d, const struct value *v);

/** later_report - E_NOT_HONOURED for each LATER_ entry of keys.def in @root */
void later_report(struct bind *b, const struct value *root);

/** bind_xen_regs - @d's xen_regs: what its partial tree hands out */
void bind_xen_regs(struct bind *b, struct domain *d);

/* ---- what a file must be for its use ---- */
void content_check_kernel(struct bind *b, const struct domain *d,
			  const struct file *f, struct place place);
void content_check_ramdisk(struct bind *b, const struct domain *d,
			   const struct file *f, struct place place);
void content_check_tree(struct bind *b, const struct domain *d,
			const struct file *f, struct place place);
void content_check_hypervisor(struct bind *b, const struct file *f,
			      struct place place);
void content_check_policy(struct bind *b, const struct file *f,
			  struct place place);

#endif
