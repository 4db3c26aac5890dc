/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * layout_json.c - the report for programs; schemas/layout.yaml describes it.
 */
#include <string.h>

#include "base/limits.h"
#include "emit/artefacts.h"
#include "emit/budgets.h"
#include "emit/json.h"
#include "emit/links.h"
#include "emit/map.h"
#include "emit/settings.h"
#include "emit/sums.h"

static void write_setting(struct json *j, const struct setting *s)
{
	json_map_inline(j, s->name);
	switch (s->kind) {
	case SETTING_TEXT:
		json_string(j, "value", s->text ? s->text : "");
		break;
	case SETTING_NUMBER:
	case SETTING_SIZE:
		json_u64(j, "value", s->number);
		break;
	case SETTING_BOOL:
		json_bool(j, "value", s->number != 0);
		break;
	}
	json_string(j, "reason", s->reason ? s->reason : "");
	json_close(j);
}

static void write_settings(struct json *j, const char *key,
			   const struct settings *s)
{
	json_map(j, key);
	for (size_t i = 0; i < s->n; i++)
		write_setting(j, &s->items[i]);
	json_close(j);
}

static void write_map(const struct emit_input *in, struct json *j,
		      const char *key, const struct map *m)
{
	json_list(j, key);
	for (size_t i = 0; i < m->n_rows; i++) {
		const struct map_row *row = &m->rows[i];
		const char *place = emit_place(in, row->place);

		json_map_inline(j, NULL);
		json_range(j, row->range);
		json_string(j, "kind", row->kind);
		json_string(j, "what", row->what);
		json_string(j, "reason", row->reason);
		if (place)
			json_string(j, "place", place);
		json_u64(j, "depth", row->depth);
		json_close(j);
	}
	json_close(j);
}

static void write_boot_domain(const struct emit_input *in, struct json *j,
			      size_t i)
{
	const struct plan_domain *pd = &in->plan->domains[i];
	struct settings s = settings_of_domain(in, pd->domain, pd);
	struct map m;

	json_map(j, NULL);
	json_string(j, "name", pd->domain->name);
	json_string(j, "start", "dom0less");
	json_u64(j, "number", pd->domid);
	write_settings(j, "settings", &s);
	if (in->guest_trees[i])
		json_u64(j, "tree-bytes", dt_size(in->guest_trees[i]));
	if (!pd->domain->is_dom0) {
		m = map_guest(in, pd);
		write_map(in, j, "map", &m);
	}
	budgets_json(in, pd, j);
	json_close(j);
}

static void write_xl_domain(const struct emit_input *in, struct json *j,
			    const struct domain *d)
{
	struct settings s = settings_of_domain(in, d, NULL);

	json_map(j, NULL);
	json_string(j, "name", d->name);
	json_string(j, "start", "xl");
	write_settings(j, "settings", &s);
	json_close(j);
}

static bool is_wanted(const struct domain *d, const char *only)
{
	return !only || strcmp(d->name, only) == 0;
}

static void write_domains(const struct emit_input *in, struct json *j,
			  const char *only)
{
	json_list(j, "domains");
	for (size_t i = 0; i < in->plan->n_domains; i++)
		if (is_wanted(in->plan->domains[i].domain, only))
			write_boot_domain(in, j, i);
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		if (d->start == START_XL && is_wanted(d, only))
			write_xl_domain(in, j, d);
	}
	json_close(j);
}

static void write_sums(const struct emit_input *in, struct json *j)
{
	struct sums s = sums_of(in);

	json_map(j, "memory");
	json_u64(j, "host", s.host_ram);
	json_u64(j, "dom0less", s.boot_domains);
	json_u64(j, "xl", s.xl_domains);
	if (s.shared)
		json_u64(j, "shared", s.shared);
	json_u64(j, "left", s.left);
	json_close(j);
}

static void write_sets(const struct emit_input *in, struct json *j)
{
	json_list_inline(j, "sets");
	for (size_t i = 0; i < in->n_sets; i++)
		json_string(j, NULL, in->sets[i]);
	json_close(j);
}

void emit_layout_json(const struct emit_input *in, const char *domain,
		      struct buf *out)
{
	struct settings target = settings_of_target(in);
	struct map host;
	struct json j;

	json_begin(&j, out);
	json_map(&j, NULL);
	json_u64(&j, "version", 1);
	json_string(&j, "system", emit_path(in, in->system->path));
	write_settings(&j, "target", &target);
	write_sets(in, &j);
	if (!domain) {
		host = map_host(in);
		write_map(in, &j, "host", &host);
		links_json(in, &j);
	}
	write_domains(in, &j, domain);
	if (!domain)
		write_sums(in, &j);
	json_close(&j);
	json_end(&j);
}

void emit_layout_json_file(const struct emit_input *in,
			   struct artefacts *list)
{
	struct buf out = buf_make(in->arena, LIMIT_OUTPUT_BYTES);

	emit_layout_json(in, NULL, &out);
	artefacts_add(list, "layout.json", "layout.json", &out);
}
