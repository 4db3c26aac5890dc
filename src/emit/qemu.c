/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * qemu.c - boot method `direct`: QEMU's own loaders put everything in place.
 *
 * One argument a line, so that no shell quoting is needed. Files bear the
 * names a boot loader knows: load-as if said, else the path as said. The
 * arguments thus fit one folder that holds the boot files and board.dtb; a
 * later -dtb on the command line overrides the one here.
 */
#include <inttypes.h>

#include "base/limits.h"
#include "emit/artefacts.h"

static const char *loader_path(const struct file *f)
{
	return f->load_as ? f->load_as : f->path;
}

/* In an option with parts a comma is doubled (QEMU manual, "-device"). */
static void add_doubling_commas(struct buf *out, const char *s)
{
	for (; *s; s++) {
		if (*s == ',')
			buf_putc(out, ',');
		buf_putc(out, *s);
	}
}

static void add_module(struct buf *out, const struct plan_module *m)
{
	/* force-raw: an ELF or uImage is to arrive as the file has it. */
	buf_puts(out, "-device\nloader,file=");
	add_doubling_commas(out, loader_path(m->file));
	buf_printf(out, ",addr=0x%" PRIx64 ",force-raw=on\n",
		   m->at.range.base);
}

/* Xen and the board tree have options of their own. */
static bool is_loaded_here(const struct plan_module *m)
{
	return m->file && !m->file->has_at && m->kind != MODULE_XEN &&
	       m->kind != MODULE_BOARD_TREE;
}

void emit_qemu_args(const struct emit_input *in, struct artefacts *list)
{
	const struct system *s = in->system;
	struct buf out = buf_make(in->arena, LIMIT_OUTPUT_BYTES);

	if (!s->boot.direct)
		return;
	if (s->hypervisor.image)
		buf_printf(&out, "-kernel\n%s\n",
			   loader_path(s->hypervisor.image));
	buf_puts(&out, "-dtb\nboard.dtb\n");
	for (const struct plan_module *m = in->plan->modules; m; m = m->next)
		if (is_loaded_here(m))
			add_module(&out, m);
	artefacts_add(list, "qemu.args", "qemu.args", &out);
}
