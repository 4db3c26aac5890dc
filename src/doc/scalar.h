/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * scalar.h - what the text of a scalar means in the YAML 1.2 core schema.
 */
#ifndef DOMC_DOC_SCALAR_H
#define DOMC_DOC_SCALAR_H

#include <stdbool.h>

#include "base/arena.h"
#include "doc/doc.h"

enum scalar_trouble {
	SCALAR_FINE,
	SCALAR_LEADING_ZERO,	/* 017; taken as decimal */
	SCALAR_TOO_LONG,	/* past LIMIT_DOC_NUMBER_DIGITS: a string */
};

/**
 * doc_scalar_resolve - find the kind of @v from its text and text_len
 *
 * Sets kind and the fields of that kind, as for a scalar without quotes.
 */
enum scalar_trouble doc_scalar_resolve(struct value *v);

/** doc_scalar_number_text - the shortest text that reads back as @number */
const char *doc_scalar_number_text(struct arena *a, double number);

#endif
