/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * settings.h - what a domain or the target is, each with who said so, for the
 * reports of src/emit.
 */
#ifndef DOMC_EMIT_SETTINGS_H
#define DOMC_EMIT_SETTINGS_H

#include "emit/emit.h"

enum setting_kind { SETTING_TEXT, SETTING_NUMBER, SETTING_SIZE, SETTING_BOOL };

struct setting {
	const char *name;	/* the key of the system file */
	enum setting_kind kind;
	uint64_t number;	/* NUMBER, SIZE (bytes), BOOL */
	const char *text;	/* TEXT */
	const char *reason;	/* the place that says it, or why it is so */
};

struct settings {
	struct arena *arena;
	struct setting *items;
	size_t n;
	size_t n_room;
};

struct settings settings_of_target(const struct emit_input *in);
/** settings_of_domain - @pd: its part of the plan, NULL for an xl domain */
struct settings settings_of_domain(const struct emit_input *in,
				   const struct domain *d,
				   const struct plan_domain *pd);

/** setting_text - "2", "64 MiB", "yes": for people */
const char *setting_text(struct arena *a, const struct setting *s);

#endif
