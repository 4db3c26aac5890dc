/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * blind_text.h - what the blind generator writes instead of what the schema
 * says: files, texts whose form the schema does not tell, and what the machine
 * of the tests fixes.
 */
#ifndef TESTS_ORACLE_BLIND_TEXT_H
#define TESTS_ORACLE_BLIND_TEXT_H

#include "system_text.h"
#include "values.h"

enum blind_part {
	BLIND_MAYBE,	/* as the schema says */
	BLIND_ALWAYS,	/* a system that boots needs it */
	BLIND_OFTEN,	/* where it can be, it is in every second one */
	BLIND_NEVER,	/* see blind_why() */
};

struct blind_input {
	struct text_input text;
	struct values *values;
};

/** blind_part - is the key at @path (such as "domains.*.kernel") written? */
enum blind_part blind_part(const char *path, const struct oracle_domain *d);

/** blind_why - why no system has the key at @path; NULL: some must have it */
const char *blind_why(const char *path);

/**
 * blind_write - the value of the key at @path, where it is not the schema's
 *
 * Return: false when the schema is to say it.
 */
bool blind_write(const struct blind_input *in, const char *path,
		 struct buf *out);

#endif
