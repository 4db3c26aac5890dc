/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * text.h - a layout as a system file, and as a line for layout-check.
 */
#ifndef TESTS_LAYOUTS_TEXT_H
#define TESTS_LAYOUTS_TEXT_H

#include "base/buf.h"
#include "layout.h"

/* The name of the one domain. */
#define GUEST_NAME "guest"

/* Files that a system names; absolute paths. */
struct files {
	const char *board;	/* tree of the host */
	const char *xen;
	const char *xen_cmdline;	/* what is needed on it anyway */
	const char *kernel;
	const char *kernel32;	/* a 32-bit zImage */
	const char *kernel_cmdline;	/* NULL: none */
	const char *partial;	/* where the partial tree is */
};

/** text_system - the system file */
void text_system(const struct layout *l, const struct files *f,
		 struct buf *out);

/** text_partial - the partial tree; only for a layout with devices */
void text_partial(struct arena *a, const struct layout *l, struct buf *out);

/* The layout as Xen is told it: absent, or as the property says. */
struct told {
	bool has_grant, has_regions, has_magic, suffice, shared_info;
	struct range grant;
	struct range regions[REGIONS_MOST];
	size_t n_regions;
	uint64_t magic_base;
};

/** told_grant, told_magic - with what holds where the property is absent */
struct range told_grant(const struct told *t);
uint64_t told_magic(const struct told *t);

/** text_line - what layout-check reads, with the newline */
void text_line(const struct layout *l, const struct told *told,
	       struct buf *out);

/** text_told - the layout that the file asks for, as far as it says it */
struct told text_told(const struct layout *l);

#endif
