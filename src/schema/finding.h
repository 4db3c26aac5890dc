/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * finding.h - findings of one validation, brought into document order.
 */
#ifndef DOMC_SCHEMA_FINDING_H
#define DOMC_SCHEMA_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "diag/diag.h"

struct finding_note {
	struct place place;
	const char *text;
	struct finding_note *next;
};

struct finding {
	enum diag_code code;
	struct place place;
	const char *text;
	const char *instance_path;	/* as in struct diag_item */
	const char *schema_path;
	struct finding_note *notes;	/* in the order added */
	struct finding_note **notes_end;
	size_t file;			/* files in the order met */
	size_t number;			/* findings in the order found */
};

struct findings {
	struct arena *arena;
	struct finding **list;
	size_t n;
	size_t n_room;
	const char **files;		/* the document's own first */
	size_t n_files;
	size_t n_files_room;
};

/** findings_new - none yet; @first is the file whose findings come first */
struct findings *findings_new(struct arena *a, const char *first);

/** findings_full - are there so many that nobody would see another? */
bool findings_full(const struct findings *f);

/**
 * findings_add - keep a finding; @text must outlive it
 *
 * Return: it, for findings_note(); NULL when findings_full().
 */
struct finding *findings_add(struct findings *f, enum diag_code code,
			     struct place place, const char *text);

/** findings_note - add the other half or the way out; @to may be NULL */
void findings_note(struct findings *f, struct finding *to, struct place place,
		   const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/** findings_flush - give all to @d, by place; what was said twice, once */
void findings_flush(struct findings *f, struct diags *d);

#endif
