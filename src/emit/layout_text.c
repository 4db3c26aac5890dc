/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * layout_text.c - the report for people: who sees what where, and why.
 */
#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "emit/artefacts.h"
#include "emit/budgets.h"
#include "emit/links.h"
#include "emit/map.h"
#include "emit/settings.h"
#include "emit/sums.h"
#include "emit/table.h"
#include "lint/lint.h"

static void heading(struct buf *out, const char *text)
{
	if (out->len)
		buf_putc(out, '\n');
	buf_printf(out, "%s\n", text);
}

static bool is_cmdline(const struct setting *s)
{
	return strcmp(s->name, "cmdline") == 0;
}

/* A command line gets the width of the page, under its name's column. */
static void write_cmdline(const struct emit_input *in, const struct setting *s,
			  size_t name_width, struct buf *out)
{
	struct table t = table_make(in->arena, "ll");
	const char *cells[TABLE_COLUMNS] = { NULL };

	if (!s->text || !*s->text)
		return;
	cells[0] = arena_printf(in->arena, "%-*s", (int)name_width, s->name);
	cells[1] = text_visible(in->arena, s->text);
	table_row(&t, cells);
	table_write(&t, 2, out);
}

static void write_settings(const struct emit_input *in,
			   const struct settings *s, struct buf *out)
{
	struct table t = table_make(in->arena, "lll");
	size_t name_width = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct setting *item = &s->items[i];
		const char *cells[TABLE_COLUMNS] = { item->name };
		size_t width = strlen(item->name);

		name_width = width > name_width ? width : name_width;
		cells[1] = text_visible(in->arena,
					setting_text(in->arena, item));
		cells[2] = item->reason;
		if (!is_cmdline(item))
			table_row(&t, cells);
	}
	table_write(&t, 2, out);
	for (size_t i = 0; i < s->n; i++)
		if (is_cmdline(&s->items[i]))
			write_cmdline(in, &s->items[i], name_width, out);
}

static const char *why(const struct emit_input *in, const struct map_row *row)
{
	const char *place = emit_place(in, row->place);

	if (!place)
		return row->reason;
	if (!*row->reason)
		return place;
	return arena_printf(in->arena, "%s (%s)", row->reason, place);
}

/* Digits that hold every address of the map: 8, or as many as it takes. */
static int address_digits(const struct map *m)
{
	uint64_t highest = 0;
	int digits = 8;

	for (size_t i = 0; i < m->n_rows; i++)
		if (range_last(m->rows[i].range) > highest)
			highest = range_last(m->rows[i].range);
	while (digits < 16 && highest >> (4 * digits))
		digits += 2;
	return digits;
}

static void write_map(const struct emit_input *in, const struct map *m,
		      struct buf *out)
{
	static const char *const head[TABLE_COLUMNS] = {
		"address", "size", "what", "why",
	};
	struct table t = table_make(in->arena, "lrll");
	int digits = address_digits(m);

	if (!m->n_rows)
		return;
	table_row(&t, head);
	for (size_t i = 0; i < m->n_rows; i++) {
		const struct map_row *row = &m->rows[i];
		const char *cells[TABLE_COLUMNS];

		cells[0] = arena_printf(in->arena,
					"0x%0*" PRIx64 "-0x%0*" PRIx64,
					digits, row->range.base,
					digits, range_last(row->range));
		cells[1] = size_text(in->arena, row->range.size);
		cells[2] = arena_printf(in->arena, "%*s%s",
					(int)(2 * row->depth), "", row->what);
		cells[3] = why(in, row);
		table_row(&t, cells);
	}
	buf_putc(out, '\n');
	table_write(&t, 2, out);
}

static void write_boot_domain(const struct emit_input *in, size_t i,
			      struct buf *out)
{
	const struct plan_domain *pd = &in->plan->domains[i];
	const struct domain *d = pd->domain;
	struct settings s = settings_of_domain(in, d, pd);
	struct map m;

	heading(out, arena_printf(in->arena, "Domain %s: number %u, started by Xen",
				  d->name, pd->domid));
	write_settings(in, &s, out);
	if (d->is_dom0) {
		buf_puts(out, "  Its tree is the board's as Xen filters it, and is not predicted.\n");
		budgets_text(in, pd, out);
		return;
	}
	if (in->guest_trees[i])
		buf_printf(out, "  %s/guest.dtb has %zu bytes; Xen has room for %" PRIu64 ".\n",
			   d->name, dt_size(in->guest_trees[i]),
			   lint_tree_room(&in->system->target, pd));
	m = map_guest(in, pd);
	write_map(in, &m, out);
	budgets_text(in, pd, out);
}

static void write_xl_domain(const struct emit_input *in,
			    const struct domain *d, struct buf *out)
{
	struct settings s = settings_of_domain(in, d, NULL);

	heading(out, arena_printf(in->arena, "Domain %s: started by xl from %s/%s.cfg",
				  d->name, d->name, d->name));
	write_settings(in, &s, out);
}

static bool is_wanted(const struct domain *d, const char *only)
{
	return !only || strcmp(d->name, only) == 0;
}

static void write_domains(const struct emit_input *in, const char *only,
			  struct buf *out)
{
	for (size_t i = 0; i < in->plan->n_domains; i++)
		if (is_wanted(in->plan->domains[i].domain, only))
			write_boot_domain(in, i, out);
	for (size_t i = 0; i < in->system->n_domains; i++) {
		const struct domain *d = &in->system->domains[i];

		if (d->start == START_XL && is_wanted(d, only))
			write_xl_domain(in, d, out);
	}
}

static void sum_row(const struct emit_input *in, struct table *t,
		    const char *what, uint64_t bytes, size_t n)
{
	const char *cells[TABLE_COLUMNS] = { what };

	cells[1] = size_text(in->arena, bytes);
	if (n)
		cells[2] = arena_printf(in->arena, "%zu domain%s", n,
					n == 1 ? "" : "s");
	table_row(t, cells);
}

static void write_sums(const struct emit_input *in, struct buf *out)
{
	struct sums s = sums_of(in);
	struct table t = table_make(in->arena, "lrl");

	heading(out, "Memory in all");
	sum_row(in, &t, "the host has", s.host_ram, 0);
	sum_row(in, &t, "domains started by Xen", s.boot_domains,
		s.n_boot_domains);
	if (s.n_xl_domains)
		sum_row(in, &t, "domains started by xl", s.xl_domains,
			s.n_xl_domains);
	if (s.shared)
		sum_row(in, &t, "shared memory", s.shared, 0);
	sum_row(in, &t, "left for Xen", s.left, 0);
	table_write(&t, 2, out);
}

static void write_overrides(const struct emit_input *in, struct buf *out)
{
	if (in->n_sets)
		heading(out, "Overridden on the command line");
	for (size_t i = 0; i < in->n_sets; i++)
		buf_printf(out, "  --set %s\n",
			   text_visible(in->arena, in->sets[i]));
	if (!in->forced)
		return;
	heading(out, "Written by --force despite");
	for (const struct diag_item *f = in->diags->items; f; f = f->next)
		if (f->level == DIAG_ERROR)
			buf_printf(out, "  %s %s\n", diag_codes[f->code].number,
				   diag_codes[f->code].slug);
}

void emit_layout_text(const struct emit_input *in, const char *domain,
		      struct buf *out)
{
	struct settings target;
	struct map host;

	if (domain) {
		write_domains(in, domain, out);
		return;
	}
	heading(out, arena_printf(in->arena, "%s: %zu domain%s on Xen %s, arm64",
				  emit_path(in, in->system->path),
				  in->system->n_domains,
				  in->system->n_domains == 1 ? "" : "s",
				  in->system->target.facts->release));
	target = settings_of_target(in);
	write_settings(in, &target, out);
	write_overrides(in, out);
	heading(out, "Host memory when Xen starts");
	host = map_host(in);
	write_map(in, &host, out);
	links_text(in, out);
	write_domains(in, NULL, out);
	write_sums(in, out);
}

void emit_layout_text_file(const struct emit_input *in,
			   struct artefacts *list)
{
	struct buf out = buf_make(in->arena, LIMIT_OUTPUT_BYTES);

	emit_layout_text(in, NULL, &out);
	artefacts_add(list, "layout.txt", "layout.txt", &out);
}
