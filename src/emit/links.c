/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * links.c - CPU pools with the numbers that Xen gives them, and event
 * channels.
 */
#include "emit/links.h"

#include "emit/artefacts.h"
#include "emit/table.h"

/* What the pool of the CPUs that no other has is called. */
static const char *pool_name(const struct plan_pool *pool)
{
	return pool->pool ? pool->pool->name : "the rest";
}

static const char *scheduler_of(const struct plan_pool *pool)
{
	if (pool->pool && pool->pool->scheduler.given)
		return pool->pool->scheduler.v;
	return "auto";
}

static void pools_text(const struct emit_input *in, struct buf *out)
{
	static const char *const head[TABLE_COLUMNS] = {
		"pool", "name", "CPUs", "scheduler", "why",
	};
	struct table t = table_make(in->arena, "lllll");

	buf_puts(out, "\nCPU pools\n");
	table_row(&t, head);
	for (size_t i = 0; i < in->plan->n_pools; i++) {
		const struct plan_pool *pool = &in->plan->pools[i];
		const char *cells[TABLE_COLUMNS];

		cells[0] = arena_printf(in->arena, "Pool-%u", pool->id);
		cells[1] = pool_name(pool);
		cells[2] = model_cpus_text(in->arena, &pool->cpus);
		cells[3] = scheduler_of(pool);
		cells[4] = pool->reason;
		table_row(&t, cells);
	}
	table_write(&t, 2, out);
}

static void channels_text(const struct emit_input *in, struct buf *out)
{
	struct table t = table_make(in->arena, "lll");

	buf_puts(out, "\nEvent channels\n");
	for (size_t i = 0; i < in->system->n_channels; i++) {
		const struct event_channel *c = &in->system->channels[i];
		const char *cells[TABLE_COLUMNS] = { NULL };

		for (int k = 0; k < 2; k++)
			cells[k] = arena_printf(in->arena, "%s port %u",
						c->ends[k].domain,
						(unsigned int)c->ends[k].port);
		cells[2] = emit_place(in, c->place);
		table_row(&t, cells);
	}
	table_write(&t, 2, out);
}

void links_text(const struct emit_input *in, struct buf *out)
{
	if (in->plan->n_pools)
		pools_text(in, out);
	if (in->system->n_channels)
		channels_text(in, out);
}

static void pools_json(const struct emit_input *in, struct json *j)
{
	json_list(j, "cpupools");
	for (size_t i = 0; i < in->plan->n_pools; i++) {
		const struct plan_pool *pool = &in->plan->pools[i];

		json_map_inline(j, NULL);
		json_u64(j, "number", pool->id);
		if (pool->pool)
			json_string(j, "name", pool->pool->name);
		json_string(j, "cpus", model_cpus_text(in->arena, &pool->cpus));
		json_string(j, "scheduler", scheduler_of(pool));
		json_string(j, "reason", pool->reason);
		if (pool->pool)
			json_string(j, "place",
				    emit_place(in, pool->pool->place));
		json_close(j);
	}
	json_close(j);
}

static void channels_json(const struct emit_input *in, struct json *j)
{
	json_list(j, "event-channels");
	for (size_t i = 0; i < in->system->n_channels; i++) {
		const struct event_channel *c = &in->system->channels[i];

		json_map_inline(j, NULL);
		json_list(j, "ends");
		for (int k = 0; k < 2; k++) {
			json_map(j, NULL);
			json_string(j, "domain", c->ends[k].domain);
			json_u64(j, "port", c->ends[k].port);
			json_close(j);
		}
		json_close(j);
		json_string(j, "place", emit_place(in, c->place));
		json_close(j);
	}
	json_close(j);
}

void links_json(const struct emit_input *in, struct json *j)
{
	if (in->plan->n_pools)
		pools_json(in, j);
	if (in->system->n_channels)
		channels_json(in, j);
}
