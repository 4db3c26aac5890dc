/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * modules.c - the boot modules and their places in host memory.
 *
 * What the file pins is claimed first; the rest goes to the lowest free
 * aligned place, in the order Xen meets the modules. dom0's come first: in
 * 4.20 a module that dom0 shares with a domU is dom0's only if dom0 named it
 * first (add_boot_module() returns before it clears the domU flag).
 */
#include "plan/parts.h"

#include <string.h>

static const char *const kind_names[] = {
	[MODULE_KERNEL] = "kernel",
	[MODULE_RAMDISK] = "ramdisk",
	[MODULE_GUEST_TREE] = "partial tree",
	[MODULE_XSM_POLICY] = "security policy",
};

/* ---- wishes ---- */

struct wishes {
	struct wish *items;
	size_t n;
	struct load policy;	/* Xen's own; no file: none */
};

static void wish(struct wishes *w, struct plan_domain *pd,
		 enum module_kind kind, const struct file *file)
{
	if (!file)
		return;
	w->items[w->n] = (struct wish){
		.kind = kind, .file = file, .pd = pd, .order = w->n,
	};
	w->n++;
}

static void wish_all(struct wishes *w, struct plan_domain *pd)
{
	wish(w, pd, MODULE_KERNEL, pd->domain->kernel.file);
	wish(w, pd, MODULE_RAMDISK, pd->domain->ramdisk);
	wish(w, pd, MODULE_GUEST_TREE, pd->domain->device_tree);
}

static struct wishes collect(struct planner *p)
{
	struct plan *plan = p->plan;
	struct wishes w = {
		.policy = {
			.kind = MODULE_XSM_POLICY,
			.file = p->system->hypervisor.xsm_policy,
		},
	};

	w.items = arena_array(p->arena, 3 * plan->n_domains + 1,
			      sizeof(*w.items));
	for (size_t i = 0; i < plan->n_domains; i++)
		if (plan->domains[i].domain->is_dom0)
			wish_all(&w, &plan->domains[i]);
	for (size_t i = 0; i < plan->n_domains; i++)
		if (!plan->domains[i].domain->is_dom0)
			wish_all(&w, &plan->domains[i]);
	return w;
}

/* ---- the list ---- */

static void add(struct plan *plan, struct plan_module m)
{
	plan->modules[plan->n_modules] = m;
	if (plan->n_modules)
		plan->modules[plan->n_modules - 1].next =
			&plan->modules[plan->n_modules];
	plan->n_modules++;
}

static void add_load(struct plan *plan, struct load *load)
{
	load->module = &plan->modules[plan->n_modules];
	add(plan, (struct plan_module){
		.kind = load->kind,
		.file = load->file,
		.domain = load->user,
		.at = { { 0, load->file->size }, "no free place", PLACE_NONE },
	});
}

static void list(struct planner *p, struct wishes *w)
{
	struct plan *plan = p->plan;

	plan->modules = arena_array(p->arena, w->n + 3,
				    sizeof(*plan->modules));
	add(plan, (struct plan_module){
		.kind = MODULE_XEN,
		.file = p->system->hypervisor.image,
		.at = plan->xen,
	});
	add(plan, (struct plan_module){
		.kind = MODULE_BOARD_TREE,
		.at = plan->board_tree,
	});
	if (w->policy.file)
		add_load(plan, &w->policy);
	plan->policy_module = w->policy.module;
	for (size_t i = 0; i < w->n; i++)
		if (!w->items[i].load->module)
			add_load(plan, w->items[i].load);
}

static void tell_domains(const struct wishes *w)
{
	for (size_t i = 0; i < w->n; i++) {
		struct plan_domain *pd = w->items[i].pd;
		const struct plan_module *m = w->items[i].load->module;

		if (m->kind == MODULE_KERNEL)
			pd->kernel_module = m;
		else if (m->kind == MODULE_RAMDISK)
			pd->ramdisk_module = m;
		else
			pd->tree_module = m;
	}
}

/* ---- places ---- */

static const char *load_name(struct planner *p, const struct load *load)
{
	if (!load->user)
		return "the security policy";
	return arena_printf(p->arena, "the %s of domain '%s'",
			    kind_names[load->kind], load->user->name);
}

/* What is no alignment was reported when it was read. */
static uint64_t module_align(const struct planner *p)
{
	uint64_t align = p->system->boot.align.v;

	return align >= PAGE_BYTES && !(align & (align - 1)) ? align : MIB(2);
}

static void pin(struct planner *p, const struct load *load)
{
	struct planned *at = &load->module->at;
	const struct file *file = load->file;
	struct holder *h = ARENA_NEW(p->arena, struct holder);

	*h = (struct holder){
		.kind = HOLDER_MODULE,
		.name = load_name(p, load),
		.place = file->place,
	};
	at->range.base = file->at;
	at->place = file->place;
	at->reason = "said in the file";
	plan_claim(p, at->range, h);
	if (!plan_whole(at->range))
		at->range.size = 0;
}

/* No place for @size bytes is free below @from. */
struct step {
	uint64_t size;
	uint64_t from;
};

/*
 * Modules only fill memory up, so a search need not begin at 0 again: it
 * begins where the last one for as much or less ended.
 */
struct search {
	uint64_t align;
	struct step *steps;	/* both members ascend */
	size_t n_steps;
	bool failed;		/* the largest free range was told */
};

/* How many steps are for less than @size. */
static size_t steps_below(const struct search *s, uint64_t size)
{
	size_t low = 0, high = s->n_steps;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->steps[mid].size < size)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static uint64_t search_from(const struct search *s, uint64_t size)
{
	size_t n = steps_below(s, size + 1);

	return n ? s->steps[n - 1].from : 0;
}

/* What is known of larger sizes goes when it says less than this. */
static void remember(struct search *s, uint64_t size, uint64_t from)
{
	size_t at = steps_below(s, size);
	size_t next = at;

	while (next < s->n_steps && (s->steps[next].size == size ||
				     s->steps[next].from <= from))
		next++;
	memmove(&s->steps[at + 1], &s->steps[next],
		(s->n_steps - next) * sizeof(*s->steps));
	s->n_steps = s->n_steps - next + at + 1;
	s->steps[at] = (struct step){ size, from };
}

static void report_no_room(struct planner *p, const struct load *load,
			   struct search *s)
{
	struct range *holes, largest = { 0, 0 };
	struct diag_item *item;
	size_t n;

	item = diag_add(p->diags, E_NO_ROOM, load->file->place,
			"%s: no free place for its %s in the board's RAM",
			load_name(p, load),
			plan_bytes_text(p->arena, load->file->size));
	if (s->failed)
		return;
	s->failed = true;
	n = space_holes(&p->host, (struct range){ 0, UINT64_MAX }, &holes);
	for (size_t i = 0; i < n; i++)
		if (holes[i].size > largest.size)
			largest = holes[i];
	if (largest.size)
		diag_note(p->diags, item, p->board->place,
			  "the largest free range is %s, %s, and modules begin at multiples of %s; make static memory or keep-free smaller, or lower boot.align",
			  range_text(p->arena, largest),
			  size_text(p->arena, largest.size),
			  size_text(p->arena, s->align));
}

static void place(struct planner *p, const struct load *load, struct search *s)
{
	struct planned *at = &load->module->at;
	/* Even an empty file must have an address in RAM. */
	uint64_t size = load->file->size ? load->file->size : 1;
	uint64_t from = search_from(s, size);
	uint64_t base;

	/* No host has so much RAM, and no sum may wrap. */
	if (size >> 56 ||
	    !space_first_fit(&p->host, range_of(from, UINT64_MAX), size,
			     s->align, &base)) {
		report_no_room(p, load, s);
		return;
	}
	remember(s, size, base);
	at->range.base = base;
	at->place = load->file->place;
	at->reason = arena_printf(p->arena,
				  "lowest free host RAM at a multiple of %s%s",
				  size_text(p->arena, s->align),
				  load->again ? ", a copy of its own: Xen moves a gzipped kernel away from its module" :
						"");
	space_take(&p->host, at->range, NULL);
}

/* A domain has one wish of a kind, so this is true once for each load. */
static bool is_first(const struct wish *w)
{
	return w->load->user == w->pd->domain;
}

static void place_all(struct planner *p, const struct wishes *w)
{
	struct search s = { .align = module_align(p) };

	s.steps = arena_array(p->arena, w->n + 2, sizeof(*s.steps));
	for (size_t i = 0; i < w->n; i++)
		if (is_first(&w->items[i]) && w->items[i].load->file->has_at)
			pin(p, w->items[i].load);
	if (w->policy.file && w->policy.file->has_at)
		pin(p, &w->policy);
	else if (w->policy.file)
		place(p, &w->policy, &s);
	for (size_t i = 0; i < w->n; i++)
		if (is_first(&w->items[i]) && !w->items[i].load->file->has_at)
			place(p, w->items[i].load, &s);
}

/* ---- how many ---- */

static void check_count(struct planner *p)
{
	const struct plan *plan = p->plan;
	size_t n[MODULE_XSM_POLICY + 1] = { 0 };
	struct diag_item *item;

	if (plan->n_modules <= p->facts->max_modules)
		return;
	for (size_t i = 0; i < plan->n_modules; i++)
		n[plan->modules[i].kind]++;
	item = diag_add(p->diags, E_MODULES_MANY,
			plan->modules[p->facts->max_modules].file->place,
			"%zu boot modules (Xen, the board tree, %zu kernels, %zu ramdisks, %zu partial trees), Xen %s keeps %u; this is the first one too many",
			plan->n_modules, n[MODULE_KERNEL], n[MODULE_RAMDISK],
			n[MODULE_GUEST_TREE], p->facts->release,
			(unsigned int)p->facts->max_modules);
	diag_note(p->diags, item, PLACE_NONE,
		  "domains with the same file share one module, but for gzipped kernels and files with an 'at' of their own; or start some by xl");
}

/*
 * Command lines of modules are kept in a list of the same length. dom0's is
 * not among them: it stands in /chosen (xen,dom0-bootargs).
 */
static void check_command_lines(struct planner *p)
{
	const struct plan *plan = p->plan;
	const struct domain *first_over = NULL;
	struct diag_item *item;
	size_t n = 0;

	for (size_t i = 0; i < plan->n_domains; i++) {
		const struct domain *d = plan->domains[i].domain;

		if (d->is_dom0 || !d->kernel.cmdline.v ||
		    !d->kernel.cmdline.v[0])
			continue;
		if (++n == p->facts->max_modules + 1u)
			first_over = d;
	}
	if (!first_over)
		return;
	item = diag_add(p->diags, E_CMDLINES_MANY,
			place_or(first_over->kernel.cmdline.place,
				   first_over->place),
			"%zu domains have a command line, Xen %s keeps %u: domain '%s' is the first to lose its own",
			n, p->facts->release,
			(unsigned int)p->facts->max_modules, first_over->name);
	diag_note(p->diags, item, PLACE_NONE,
		  "start some by xl, or leave out command lines that are not needed");
}

void plan_modules(struct planner *p)
{
	struct wishes w = collect(p);

	plan_share(p, w.items, w.n);
	list(p, &w);
	tell_domains(&w);
	place_all(p, &w);
	check_count(p);
	check_command_lines(p);
}
