/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_dt_fdt.c - flattening and reading back.
 */
#include "test_dt.h"

#include <stdlib.h>

static struct arena *a;
static struct diags *d;

static void setup(void)
{
	a = arena_new(LIMIT_ARENA_BYTES);
	d = diags_new(a);
}

static void teardown(void)
{
	arena_free(a);
}

static struct dt_tree *small_tree(void)
{
	struct dt_tree *t = dt_new(a);
	struct dt_node *n = dt_node(t, t->root, "soc");

	t->boot_cpuid = 3;
	dt_u32(t, t->root, "#size-cells", 2);
	dt_string(t, n, "xen,reg", "x");
	dt_string(t, n, "reg", "yz");
	dt_empty(t, dt_node(t, n, "uart@1"), "dma-coherent");
	return t;
}

START_TEST(bytes_are_those_of_the_sequential_writer)
{
	same_as_sequential(dt_new(a));
	same_as_sequential(small_tree());
}
END_TEST

START_TEST(random_trees_have_the_same_bytes_too)
{
	for (uint32_t seed = 0; seed < 200; seed++) {
		struct arena *own = arena_new(LIMIT_ARENA_BYTES);

		same_as_sequential(random_tree(own, seed));
		arena_free(own);
	}
}
END_TEST

/* The newest string in front wins: what "reg" shares changes on the way. */
START_TEST(a_tail_is_shared_with_the_newest_string)
{
	static const char *const names[] = {
		"reg", "a-reg", "reg", "b-reg", "reg", "eg", "a-reg", "c-eg",
		"eg", "reg", "g", "-reg",
	};
	struct dt_tree *t = dt_new(a);

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		dt_empty(t, t->root, names[i]);
	same_as_sequential(t);
}
END_TEST

START_TEST(thousands_of_names_make_the_table_grow)
{
	struct dt_tree *t = dt_new(a);

	for (unsigned int i = 0; i < 2000; i++)
		dt_empty(t, t->root, arena_printf(a, "%x-name-%u", i, i % 40));
	same_as_sequential(t);
}
END_TEST

START_TEST(what_is_written_reads_back_the_same)
{
	for (uint32_t seed = 0; seed < 50; seed++) {
		struct dt_tree *t = random_tree(a, seed), *back;
		struct buf b = dtb_of(t);

		t->boot_cpuid = seed;
		b = dtb_of(t);
		back = read_back(d, &b);
		ck_assert_ptr_nonnull(back);
		ck_assert_str_eq(differences(a, t, back), "");
	}
	ck_assert_uint_eq(d->n_items, 0);
}
END_TEST

START_TEST(reading_marks_what_asked_for_the_tree)
{
	struct buf b = dtb_of(small_tree());
	struct dt_tree *t = dt_read(a, d, at_line(5), b.bytes, b.len);

	ck_assert_uint_eq(t->root->origin.line, 5);
	ck_assert_uint_eq(dt_find_path(t, "/soc")->props->origin.line, 5);
	ck_assert_uint_eq(t->boot_cpuid, 3);
}
END_TEST

START_TEST(padding_behind_the_tree_is_ignored)
{
	struct buf b = dtb_of(small_tree());

	buf_add(&b, "more", 4);
	ck_assert_ptr_nonnull(read_back(d, &b));
}
END_TEST

START_TEST(an_unaligned_blob_is_read_too)
{
	struct buf b = dtb_of(small_tree());
	uint8_t *odd = arena_alloc(a, b.len + 1);

	memcpy(odd + 1, b.bytes, b.len);
	ck_assert_ptr_nonnull(dt_read(a, d, at_line(1), odd + 1, b.len));
}
END_TEST

static void refused(const void *bytes, size_t len, enum diag_code code,
		    const char *text)
{
	struct diags *mine = diags_new(a);

	ck_assert_ptr_null(dt_read(a, mine, at_line(2), bytes, len));
	ck_assert_uint_eq(mine->n_items, 1);
	ck_assert_int_eq(mine->items->code, code);
	ck_assert_uint_eq(mine->items->place.line, 2);
	ck_assert_str_eq(mine->items->text, text);
}

START_TEST(what_is_no_tree_is_refused)
{
	refused("", 0, E_BAD_TREE,
		"not a flattened device tree: it does not begin with 0xd00dfeed");
	refused("/dts-v1/;", 9, E_BAD_TREE,
		"not a flattened device tree: it does not begin with 0xd00dfeed");
	refused("\xd0\x0d\xfe\xed", 4, E_BAD_TREE,
		"the device tree is damaged at its head: its head is cut short");
}
END_TEST

START_TEST(source_text_gets_a_hint)
{
	dt_read(a, d, at_line(2), (const uint8_t *)"/dts-v1/;", 9);
	ck_assert_ptr_nonnull(d->items->notes);
	ck_assert_ptr_nonnull(strstr(d->items->notes->text, "dtc -I dts"));
}
END_TEST

/* A head word of a good tree, changed. */
static struct buf with_head(size_t word, uint32_t v)
{
	struct buf b = dtb_of(small_tree());

	for (size_t i = 4; i-- > 0; v >>= 8)
		b.bytes[word * 4 + i] = (uint8_t)v;
	return b;
}

START_TEST(a_size_that_lies_is_refused)
{
	struct buf b = with_head(1, 0x1000);

	refused(b.bytes, b.len, E_BAD_TREE,
		arena_printf(a, "the device tree is cut short: its head says 4096 bytes, there are %zu",
			     b.len));
	b = with_head(1, 0);
	refused(b.bytes, b.len, E_BAD_TREE,
		"the device tree is damaged at its head: it says that it is shorter than its head");
}
END_TEST

START_TEST(a_head_that_lies_is_refused)
{
	struct buf b = with_head(5, 16);

	refused(b.bytes, b.len, E_BAD_TREE,
		"the device tree has format version 16; domc reads 17");
	b = with_head(2, 66);
	refused(b.bytes, b.len, E_BAD_TREE,
		"the device tree is damaged at its head: its blocks are not aligned");
	b = with_head(3, 0x7fffffff);
	refused(b.bytes, b.len, E_BAD_TREE,
		"the device tree is damaged at its head: FDT_ERR_TRUNCATED");
}
END_TEST

START_TEST(a_tree_past_the_limit_is_refused)
{
	uint8_t *big = arena_alloc(a, LIMIT_TREE_BYTES + 1);
	struct buf b = with_head(1, LIMIT_TREE_BYTES + 1);

	memcpy(big, b.bytes, b.len);
	refused(big, LIMIT_TREE_BYTES + 1, E_TREE_LIMIT,
		"the device tree has 8388609 bytes; domc reads at most 8388608");
}
END_TEST

static struct dt_tree *deep_tree(unsigned int depth)
{
	struct dt_tree *t = dt_new(a);
	struct dt_node *n = t->root;

	while (--depth)
		n = dt_node(t, n, "n");
	return t;
}

START_TEST(nesting_has_a_limit)
{
	struct buf b = dtb_of(deep_tree(LIMIT_TREE_DEPTH));

	ck_assert_ptr_nonnull(read_back(d, &b));
	b = dtb_of(deep_tree(LIMIT_TREE_DEPTH + 1));
	ck_assert_ptr_null(read_back(d, &b));
	ck_assert_int_eq(d->items->code, E_TREE_LIMIT);
}
END_TEST

START_TEST(a_name_that_no_source_can_say_is_refused)
{
	struct dt_tree *t = dt_new(a);
	struct buf b;

	dt_empty(t, dt_node(t, t->root, "good"), "not good");
	b = dtb_of(t);
	refused(b.bytes, b.len, E_TREE_NAME,
		"a name below /good has byte 0x20 in it, which no device tree source can say");
	t = dt_new(a);
	dt_node(t, t->root, "a/b");
	b = dtb_of(t);
	refused(b.bytes, b.len, E_TREE_NAME,
		"a name below / has byte 0x2f in it, which no device tree source can say");
}
END_TEST

START_TEST(a_name_has_a_limit)
{
	struct dt_tree *t = dt_new(a);
	char name[LIMIT_TREE_NAME + 2];
	struct buf b;

	memset(name, 'n', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	dt_node(t, t->root, "%s", name);
	b = dtb_of(t);
	refused(b.bytes, b.len, E_TREE_LIMIT,
		"a name below / has more than 255 letters");
}
END_TEST

/* Structure made by hand: tags, then FDT_END. */
static void refused_structure(const uint32_t *cells, size_t n_cells,
			      const char *text)
{
	struct buf b = dtb_of(dt_new(a));
	struct dt_tree *t = dt_new(a);
	uint8_t *at;

	dt_bytes(t, t->root, "room", NULL, 0);
	dt_cells(t, t->root, "room", cells, n_cells);
	b = dtb_of(t);
	/* root 8, first property 12, head of the second 12, its value */
	at = b.bytes + fdt_off_dt_struct(b.bytes);
	memmove(at, at + 8 + 12 + 12, n_cells * 4);
	refused(b.bytes, b.len, E_BAD_TREE, text);
}

START_TEST(a_structure_that_does_not_close_is_refused)
{
	static const uint32_t open[] = { 1, 0, 9 };
	static const uint32_t closed_twice[] = { 1, 0, 2, 2, 9 };
	static const uint32_t two_roots[] = { 1, 0, 2, 1, 0, 2, 9 };
	static const uint32_t none[] = { 4, 9 };

	refused_structure(open, 3,
			  "the device tree is damaged at /: a node has no end");
	refused_structure(closed_twice, 5,
			  "the device tree is damaged at its head: a node ends that never began");
	refused_structure(two_roots, 7,
			  "the device tree is damaged at its head: it has not one root");
	refused_structure(none, 2,
			  "the device tree is damaged at its head: it has no root");
}
END_TEST

START_TEST(a_property_out_of_place_is_refused)
{
	static const uint32_t outside[] = { 3, 0, 0, 9 };
	static const uint32_t behind[] = {
		1, 0, 1, 0x61000000, 2, 3, 0, 0, 2, 9,
	};
	static const uint32_t wraps[] = { 1, 0, 3, 0xfffffff4, 0, 2, 9 };
	static const uint32_t nearly[] = { 1, 0, 3, 0xffffffff, 0, 2, 9 };

	refused_structure(outside, 4,
			  "the device tree is damaged at its head: a property outside of any node");
	refused_structure(behind, 10,
			  "the device tree is damaged at /: a property stands behind child nodes");
	refused_structure(wraps, 7,
			  "the device tree is damaged at /: a property is too long");
	refused_structure(nearly, 7,
			  "the device tree is damaged at /: a property reaches past its end");
}
END_TEST

/* Under sanitizers this is the test that nothing is read past the end. */
START_TEST(no_damaged_byte_leads_astray)
{
	struct buf b = dtb_of(random_tree(a, 2));
	static const uint8_t values[] = { 0, 1, 2, 3, 9, 0x7f, 0x80, 0xff };

	for (size_t i = 0; i < b.len && i < 1500; i++) {
		uint8_t kept = b.bytes[i];

		for (size_t k = 0; k < sizeof(values); k++) {
			struct arena *own = arena_new(LIMIT_ARENA_BYTES);

			b.bytes[i] = values[k];
			dt_read(own, diags_new(own), at_line(1), b.bytes,
				b.len);
			arena_free(own);
		}
		b.bytes[i] = kept;
	}
}
END_TEST

START_TEST(no_cut_leads_astray)
{
	struct buf b = dtb_of(random_tree(a, 2));

	for (size_t len = 0; len < b.len; len++) {
		struct arena *own = arena_new(LIMIT_ARENA_BYTES);
		uint8_t *cut = malloc(len ? len : 1);

		memcpy(cut, b.bytes, len);
		ck_assert_ptr_null(dt_read(own, diags_new(own), at_line(1),
					   cut, len));
		free(cut);
		arena_free(own);
	}
}
END_TEST

static void add_damage(TCase *c)
{
	tcase_add_test(c, what_is_no_tree_is_refused);
	tcase_add_test(c, source_text_gets_a_hint);
	tcase_add_test(c, a_size_that_lies_is_refused);
	tcase_add_test(c, a_head_that_lies_is_refused);
	tcase_add_test(c, a_tree_past_the_limit_is_refused);
	tcase_add_test(c, nesting_has_a_limit);
	tcase_add_test(c, a_name_that_no_source_can_say_is_refused);
	tcase_add_test(c, a_name_has_a_limit);
	tcase_add_test(c, a_structure_that_does_not_close_is_refused);
	tcase_add_test(c, a_property_out_of_place_is_refused);
	tcase_add_test(c, no_damaged_byte_leads_astray);
	tcase_add_test(c, no_cut_leads_astray);
}

Suite *suite_dt_fdt(void);
Suite *suite_dt_fdt(void)
{
	Suite *s = suite_create("dt_fdt");
	TCase *c = tcase_create("fdt");

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, bytes_are_those_of_the_sequential_writer);
	tcase_add_test(c, random_trees_have_the_same_bytes_too);
	tcase_add_test(c, a_tail_is_shared_with_the_newest_string);
	tcase_add_test(c, thousands_of_names_make_the_table_grow);
	tcase_add_test(c, what_is_written_reads_back_the_same);
	tcase_add_test(c, reading_marks_what_asked_for_the_tree);
	tcase_add_test(c, padding_behind_the_tree_is_ignored);
	tcase_add_test(c, an_unaligned_blob_is_read_too);
	add_damage(c);
	suite_add_tcase(s, c);
	return s;
}
