/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_model.h - a folder of small files and a system file in it, for the
 * tests of src/model. Everything is made here and removed at the end.
 */
#ifndef DOMC_TEST_MODEL_H
#define DOMC_TEST_MODEL_H

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "diag/diag.h"
#include "doc/doc.h"
#include "model/model.h"

struct fixture {
	struct arena *a;
	struct diags *d;
	struct doc_options opts;
	char dir[256];
};

static struct fixture fx;

static inline void fixture_open(void)
{
	const char *tmp = getenv("TMPDIR");

	memset(&fx, 0, sizeof(fx));
	snprintf(fx.dir, sizeof(fx.dir), "%s/domc-unit-XXXXXX",
		 tmp ? tmp : "/tmp");
	ck_assert_ptr_nonnull(mkdtemp(fx.dir));
	fx.a = arena_new(LIMIT_ARENA_BYTES);
	ck_assert_ptr_nonnull(fx.a);
	fx.d = diags_new(fx.a);
}

static inline const char *path_of(const char *name)
{
	return arena_printf(fx.a, "%s/%s", fx.dir, name);
}

static inline void fixture_close(void)
{
	DIR *dir = opendir(fx.dir);
	struct dirent *e;

	while (dir && (e = readdir(dir)))
		if (e->d_name[0] != '.')
			remove(path_of(e->d_name));
	if (dir)
		closedir(dir);
	rmdir(fx.dir);
	arena_free(fx.a);
}

static inline void write_bytes(const char *name, const void *bytes, size_t n)
{
	FILE *f = fopen(path_of(name), "wb");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(bytes, 1, n, f), n);
	ck_assert_int_eq(fclose(f), 0);
}

static inline void write_text(const char *name, const char *text)
{
	write_bytes(name, text, strlen(text));
}

/* An arm64 Image of @n bytes, 64 or more. */
static inline uint8_t *make_image(size_t n, uint64_t text_offset,
				  uint64_t image_size)
{
	uint8_t *image = arena_alloc(fx.a, n);

	for (size_t i = 64; i < n; i++)
		image[i] = (uint8_t)(i * 7);
	memcpy(image, "MZ\0\x91", 4);
	for (int i = 0; i < 8; i++) {
		image[8 + i] = (uint8_t)(text_offset >> (8 * i));
		image[16 + i] = (uint8_t)(image_size >> (8 * i));
	}
	memcpy(image + 56, "ARM\x64", 4);
	return image;
}

static inline void write_image(const char *name, size_t n)
{
	write_bytes(name, make_image(n, 0x80000, n), n);
}

/* @bytes as one gzip member. */
static inline uint8_t *make_gzip(const void *bytes, size_t n, size_t *ret_n)
{
	z_stream z;
	size_t room = n + n / 100 + 1024;
	uint8_t *out = arena_alloc(fx.a, room);

	memset(&z, 0, sizeof(z));
	ck_assert_int_eq(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8,
				      Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (Bytef *)(uintptr_t)bytes;
	z.avail_in = (uInt)n;
	z.next_out = out;
	z.avail_out = (uInt)room;
	ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
	*ret_n = room - z.avail_out;
	deflateEnd(&z);
	return out;
}

static inline void write_gzip(const char *name, const void *bytes, size_t n)
{
	size_t n_packed;
	uint8_t *packed = make_gzip(bytes, n, &n_packed);

	write_bytes(name, packed, n_packed);
}

/* YAML as if it stood in the folder. */
static inline const struct value *parse(const char *yaml)
{
	const struct value *v = doc_read_bytes(fx.a, fx.d,
					       path_of("system.yaml"), yaml,
					       strlen(yaml));

	ck_assert_ptr_nonnull(v);
	ck_assert_uint_eq(fx.d->n_errors, 0);
	return v;
}

static inline size_t count_code(enum diag_code code)
{
	size_t n = 0;

	for (const struct diag_item *i = fx.d->items; i; i = i->next)
		n += i->code == code;
	return n;
}

static inline const struct diag_item *find_code(enum diag_code code)
{
	const struct diag_item *i = fx.d->items;

	while (i && i->code != code)
		i = i->next;
	ck_assert_msg(i, "no finding %s", diag_codes[code].slug);
	return i;
}

/* The only finding is @code, and its text holds @part. */
static inline void expect_finding(enum diag_code code, const char *part)
{
	ck_assert_ptr_nonnull(fx.d->items);
	ck_assert_str_eq(diag_codes[fx.d->items->code].slug,
			 diag_codes[code].slug);
	if (!strstr(fx.d->items->text, part))
		ck_assert_str_eq(fx.d->items->text, part);
	ck_assert_uint_eq(fx.d->n_items, 1);
}

static inline void expect_clean(void)
{
	if (fx.d->items)
		ck_assert_str_eq(fx.d->items->text, "");
}

/* ---- board trees, as source text ---- */
#define DTS(body) "/dts-v1/;\n/ {\n#address-cells = <2>;\n#size-cells = <2>;\n" \
	"interrupt-parent = <&gic>;\n" body "};\n"
#define DTS_MEMORY "memory@40000000 { device_type = \"memory\";" \
	" reg = <0 0x40000000 0 0x80000000>; };\n"
#define DTS_CPUS "cpus { #address-cells = <1>; #size-cells = <0>;" \
	" cpu@0 { device_type = \"cpu\"; compatible = \"arm,cortex-a57\";" \
	" reg = <0>; }; };\n"
#define DTS_TIMER "timer { compatible = \"arm,armv8-timer\";" \
	" interrupts = <1 13 4 1 14 4 1 11 4>; };\n"
#define DTS_GIC "gic: intc@8000000 { compatible = \"arm,gic-v3\";" \
	" interrupt-controller; #interrupt-cells = <3>;" \
	" reg = <0 0x8000000 0 0x10000 0 0x80a0000 0 0xf60000>;" \
	" interrupts = <1 9 4>; };\n"
#define DTS_BOARD(body) DTS(DTS_MEMORY DTS_CPUS DTS_TIMER DTS_GIC body)

/* board_read() of @dts with further keys of `board`. */
static inline struct board *read_board_with(const char *dts, const char *keys)
{
	const char *yaml = arena_printf(fx.a, "device-tree: board.dts\n%s",
					keys);

	write_text("board.dts", dts);
	return board_read(fx.a, fx.d, parse(yaml), &fx.opts);
}

static inline struct board *read_board(const char *dts)
{
	return read_board_with(dts, "");
}

/* ---- whole systems ---- */
#define YAML_HEAD "domc: 1\ntarget: {xen: \"4.20\"}\n" \
	"board: {device-tree: board.dts}\n"

/* model_bind() of @yaml, with a board.dts, an Image and a ramdisk beside. */
static inline struct system *bind_system(const char *yaml)
{
	struct doc doc = { 0 };

	write_text("board.dts", DTS_BOARD(""));
	write_image("Image", 4096);
	write_text("rd.cpio", "070701 and the rest of an archive");
	doc.root = (struct value *)(uintptr_t)parse(yaml);
	return model_bind(fx.a, fx.d, &doc, path_of("system.yaml"), &fx.opts);
}

static inline TCase *add_case(Suite *s, const char *name)
{
	TCase *c = tcase_create(name);

	tcase_add_checked_fixture(c, fixture_open, fixture_close);
	suite_add_tcase(s, c);
	return c;
}

#endif
