/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/budgets.h"

#include "emit/artefacts.h"
#include "emit/table.h"

static void add_row(struct table *t, const char *what, const char *size,
		    const char *why)
{
	const char *cells[TABLE_COLUMNS] = { what, size, why };

	table_row(t, cells);
}

/* The addends, what they come to, and what there is. */
static void write_sum(const struct emit_input *in, const struct budget *b,
		      const char *has, const char *had, const char *why,
		      struct buf *out)
{
	struct table t = table_make(in->arena, "lrl");

	for (size_t i = 0; i < b->n_lines; i++) {
		const struct budget_line *line = &b->lines[i];

		add_row(&t, text_visible(in->arena, line->what),
			size_text(in->arena, line->bytes),
			emit_place(in, line->place));
	}
	add_row(&t, "needed", size_text(in->arena, b->needed), NULL);
	add_row(&t, has, had, why);
	table_write(&t, 4, out);
}

void budgets_text(const struct emit_input *in, const struct plan_domain *pd,
		  struct buf *out)
{
	const struct budget *r = &pd->region_budget;
	const struct budget *t = &pd->p2m_budget;

	if (!r->n_lines)
		return;
	buf_puts(out, "\n  Guest addresses for what it maps of others\n");
	if (pd->domain->is_dom0)
		write_sum(in, r, "extended regions", "?",
			  "Xen finds them when it boots", out);
	else
		write_sum(in, r, "extended regions",
			  size_text(in->arena, r->had),
			  pd->regions_suffice ?
				  "enough: the guest is told so" : NULL, out);
	if (!t->n_lines)
		return;
	buf_puts(out, "\n  P2M pool, for tables of guest addresses\n");
	write_sum(in, t, "the pool", size_text(in->arena, t->had),
		  pd->p2m_pool_reason, out);
}

static void json_budget(const struct emit_input *in, struct json *j,
			const char *key, const struct budget *b, bool has_had)
{
	json_map(j, key);
	json_list(j, "sum");
	for (size_t i = 0; i < b->n_lines; i++) {
		const char *place = emit_place(in, b->lines[i].place);

		json_map_inline(j, NULL);
		json_string(j, "what", b->lines[i].what);
		json_u64(j, "bytes", b->lines[i].bytes);
		if (place)
			json_string(j, "place", place);
		json_close(j);
	}
	json_close(j);
	json_u64(j, "needed", b->needed);
	if (has_had)
		json_u64(j, "had", b->had);
	json_close(j);
}

void budgets_json(const struct emit_input *in, const struct plan_domain *pd,
		  struct json *j)
{
	if (!pd->region_budget.n_lines)
		return;
	json_map(j, "budgets");
	json_budget(in, j, "extended-regions", &pd->region_budget,
		    !pd->domain->is_dom0);
	if (pd->p2m_budget.n_lines)
		json_budget(in, j, "p2m-pool", &pd->p2m_budget, true);
	json_close(j);
}
