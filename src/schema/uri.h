/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * uri.h - URI references against a base (RFC 3986, section 5.2).
 */
#ifndef DOMC_SCHEMA_URI_H
#define DOMC_SCHEMA_URI_H

#include "base/arena.h"

struct uri {
	char *whole;		/* all but the fragment, which may be "" */
	char *fragment;		/* what follows '#', "%25" decoded, or "" */
};

/**
 * uri_resolve - what @ref means in a document known as @base
 * @base: without fragment; "" when nothing is known of the document
 */
struct uri uri_resolve(struct arena *a, const char *base, const char *ref);

/** uri_decode - @text with "%25" as "%"; a stray "%" stays */
char *uri_decode(struct arena *a, const char *text);

#endif
