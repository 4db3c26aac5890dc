/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * limits.h - every limit of domc, each with its reason.
 *
 * Input that passes a limit gets a diagnostic that names the limit; it never
 * crashes, swaps or runs for minutes.
 */
#ifndef DOMC_BASE_LIMITS_H
#define DOMC_BASE_LIMITS_H

/* A system file of 30 domains is some 40 KiB; 4 MiB is a mistake. */
#define LIMIT_DOC_BYTES (4u << 20)
/* Nesting of collections: the language needs 8. */
#define LIMIT_DOC_DEPTH 64
/* Values in one document after alias expansion. */
#define LIMIT_DOC_NODES 200000u
/* One scalar: the longest useful one is a Xen command line of 1023 bytes. */
#define LIMIT_DOC_SCALAR 65536u
/* Values that aliases may add: a bomb multiplies, a person does not. */
#define LIMIT_DOC_ALIAS_NODES 50000u
/* Anchors in one file: a person writes a handful. */
#define LIMIT_DOC_ANCHORS 4096
/* %TAG lines: no tag that they could declare is known here. */
#define LIMIT_DOC_TAG_LINES 16
/* Files that may include one another. */
#define LIMIT_DOC_INCLUDES 64
/* Digits of a number before it is taken for a mistake. */
#define LIMIT_DOC_NUMBER_DIGITS 4096

/* Errors listed before domc stops looking. */
#define LIMIT_DIAGNOSTICS 1000

/* Sub-schemas applied inside one another: 64 levels of a document, each
 * through a handful of $ref and allOf; some 300 bytes of C stack each. */
#define LIMIT_SCHEMA_DEPTH 1000
/* Sub-schemas applied to one document: 20 per value of the largest one. */
#define LIMIT_SCHEMA_STEPS 4000000u
/* Steps of one regular expression: ours need a few per byte. */
#define LIMIT_PATTERN_STEPS 1000000u
/* The same for all of one document that need more than some hundred: half a
 * second. */
#define LIMIT_PATTERN_STEPS_ALL 10000000u
/* Memory of one match in KiB: a group that repeats keeps some 250 bytes each
 * time, in a text of LIMIT_DOC_SCALAR bytes. 20 are taken at once. */
#define LIMIT_PATTERN_KIB 8192u

/* A board tree: the largest arm64 tree of Linux 6.12 is 0.4 MiB. */
#define LIMIT_TREE_BYTES (8u << 20)
/* Nesting of nodes in a tree; Xen's own scan stops at 16. */
#define LIMIT_TREE_DEPTH 64
/* Entries of `ranges` looked at in one tree: a large board needs 10^4. */
#define LIMIT_TREE_STEPS 20000000u
/* A name in a tree: the specification has 31, Xen keeps 41. */
#define LIMIT_TREE_NAME 255

/* A gzipped kernel, unpacked: Linux with all built in has 100 MiB; a bomb of
 * this size takes half a second. */
#define LIMIT_UNPACKED_BYTES (512u << 20)

/* Memory of one compilation; modules are streamed and do not count. */
#define LIMIT_ARENA_BYTES (256u << 20)

/* Growing output buffers: a report or tree past this is a bug of ours. */
#define LIMIT_OUTPUT_BYTES (64u << 20)

#endif
