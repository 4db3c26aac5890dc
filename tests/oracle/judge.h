/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * judge.h - what Xen makes of a compiled system.
 */
#ifndef TESTS_ORACLE_JUDGE_H
#define TESTS_ORACLE_JUDGE_H

#include "oracle.h"
#include "../boot/lab.h"

enum xen_verdict {
	XEN_BOOTS,
	XEN_PANICS,
	XEN_IGNORES,		/* it boots, without what the file asked for */
	XEN_SILENT,		/* no line at all */
	XEN_STOPS,		/* before it has told its version */
	XEN_GUEST_SILENT,	/* a guest never came to its end */
	XEN_TREE_DIFFERS,	/* a guest saw another tree, or a check failed */
	XEN_NOT_RUN,		/* QEMU could not be started: not Xen's doing */
	N_XEN_VERDICTS,
};

extern const char *const xen_verdicts[N_XEN_VERDICTS];

struct judgement {
	enum xen_verdict verdict;
	/* What it said last, or the difference; "" when it boots. */
	const char *says;
	/* Its lines that complain, in order, a line each. */
	const char *complaints;
	const char *seen;	/* all that Xen said, and observe() */
	const char *version;	/* "4.20.4 (Debian ...)" */
	enum oracle_release release;
	const char *log;	/* path of the serial log */
};

/**
 * judge_known - what Xen complains of in a boot that is sound
 * @log: serial log of that boot
 *
 * Return: its lines without their numbers, for judge_boot().
 */
const char *judge_known(struct arena *a, const char *log);

/**
 * judge_harmless - does @line tell of something that is not wrong?
 *
 * 4.20 says so of a module that two domains use: it overlaps with itself.
 */
bool judge_harmless(const char *line);

/**
 * judge_boot - boot @dir/out and judge; the serial log is @dir/serial.log
 * @known: complaints that say nothing, of judge_known(); NULL: none
 *
 * @foretold: domc refuses the system. A boot without an end counts at once
 *            then; else it is tried again with more time.
 */
struct judgement judge_boot(struct arena *a, const struct oracle_case *c,
			    const char *known, bool foretold,
			    const char *dir);

/** judge_waits - could it be that the boot just takes longer? */
bool judge_waits(const struct judgement *j);

#endif
