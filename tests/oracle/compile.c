/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * compile.c - a generated system through domc, in this process.
 */
#include "compile.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "domc.h"
#include "tree_edit.h"
#include "../boot/lab.h"

static void add_code(struct arena *a, const char **codes, size_t *n,
		     const char *code)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp(codes[i], code) == 0)
			return;
	if (*n < CODES_MOST)
		codes[(*n)++] = arena_strdup(a, code);
}

static const char *all_text(struct arena *a, const struct domc_finding *f)
{
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);

	buf_printf(&out, "%s\n", f->text);
	if (f->instance_path)
		buf_printf(&out, "%s\n", f->instance_path);
	for (size_t i = 0; i < f->n_notes; i++)
		buf_printf(&out, "%s\n", f->notes[i].text);
	return buf_str(&out);
}

static void collect(struct arena *a, const struct domc *d,
		    struct compiled *ret)
{
	const struct domc_finding *f;
	size_t n = domc_findings(d, &f);

	for (size_t i = 0; i < n; i++) {
		if (i < FINDINGS_MOST)
			ret->findings[ret->n_findings++] =
				(struct compiled_finding){
					arena_strdup(a, f[i].number),
					all_text(a, &f[i])
				};
		if (!f[i].is_error) {
			add_code(a, ret->warnings, &ret->n_warnings,
				 f[i].number);
			continue;
		}
		add_code(a, ret->errors, &ret->n_errors, f[i].number);
		if (!ret->first)
			ret->first = arena_strdup(a, f[i].text);
	}
}

/* "guest/guest.dtb" below @dir, with its folder. */
static bool write_one(struct arena *a, const char *dir,
		      const struct domc_artefact *f)
{
	const char *path = arena_printf(a, "%s/%s", dir, f->path);
	const char *slash = strrchr(f->path, '/');

	if (slash)
		mkdir(arena_printf(a, "%s/%.*s", dir, (int)(slash - f->path),
				   f->path), 0777);
	return lab_write(path, f->bytes, f->len);
}

static bool write_all(struct arena *a, const struct domc *d, const char *dir)
{
	const struct domc_artefact *files;
	size_t n = domc_artefacts(d, &files);

	mkdir(dir, 0777);
	for (size_t i = 0; i < n; i++)
		if (!write_one(a, dir, &files[i]))
			return false;
	return n > 0;
}

/* What stands between @before and @after behind *@p; *@p moves behind it. */
static const char *between(struct arena *a, const char **p,
			   const char *before, const char *after)
{
	const char *from = strstr(*p, before), *to;

	if (!from)
		return NULL;
	from += strlen(before);
	to = from + strcspn(from, after);
	*p = to;
	return arena_strndup(a, from, (size_t)(to - from));
}

/* Where the boot loader finds @file by the name that the system has for it. */
static void link_file(struct arena *a, const char *out, const char *file,
		      const char *name)
{
	const char *slash = strrchr(name, '/');

	if (slash)
		mkdir(arena_printf(a, "%s/%.*s", out, (int)(slash - name),
				   name), 0777);
	if (symlink(file, arena_printf(a, "%s/%s", out, name)) != 0)
		return;		/* it is there */
}

/*
 * As QEMU's own loader does, hw/arm/boot.c bootloader_aarch64: x0 is the tree,
 * x1 to x3 are 0, and the last two numbers are where to.
 */
static bool write_stub(struct arena *a, const struct oracle_case *c,
		       const char *out)
{
	const uint32_t words[] = {
		0x580000c0,	/* ldr x0, tree */
		0xaa1f03e1,	/* mov x1, xzr */
		0xaa1f03e2,	/* mov x2, xzr */
		0xaa1f03e3,	/* mov x3, xzr */
		0x58000084,	/* ldr x4, xen */
		0xd61f0080,	/* br x4 */
		(uint32_t)c->tree_at, (uint32_t)(c->tree_at >> 32),
		(uint32_t)c->xen_at, (uint32_t)(c->xen_at >> 32),
	};
	uint8_t bytes[sizeof(words)];

	for (size_t i = 0; i < sizeof(words); i++)
		bytes[i] = (uint8_t)(words[i / 4] >> (8 * (i % 4)));
	return lab_write(arena_printf(a, "%s/stub", out), bytes,
			 sizeof(bytes));
}

/* The first CPU begins at the stub, in flash; Xen and tree are there. */
static const char *stub_args(struct arena *a, const struct oracle_case *c,
			     const char *out, const char *usual)
{
	struct buf args = buf_make(a, LIMIT_OUTPUT_BYTES);
	const char *xen = between(a, &usual, "-kernel\n", "\n");
	const char *tree = between(a, &usual, "-dtb\n", "\n");

	if (!xen || !tree || !write_stub(a, c, out))
		return "";
	buf_printf(&args, "-device\nloader,file=%s,addr=0x%" PRIx64
		   ",force-raw=on\n", xen, c->xen_at);
	buf_printf(&args, "-device\nloader,file=%s,addr=0x%" PRIx64
		   ",force-raw=on\n", tree, c->tree_at);
	buf_puts(&args, "-device\nloader,file=stub,addr=0x0,cpu-num=0,force-raw=on\n");
	buf_puts(&args, usual + strspn(usual, "\n"));
	return buf_str(&args);
}

/*
 * A file with `at` is there already when QEMU starts, says the language: so
 * something has to put it there. Twice at one place is once.
 */
static bool load_placed(struct arena *a, const struct oracle_case *c,
			const char *out)
{
	const char *path = arena_printf(a, "%s/qemu.args", out);
	struct buf args = buf_make(a, LIMIT_OUTPUT_BYTES);
	size_t len;
	const char *usual = (const char *)lab_read(a, path, &len);
	const char *rest = c->text, *file;

	if (!usual)
		return false;
	if (c->xen_at)
		usual = stub_args(a, c, out, usual);
	buf_puts(&args, usual);
	while ((file = between(a, &rest, "file: \"", "\""))) {
		const char *p = arena_strndup(a, rest, strcspn(rest, "\n}"));
		const char *as = arena_strdup(a, p);
		const char *at = between(a, &p, ", at: ", ", ");
		const char *arg = arena_printf(a, "loader,file=%s,addr=%s,force-raw=on\n",
					       file, at ? at : "");

		as = between(a, &as, ", load-as: ", ", ");
		if (as)
			link_file(a, out, file, as);
		if (at && !strstr(buf_str(&args), arg))
			buf_printf(&args, "-device\n%s", arg);
	}
	return lab_write(path, args.bytes, args.len);
}

/* What a node breaks of its binding is no matter of Xen's. */
static const char *const not_xen[] = {
	"no-E0603", "no-E0604", "no-E0605", "no-E0606", "no-E0607", "no-E0608",
};

/* @text with --force, its output into @dir; what was found into @ret. */
static bool compile_text(struct arena *a, const struct oracle_case *c,
			 const char *text, const char *dir,
			 struct compiled *ret)
{
	const struct domc_options opts = {
		.force = true,
		.warnings = not_xen,
		.n_warnings = sizeof(not_xen) / sizeof(not_xen[0]),
	};
	const char *path = dir ? arena_printf(a, "%s/system.yaml", dir) :
				 arena_printf(a, "/tmp/domc-oracle.%ld.yaml",
					      (long)getpid());
	const struct domc_artefact *files;
	struct domc *d = domc_new(&opts);
	bool written;

	if (!d || !lab_write(path, text, strlen(text)))
		return false;
	ret->refused = domc_build(d, path) == DOMC_FINDINGS;
	collect(a, d, ret);
	written = domc_artefacts(d, &files) > 0;
	if (written && dir)
		written = write_all(a, d, arena_printf(a, "%s/out", dir)) &&
			  load_placed(a, c, arena_printf(a, "%s/out", dir));
	domc_free(d);
	if (!dir)
		unlink(path);
	return written;
}

/* The sound neighbour, with what is wrong written into its board tree. */
static bool compile_spoilt(struct arena *a, const struct oracle_case *c,
			   const char *dir)
{
	const char *sub = dir ? arena_printf(a, "%s/neighbour", dir) : NULL;
	const char *board = dir ? arena_printf(a, "%s/out/board.dtb", dir) :
				  NULL;
	struct compiled found = { .written = false };

	if (sub)
		mkdir(sub, 0777);
	if (!compile_text(a, c, c->neighbour, sub, &found) || found.refused)
		return false;
	return !dir || (rename(arena_printf(a, "%s/out", sub),
			       arena_printf(a, "%s/out", dir)) == 0 &&
			tree_edit(a, board, c->spoil, board));
}

struct compiled compile_case(struct arena *a, const struct oracle_case *c,
			     const char *dir)
{
	struct compiled ret = { .written = false };

	ret.written = compile_text(a, c, c->text, dir, &ret);
	if (!ret.written && c->neighbour)
		ret.written = compile_spoilt(a, c, dir);
	return ret;
}

bool compiled_has(const struct compiled *d, const char *code)
{
	for (size_t i = 0; i < d->n_errors; i++)
		if (strcmp(d->errors[i], code) == 0)
			return true;
	for (size_t i = 0; i < d->n_warnings; i++)
		if (strcmp(d->warnings[i], code) == 0)
			return true;
	return false;
}

static void forget(const char **codes, size_t *n, const char *code)
{
	size_t kept = 0;

	for (size_t i = 0; i < *n; i++)
		if (strcmp(codes[i], code) != 0)
			codes[kept++] = codes[i];
	*n = kept;
}

void compile_forget(struct compiled *d, const char *code)
{
	forget(d->errors, &d->n_errors, code);
	forget(d->warnings, &d->n_warnings, code);
	d->refused = d->n_errors > 0;
}

void compile_pretend(struct compiled *d, const char *code)
{
	if (d->n_errors < CODES_MOST)
		d->errors[d->n_errors++] = code;
	d->refused = true;
}
