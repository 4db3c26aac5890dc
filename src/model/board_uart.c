/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * board_uart.c - the UART that is Xen's console: a direct-mapped domain's
 * emulated UART has the same address and interrupt.
 */
#include "model/board_parts.h"

#include <libfdt.h>
#include <string.h>
#include <strings.h>

/* A string property, or NULL when it is absent or has no end. */
static const char *string_prop(const void *fdt, const char *path,
			       const char *name, size_t n_name)
{
	int node = fdt_path_offset(fdt, path);
	int len;
	const char *s;

	if (node < 0)
		return NULL;
	s = fdt_getprop_namelen(fdt, node, name, (int)n_name, &len);
	return s && len > 0 && memchr(s, 0, (size_t)len) ? s : NULL;
}

/* "serial0:115200n8" or "/soc/uart@1:..." as a path, NULL: no such alias. */
static const char *console_path(struct arena *a, const void *fdt,
				const char *spec)
{
	size_t len = strcspn(spec, ":");

	if (spec[0] == '/')
		return arena_strndup(a, spec, len);
	return string_prop(fdt, "/aliases", spec, len);
}

static bool walk_to(struct tree_walk *w, int offset)
{
	while (tree_next(w))
		if (tree_here(w)->offset == offset)
			return true;
	return false;
}

/* What is at @path, exactly: Xen wants the unit address too. */
static bool read_uart(struct arena *a, struct board *b, struct tree_walk *w,
		      const char *path)
{
	int offset = fdt_path_offset(b->blob, path);
	struct range uart;

	if (offset < 0 || !walk_to(w, offset) ||
	    strcasecmp(tree_path(a, w), path) != 0 ||
	    !tree_is_available(tree_here(w)) ||
	    !tree_read_address(w, 0, &uart))
		return false;
	b->uart_path = tree_path(a, w);
	b->uart = uart;
	b->uart_intid = b->gic_path ?
			board_read_intid(b->blob, offset,
					 fdt_path_offset(b->blob,
							 b->gic_path)) : 0;
	return true;
}

static void find_console(struct arena *a, struct diags *d, struct board *b,
			 const char *spec, const char *who, struct place place)
{
	struct tree_walk w = { .fdt = b->blob, .depth = -1 };
	const char *path = console_path(a, b->blob, spec);

	/* `dtuart=` is mostly what stdout-path says. */
	if (path && b->uart_path && strcmp(path, b->uart_path) == 0)
		return;
	b->uart_path = NULL;
	b->uart = (struct range){ 0, 0 };
	b->uart_intid = 0;
	if (!path || !read_uart(a, b, &w, path))
		diag_add(d, E_BOARD_CONSOLE, place,
			 "%s names '%s', which is no device that Xen could use in the board tree",
			 who, spec);
}

void board_find_console(struct board_reading *r)
{
	static const char prop[] = "stdout-path";
	const char *spec = string_prop(r->board->blob, "/chosen", prop,
				       sizeof(prop) - 1);

	if (spec && *spec)
		find_console(r->arena, r->diags, r->board, spec,
			     "board tree: stdout-path", r->board->place);
}

void board_use_console(struct arena *a, struct diags *d, struct board *board,
		       const char *spec, struct place place)
{
	find_console(a, d, board, spec, "dtuart", place);
}
