/* SPDX-License-Identifier: BSD-2-Clause */
#include "model/model.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "model/bind.h"

/* What U-Boot scripts use, and enough for every kernel's own wish. */
#define DEFAULT_MODULE_ALIGN MIB(2)

const char *const model_keys[] = {
#define KEY(path) path,
#define TARGET_KEY(name, bind) "target." name,
#define BOOT_KEY(name, bind) "boot." name,
#define HYPERVISOR_KEY(name, bind) "hypervisor." name,
#define PLACEMENT_KEY(name, bind, kinds) "domains.*.placement." name,
#define DOMAIN_KEY(name, bind, kinds) "domains.*." name,
#define SPACE_KEY(name, bind) "domains.*.address-space." name,
#define LATER_KEY(path, instead) path,
#include "model/keys.def"
};
const size_t n_model_keys = sizeof(model_keys) / sizeof(model_keys[0]);

static void bind_methods(struct bind *b, const struct value *v)
{
	struct boot *boot = &b->system->boot;

	boot->direct = false;
	for (size_t i = 0; i < v->n; i++)
		if (v->items[i]->kind == VALUE_STRING &&
		    strcmp(v->items[i]->text, "direct") == 0)
			boot->direct = true;
}

static void bind_align(struct bind *b, const struct value *v)
{
	struct boot *boot = &b->system->boot;
	struct set_u64 align = bind_size(b, v);

	if (!align.given)
		return;
	if (align.v >= PAGE_BYTES && is_aligned(align.v, align.v)) {
		boot->align = align;
		return;
	}
	diag_add(b->diags, E_BOOT_ALIGN, v->place,
		 "modules cannot be aligned to %s: a power of two is wanted, 4 KiB or more",
		 v->text);
}

static void bind_xen_at(struct bind *b, const struct value *v)
{
	b->system->boot.xen_at = bind_u64(b, v);
}

static void bind_tree_at(struct bind *b, const struct value *v)
{
	b->system->boot.tree_at = bind_u64(b, v);
}

static void bind_image(struct bind *b, const struct value *v)
{
	struct hypervisor *h = &b->system->hypervisor;

	h->image = file_open(b->arena, b->diags, v, b->opts,
			     &b->system->files);
	if (h->image)
		content_check_hypervisor(b, h->image, bind_path_place(v));
}

static void bind_cmdline(struct bind *b, const struct value *v)
{
	b->system->hypervisor.cmdline = bind_str(v);
}

/* init_boot_pages() rounds to pages; booting.txt asks for 64 KiB. */
#define STATIC_HEAP_ALIGN KIB(64)

static void bind_static_heap(struct bind *b, const struct value *v)
{
	struct hypervisor *h = &b->system->hypervisor;

	h->static_heap_place = v->place;
	h->n_static_heap = bind_ranges(b->arena, b->diags, v, &h->static_heap);
	for (size_t i = 0; i < h->n_static_heap; i++) {
		const struct set_range *r = &h->static_heap[i];

		if (is_aligned(r->range.base, STATIC_HEAP_ALIGN) &&
		    is_aligned(r->range.size, STATIC_HEAP_ALIGN))
			continue;
		diag_add(b->diags, E_STATIC_HEAP, r->place,
			 "static heap at 0x%" PRIx64 ", %s: base and size are to be multiples of 64 KiB",
			 r->range.base, size_text(b->arena, r->range.size));
	}
}

static void bind_xsm_policy(struct bind *b, const struct value *v)
{
	struct hypervisor *h = &b->system->hypervisor;

	h->xsm_policy = file_open(b->arena, b->diags, v, b->opts,
				  &b->system->files);
	if (h->xsm_policy)
		content_check_policy(b, h->xsm_policy, bind_path_place(v));
}

struct section_key {
	const char *name;
	void (*bind)(struct bind *b, const struct value *v);
};

static const struct section_key boot_keys[] = {
#define BOOT_KEY(name, bind) { name, bind },
#include "model/keys.def"
};

static const struct section_key hypervisor_keys[] = {
#define HYPERVISOR_KEY(name, bind) { name, bind },
#include "model/keys.def"
};

static void bind_section(struct bind *b, const struct value *section,
			 const struct section_key *keys, size_t n_keys)
{
	for (size_t i = 0; i < n_keys; i++) {
		const struct value *v = value_get(section, keys[i].name);

		if (v)
			keys[i].bind(b, v);
	}
}

void bind_boot(struct bind *b, const struct value *boot)
{
	struct boot *s = &b->system->boot;

	/* The one method there is. */
	s->direct = true;
	s->align.v = DEFAULT_MODULE_ALIGN;
	if (!boot)
		return;
	s->place = boot->place;
	bind_section(b, boot, boot_keys,
		     sizeof(boot_keys) / sizeof(boot_keys[0]));
}

void bind_hypervisor(struct bind *b, const struct value *hypervisor)
{
	if (!hypervisor)
		return;
	b->system->hypervisor.place = hypervisor->place;
	bind_section(b, hypervisor, hypervisor_keys,
		     sizeof(hypervisor_keys) / sizeof(hypervisor_keys[0]));
}

/*
 * The last `dtuart=` of Xen's command line: the console that Xen uses when it
 * does not follow the tree's stdout-path (drivers/char/uart-init.c).
 */
static const char *find_dtuart(struct arena *a, const char *cmdline)
{
	static const char key[] = "dtuart=";
	const char *found = NULL;

	while (*cmdline) {
		size_t n = strcspn(cmdline, " ");

		if (strncmp(cmdline, key, sizeof(key) - 1) == 0)
			found = arena_strndup(a, cmdline + sizeof(key) - 1,
					      n - (sizeof(key) - 1));
		cmdline += n;
		cmdline += strspn(cmdline, " ");
	}
	return found && *found ? found : NULL;
}

static void bind_board(struct bind *b, const struct value *v)
{
	struct system *s = b->system;
	const struct value *keep_free = value_get(v, "keep-free");
	const struct set_str *cmdline = &s->hypervisor.cmdline;
	const char *dtuart = NULL;
	struct board *board;

	if (keep_free)
		s->n_keep_free = bind_ranges(b->arena, b->diags, keep_free,
					     &s->keep_free);
	board = board_read(b->arena, b->diags, v, b->opts);
	s->board = board;
	if (!board)
		return;
	if (s->target.facts)
		board_fit_release(b->arena, b->diags, board,
				  s->target.facts, s->target.max_cpus);
	if (cmdline->given)
		dtuart = find_dtuart(b->arena, cmdline->v);
	if (dtuart)
		board_use_console(b->arena, b->diags, board, dtuart,
				  cmdline->place);
}

static void add_input(struct arena *a, struct doc_input ***end,
		      const char *path)
{
	struct doc_input *input = ARENA_NEW(a, struct doc_input);

	input->path = path;
	**end = input;
	*end = &input->next;
}

/* The document's own list is const: what was read comes after a copy. */
static void list_inputs(struct bind *b, const struct doc *doc)
{
	const struct system *s = b->system;
	struct doc_input **end = &b->system->inputs;

	for (const struct doc_input *i = doc->inputs; i; i = i->next)
		add_input(b->arena, &end, i->path);
	if (s->kconfig_input)
		add_input(b->arena, &end, s->kconfig_input->path);
	if (s->board)
		for (const struct doc_input *i = s->board->inputs; i;
		     i = i->next)
			add_input(b->arena, &end, i->path);
	for (const struct file *f = s->files; f; f = f->next)
		if (!s->board || strcmp(f->found, s->board->path) != 0)
			add_input(b->arena, &end, f->found);
}

struct system *model_bind(struct arena *a, struct diags *d,
			  const struct doc *doc, const char *path,
			  const struct doc_options *opts)
{
	struct system *s = ARENA_NEW(a, struct system);
	const struct value *target = value_get(doc->root, "target");
	const struct value *board = value_get(doc->root, "board");
	const struct value *pools = value_get(doc->root, "cpupools");
	const struct value *channels = value_get(doc->root, "event-channels");
	const struct value *shared = value_get(doc->root, "shared-memory");
	struct bind b = {
		.arena = a,
		.diags = d,
		.opts = opts,
		.system = s,
		.domains = value_get(doc->root, "domains"),
	};

	assert(target && board);
	s->path = path;
	later_report(&b, doc->root);
	bind_target(&b, target);
	bind_boot(&b, value_get(doc->root, "boot"));
	bind_hypervisor(&b, value_get(doc->root, "hypervisor"));
	bind_board(&b, board);
	if (pools)
		bind_cpupools(&b, pools);
	if (b.domains)
		bind_domains(&b, b.domains);
	if (channels)
		bind_channels(&b, channels);
	if (shared)
		bind_shared(&b, shared);
	list_inputs(&b, doc);
	return s->target.facts && s->board ? s : NULL;
}

const struct domain *model_dom0(const struct system *s)
{
	for (size_t i = 0; i < s->n_domains; i++)
		if (s->domains[i].is_dom0)
			return &s->domains[i];
	return NULL;
}
