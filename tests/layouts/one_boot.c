/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * one_boot.c - one layout on patched Xen.
 */
#include "one_boot.h"

#include <string.h>

#include "base/limits.h"
#include "checker.h"
#include "outcome.h"
#include "dt/dt.h"
#include "message.h"
#include "../boot/process.h"
#include "../boot/serial.h"
#include "../boot/verify.h"

#define DOMC_SECONDS 60

const char *const one_names[N_ONE] = {
	[ONE_AS_IT_IS] = "as-it-is",
	[ONE_CELLS] = "spoilt-cells",
	[ONE_LENGTH] = "spoilt-length",
	[ONE_WRAPS] = "spoilt-wraps",
	[ONE_32BIT] = "spoilt-32bit",
};

static const char *path_of(const struct test_env *env, const char *name)
{
	return arena_printf(env->arena, "%s/%s", env->dir, name);
}

/* ---- compiling ---- */

static bool copy_file(struct arena *a, const char *from, const char *to)
{
	size_t len;
	uint8_t *bytes = lab_read(a, from, &len);

	return bytes && lab_write(to, bytes, len);
}

static bool write_system(struct test_env *env, const struct one_boot *b,
			 const char *path)
{
	struct arena *a = env->arena;
	struct buf text = buf_make(a, LIMIT_OUTPUT_BYTES);
	struct buf tree = buf_make(a, LIMIT_OUTPUT_BYTES);
	struct files files = {
		.board = lab_board(a, env->lab, b->boot.machine),
		.xen = b->options->xen,
		.xen_cmdline = XEN_CMDLINE,
		.kernel = path_of(env, "kernel"),
		.kernel_cmdline = b->boot.domains[0].cmdline,
		.partial = path_of(env, "partial.dtb"),
	};

	text_system(b->layout, &files, &text);
	text_partial(a, b->layout, &tree);
	return copy_file(a, env->lab->probe, files.kernel) &&
	       lab_write(files.partial, tree.bytes, tree.len) &&
	       lab_write(path, text.bytes, text.len);
}

/* domc's exit status; -1: not even that. */
static int compile(struct test_env *env, const struct one_boot *b)
{
	const char *path = path_of(env, "system.yaml");
	char *argv[] = { (char *)env->lab->domc, (char *)"build",
			 (char *)"--force", (char *)"-o",
			 (char *)path_of(env, "out"), (char *)path, NULL };

	if (!write_system(env, b, path))
		return -1;
	return process_run(argv, NULL, path_of(env, "domc.log"), DOMC_SECONDS);
}

/* ---- spoiling what was compiled ---- */

static void spoil_node(struct dt_tree *t, struct dt_node *n,
		       enum one_spoil spoil)
{
	static const uint8_t one[4] = { 0, 0, 0, 1 };
	const struct dt_prop *p = dt_find_prop(n, "xen,extended-regions");
	uint8_t regions[REGIONS_MOST * 16 + 8] = { 0 };

	memcpy(regions, p->data, p->len);
	if (spoil == ONE_CELLS)
		dt_set(t, n, "#size-cells", one, sizeof(one));
	if (spoil == ONE_LENGTH)
		dt_set(t, n, p->name, regions, p->len + 8);
	if (spoil == ONE_WRAPS) {
		/* Base 2^64 - 2 MiB, and the size as it was. */
		memset(regions + p->len - 16, 0xff, 5);
		memcpy(regions + p->len - 16 + 5, "\xe0\0\0", 3);
		dt_set(t, n, p->name, regions, p->len);
	}
}

static bool spoil_kernel(struct test_env *env, const struct one_boot *b)
{
	const char *zimage = arena_printf(env->arena, "%s/zImage",
					  b->options->files);
	const char *kernel = path_of(env, "kernel");
	size_t len, z_len;
	uint8_t *bytes = lab_read(env->arena, kernel, &len);
	uint8_t *z = lab_read(env->arena, zimage, &z_len);

	if (!bytes || !z)
		return false;
	memset(bytes, 0, len);
	memcpy(bytes, z, z_len < len ? z_len : len);
	return lab_write(kernel, bytes, len);
}

static struct dt_tree *read_board(struct test_env *env, const char *path)
{
	size_t len;
	uint8_t *bytes = lab_read(env->arena, path, &len);

	return bytes ? verify_read(env->arena, path, bytes, len) : NULL;
}

static bool spoil(struct test_env *env, const struct one_boot *b)
{
	const char *path = path_of(env, "out/board.dtb");
	struct buf out = buf_make(env->arena, LIMIT_OUTPUT_BYTES);
	struct dt_tree *t;
	struct dt_node *n;

	if (b->spoil == ONE_AS_IT_IS)
		return true;
	if (b->spoil == ONE_32BIT)
		return spoil_kernel(env, b);
	t = read_board(env, path);
	n = t ? outcome_node(t) : NULL;
	if (!n)
		return false;
	spoil_node(t, n, b->spoil);
	dt_write(t, &out);
	return lab_write(path, out.bytes, out.len);
}

/* ---- what is to be expected ---- */

static void add_bytes(struct buf *out, const struct dt_prop *p)
{
	buf_printf(out, " bytes %s ", p->name);
	for (uint32_t i = 0; i < p->len; i++)
		buf_printf(out, "%02x", p->data[i]);
	if (!p->len)
		buf_putc(out, '-');
}

/* The very bytes of the node go to the checker, those that it reads. */
static void add_node(struct buf *out, const struct dt_node *n)
{
	for (const struct dt_prop *p = n->props; p; p = p->next)
		if (strcmp(p->name, "compatible") != 0)
			add_bytes(out, p);
	buf_putc(out, '\n');
}

/* Reads back what domc wrote. Return: NULL, or why there is no verdict. */
static const char *ask(struct test_env *env, const struct one_boot *b,
		       struct told *ret_told, struct verdict *ret)
{
	struct dt_tree *t = read_board(env, path_of(env, "out/board.dtb"));
	struct dt_node *n = t ? outcome_node(t) : NULL;
	const char *lines = path_of(env, "layout.in");
	struct buf line = buf_make(env->arena, LIMIT_OUTPUT_BYTES);
	struct layout l = *b->layout;
	struct told none = { .has_grant = false };
	struct verdict *v;

	if (!n)
		return "there is no layout in the board tree";
	l.arm32 = b->spoil == ONE_32BIT;
	text_line(&l, &none, &line);
	line.len--;
	add_node(&line, n);
	if (!lab_write(lines, line.bytes, line.len))
		return "the line for layout-check could not be written";
	v = checker_run(env->arena, b->options->checker, lines, false, 1);
	if (!v)
		return "layout-check does not answer";
	*ret = *v;
	*ret_told = outcome_told(n);
	return NULL;
}

/* ---- booting ---- */

static const char *boot_sound(struct test_env *env, const struct one_boot *b)
{
	struct serial s;
	const char *wrong = run_machine(env, &b->boot, &s);

	return wrong ? wrong : verify_guest(env->arena, &s, GUEST_NAME,
					    path_of(env, "out"));
}

static bool log_has(struct test_env *env, const char *text)
{
	size_t len;
	char *log = (char *)lab_read(env->arena, path_of(env, "serial.log"),
				     &len);
	const char *at = log ? strstr(log, text) : NULL;

	/* To the end of its line. */
	return at && strchr("\r\n", at[strlen(text)]);
}

static const char *boot_bad(struct test_env *env, const struct one_boot *b,
			    const struct told *told, const struct verdict *v)
{
	struct arena *a = env->arena;
	const char *message = message_of(a, b->layout, told, v);
	const char *panic = message_panic(v);
	struct serial s;
	const char *end = run_machine(env, &b->boot, &s);

	env->note = message;
	if (!s.panic || !strstr(s.panic, panic))
		return arena_printf(a, "Xen should stop with '%s' (%s), but: %s",
				    panic, message, end ? end : "it boots");
	if (!log_has(env, arena_printf(a, GUEST_NAME ": bad layout: %s",
				       message)))
		return arena_printf(a, "Xen does not say '%s'", message);
	return NULL;
}

const char *one_boot_run(struct test_env *env, const struct test *t)
{
	const void *first = t->boot;
	const struct one_boot *b = first;
	int rc = compile(env, b);
	struct verdict v = { .rule = RULE_OK };
	struct told told;
	const char *wrong;

	if (rc < 0 || !spoil(env, b))
		return "the system could not be made";
	wrong = ask(env, b, &told, &v);
	if (wrong)
		return wrong;
	if (b->spoil == ONE_AS_IT_IS && rc != (v.rule != RULE_OK))
		return arena_printf(env->arena,
				    "domc exits with %d, Xen's checker says '%s'",
				    rc, verdict_text(env->arena, &v));
	if (b->spoil != ONE_AS_IT_IS && v.rule == RULE_OK)
		return "what was spoilt is sound";
	return v.rule == RULE_OK ? boot_sound(env, b) :
				   boot_bad(env, b, &told, &v);
}
