/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * links.h - what domains share beside memory, in the reports of src/emit: CPU
 * pools and event channels.
 */
#ifndef DOMC_EMIT_LINKS_H
#define DOMC_EMIT_LINKS_H

#include "emit/emit.h"
#include "emit/json.h"

/** links_text - nothing where the file says neither */
void links_text(const struct emit_input *in, struct buf *out);
/** links_json - members "cpupools" and "event-channels", where there are any */
void links_json(const struct emit_input *in, struct json *j);

#endif
