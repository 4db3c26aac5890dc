/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * journal.h - what a run has in hand, written down for the case that it is
 * killed.
 *
 * The new manifest is staged before any other file, as ".manifest.json.RUN",
 * and the old one is put aside as ".manifest.json.RUN.old" while files change
 * places. So a folder with a manifest.json is whole at any moment, and a later
 * run finds in the journal of one that was cut off what belongs to domc.
 */
#ifndef DOMC_CLI_JOURNAL_H
#define DOMC_CLI_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>

#define MANIFEST "manifest.json"

struct journal {
	unsigned long run;	/* number of this run, in all temporary names */
	int lock;		/* descriptor that holds the lock; -1: none */
	bool begun;		/* the new manifest is staged */
	bool aside;		/* the old one is put aside */
};

/** journal_begin - stage the manifest; false with errno */
bool journal_begin(struct journal *j, int dir, const void *manifest,
		   size_t len);
/** journal_put_aside - the old manifest, if there is one; false with errno */
bool journal_put_aside(struct journal *j, int dir);
/** journal_commit - the new manifest takes its place; false with errno */
bool journal_commit(struct journal *j, int dir);
/** journal_undo - the old manifest takes its place again, the new one goes */
void journal_undo(struct journal *j, int dir);
/** journal_end - release the lock; what is left is for a later run */
void journal_end(struct journal *j);

/* A manifest that a run left which was cut off. */
struct leftover {
	unsigned long run;
	bool is_old;		/* the one that it had put aside */
};

/**
 * journal_scan - what is in a folder besides its manifest
 * @ret: freed by the caller; leftovers of runs that live are left out
 * @ret_others: are there entries of other names?
 *
 * Return: false with errno when the folder cannot be read.
 */
bool journal_scan(int dir, struct leftover **ret, size_t *ret_n,
		  bool *ret_others);

/** journal_read - text of a leftover, or (NULL) of manifest.json; NULL: none */
char *journal_read(int dir, const struct leftover *l, size_t *ret_len);

/** journal_drop - remove a leftover */
void journal_drop(int dir, const struct leftover *l);

#endif
