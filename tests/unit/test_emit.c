/* SPDX-License-Identifier: BSD-2-Clause */
/* Artefacts of a made-up plan, and the writers beneath them. */
#include <check.h>
#include <string.h>

#include "base/limits.h"
#include "emit/artefacts.h"
#include "emit/json.h"
#include "emit/map.h"
#include "emit/table.h"
#include "emit/xlcfg.h"
#include "schema/schema.h"

Suite *suite_emit(void);

/* A domU 'net' and an xl domain 'later' on a board of 1 GiB. */
static struct {
	struct arena *arena;
	struct diags *diags;
	struct board board;
	struct board_range ram;
	struct file xen, image;
	struct domain domains[2];
	struct system system;
	struct plan_module modules[2];
	struct plan_domain planned;
	struct plan plan;
	struct dt_tree *trees[1];
	struct emit_input in;
	struct buf out;
} t;

static struct planned planned(uint64_t base, uint64_t size, const char *reason)
{
	return (struct planned){ { base, size }, reason, PLACE_NONE };
}

static struct place at_line(unsigned int line)
{
	return (struct place){ "sub/vm.yaml", line, 1, line, 9 };
}

static void make_system(void)
{
	t.ram = (struct board_range){
		{ 0x40000000, GIB(1) }, "/memory@40000000", false, false,
	};
	t.board = (struct board){
		.path = "sub/virt.dtb", .said = "virt.dtb", .memory = &t.ram, .n_memory = 1,
		.gic = GIC_V3, .gic_path = "/gic",
	};
	t.xen = (struct file){ .path = "xen,1", .found = "sub/xen,1",
			       .size = 4096, .place = at_line(5) };
	t.image = (struct file){
		.path = "Image", .found = "sub/Image", .size = 8192,
		.load_as = "boot/Image", .target_path = "/guests/Image",
		.place = at_line(6),
	};
	t.xen.next = &t.image;
	t.domains[0] = (struct domain){
		.name = "net", .place = at_line(9),
		.vcpus = { 1, false, PLACE_NONE },
		.memory = { MIB(64), true, at_line(10) },
		.kernel = { &t.image, { "a=b c", true, at_line(11) } },
	};
	t.domains[1] = (struct domain){
		.name = "later", .place = at_line(20), .start = START_XL,
		.vcpus = { 3, true, at_line(21) },
		.memory = { MIB(128), true, at_line(22) },
		.kernel = { &t.image, { NULL, false, PLACE_NONE } },
	};
	t.system = (struct system){
		.path = "sub/vm.yaml", .target.facts = facts_find("4.20"),
		.target.ipa_bits = { 40, false, PLACE_NONE },
		.board = &t.board, .boot.direct = true,
		.hypervisor.image = &t.xen,
		.domains = t.domains, .n_domains = 2, .files = &t.xen,
	};
}

static void make_plan(void)
{
	struct plan_domain *pd = &t.planned;

	t.modules[0] = (struct plan_module){
		.kind = MODULE_XEN, .file = &t.xen,
		.at = planned(0x40200000, 4096, "QEMU"),
		.next = &t.modules[1],
	};
	t.modules[1] = (struct plan_module){
		.kind = MODULE_KERNEL, .file = &t.image,
		.domain = &t.domains[0],
		.at = planned(0x40400000, 8192, "lowest free"),
	};
	*pd = (struct plan_domain){
		.domain = &t.domains[0], .domid = 1, .gic = GIC_V3,
		.gic_dist = planned(0x3001000, KIB(64), "fixed"),
		.n_banks = 1, .kernel_module = &t.modules[1],
		.kernel = planned(0x40000000, 8192, "start of RAM"),
		.tree = planned(0x43e00000, MIB(2), "end of RAM"),
	};
	pd->banks[0] = planned(0x40000000, MIB(64), "first bank");
	pd->banks[0].place = at_line(10);
	t.plan = (struct plan){
		.system = &t.system, .domains = pd, .n_domains = 1,
		.modules = t.modules, .n_modules = 2, .xen_cmdline = "x=y",
		.xen = t.modules[0].at,
		.board_tree = planned(0x48000000, MIB(2), "QEMU"),
	};
}

static void set_up(void)
{
	memset(&t, 0, sizeof(t));
	t.arena = arena_new(LIMIT_ARENA_BYTES);
	t.diags = diags_new(t.arena);
	make_system();
	make_plan();
	t.trees[0] = dt_new(t.arena);
	t.in = (struct emit_input){
		.arena = t.arena, .system = &t.system, .plan = &t.plan,
		.guest_trees = t.trees, .board_tree = t.trees[0],
		.diags = t.diags, .made_by = "domc test",
	};
	t.out = buf_make(t.arena, LIMIT_OUTPUT_BYTES);
}

static void tear_down(void)
{
	arena_free(t.arena);
}

static const struct artefact *find(const char *path)
{
	for (const struct artefact *a = emit_all(&t.in); a; a = a->next)
		if (strcmp(a->path, path) == 0)
			return a;
	return NULL;
}

/* ---- xl.cfg ---- */

START_TEST(a_string_of_xl_is_quoted)
{
	xlcfg_string(&t.out, "it's a \"test\" \\ here");
	ck_assert_str_eq(buf_str(&t.out), "\"it's a \\\"test\\\" \\\\ here\"");
}
END_TEST

START_TEST(control_characters_of_xl_have_named_escapes)
{
	xlcfg_string(&t.out, "a\a\b\f\n\r\t\v\001\377z");
	ck_assert_str_eq(buf_str(&t.out),
			 "\"a\\a\\b\\f\\n\\r\\t\\v\001\377z\"");
}
END_TEST

START_TEST(an_xl_domain_has_the_keys_it_needs)
{
	xlcfg_domain(&t.out, &t.plan, &t.domains[1]);
	ck_assert_str_eq(buf_str(&t.out), "name = \"later\"\n"
					  "type = \"pvh\"\n"
					  "kernel = \"/guests/Image\"\n"
					  "memory = 128\n"
					  "vcpus = 3\n");
}
END_TEST

/* The last line of the xl.cfg with one further key. */
static const char *with_key(const char *key, struct value *v)
{
	struct member m = { key, PLACE_NONE, v };
	struct value map = { .kind = VALUE_MAP, .members = &m, .n = 1 };

	t.domains[1].xl = &map;
	xlcfg_domain(&t.out, &t.plan, &t.domains[1]);
	return strstr(buf_str(&t.out), "vcpus = 3\n") + strlen("vcpus = 3\n");
}

START_TEST(numbers_of_xl_are_decimal)
{
	struct value octal = { .kind = VALUE_INT, .text = "0o17",
			       .magnitude = 15 };

	ck_assert_str_eq(with_key("cap", &octal), "cap = 15\n");
}
END_TEST

START_TEST(a_negative_number_of_xl_is_text)
{
	struct value minus = { .kind = VALUE_INT, .text = "-3",
			       .negative = true, .magnitude = 3 };

	ck_assert_str_eq(with_key("cap", &minus), "cap = \"-3\"\n");
}
END_TEST

START_TEST(truth_is_a_number_to_xl)
{
	struct value yes = { .kind = VALUE_BOOL, .text = "true",
			     .boolean = true };

	ck_assert_str_eq(with_key("nomigrate", &yes), "nomigrate = 1\n");
}
END_TEST

START_TEST(lists_of_xl_stand_in_brackets)
{
	struct value a = { .kind = VALUE_STRING, .text = "a" };
	struct value b = { .kind = VALUE_INT, .text = "2", .magnitude = 2 };
	struct value *items[] = { &a, &b };
	struct value list = { .kind = VALUE_LIST, .items = items, .n = 2 };

	ck_assert_str_eq(with_key("vif", &list), "vif = [ \"a\", 2 ]\n");
}
END_TEST

/* ---- JSON ---- */

START_TEST(json_is_indented_and_separated)
{
	struct json j;

	json_begin(&j, &t.out);
	json_map(&j, NULL);
	json_u64(&j, "a", 1);
	json_list(&j, "b");
	json_string(&j, NULL, "x\"\n");
	json_map_inline(&j, NULL);
	json_bool(&j, "c", true);
	json_list(&j, "d");
	json_address(&j, NULL, UINT64_MAX);
	json_string(&j, NULL, NULL);
	json_close(&j);
	json_close(&j);
	json_close(&j);
	json_list(&j, "e");
	json_close(&j);
	json_close(&j);
	json_end(&j);
	ck_assert_str_eq(buf_str(&t.out),
		"{\n  \"a\": 1,\n  \"b\": [\n    \"x\\\"\\n\",\n"
		"    {\"c\": true, \"d\": [\"0xffffffffffffffff\", null]}\n"
		"  ],\n  \"e\": []\n}\n");
}
END_TEST

/* ---- tables ---- */

START_TEST(columns_are_as_wide_as_their_widest_cell)
{
	struct table table = table_make(t.arena, "lrl");

	table_row(&table, (const char *[TABLE_COLUMNS]){ "a", "1", "x" });
	table_row(&table, (const char *[TABLE_COLUMNS]){ "\303\244bc", "100" });
	table_write(&table, 2, &t.out);
	ck_assert_str_eq(buf_str(&t.out), "  a      1  x\n"
					  "  \303\244bc  100\n");
}
END_TEST

START_TEST(the_last_column_is_broken_at_blanks)
{
	struct table table = table_make(t.arena, "ll");
	const char *cells[TABLE_COLUMNS] = { "key" };

	cells[1] = "eleven char eleven char eleven char eleven char "
		   "eleven char eleven char eleven char eleven ch fits";
	table_row(&table, cells);
	table_write(&table, 2, &t.out);
	ck_assert_str_eq(buf_str(&t.out),
		"  key  eleven char eleven char eleven char eleven char "
		"eleven char eleven char eleven char eleven ch\n"
		"       fits\n");
}
END_TEST

START_TEST(a_long_word_is_left_whole)
{
	struct table table = table_make(t.arena, "ll");
	char word[151];

	memset(word, 'w', 150);
	word[150] = 0;
	table_row(&table, (const char *[TABLE_COLUMNS]){ "k", word });
	table_write(&table, 0, &t.out);
	ck_assert_uint_eq(t.out.len, 3 + 150 + 1);
}
END_TEST

START_TEST(control_characters_are_made_visible)
{
	ck_assert_str_eq(text_visible(t.arena, "a\n\tb\033\177"),
			 "a\\n\\tb\\x1b\\x7f");
}
END_TEST

/* ---- names of files ---- */

START_TEST(paths_lose_the_way_to_the_system_file)
{
	ck_assert_str_eq(emit_path(&t.in, "sub/vm.yaml"), "vm.yaml");
	ck_assert_str_eq(emit_path(&t.in, "sub/inc/a.yaml"), "inc/a.yaml");
	ck_assert_str_eq(emit_path(&t.in, "/far/away/b.yaml"), "b.yaml");
	ck_assert_str_eq(emit_path(&t.in, "--set a=b/c"), "--set a=b/c");
	t.system.path = "vm.yaml";
	ck_assert_str_eq(emit_path(&t.in, "inc/a.yaml"), "inc/a.yaml");
	ck_assert_str_eq(emit_path(&t.in, "/abs/a.yaml"), "a.yaml");
}
END_TEST

/* ---- maps ---- */

START_TEST(what_lies_in_ram_is_nested_in_it)
{
	struct map m = map_guest(&t.in, &t.planned);

	ck_assert_uint_eq(m.n_rows, 4);
	ck_assert_str_eq(m.rows[0].kind, "gic-distributor");
	ck_assert_str_eq(m.rows[1].kind, "ram");
	ck_assert_uint_eq(m.rows[1].depth, 0);
	ck_assert_str_eq(m.rows[2].kind, "kernel");
	ck_assert_uint_eq(m.rows[2].depth, 1);
	ck_assert_str_eq(m.rows[3].kind, "device-tree");
	ck_assert_uint_eq(m.rows[3].depth, 1);
}
END_TEST

START_TEST(the_host_map_names_who_uses_a_module)
{
	struct map m = map_host(&t.in);

	ck_assert_uint_eq(m.n_rows, 4);
	ck_assert_str_eq(m.rows[0].what, "RAM");
	ck_assert_str_eq(m.rows[1].what, "Xen");
	ck_assert_str_eq(m.rows[2].what, "kernel of net");
	ck_assert_str_eq(m.rows[3].what, "board tree");
}
END_TEST

/* ---- artefacts ---- */

START_TEST(the_manifest_comes_last_and_lists_the_rest)
{
	const struct artefact *a = emit_all(&t.in);
	const char *text;
	size_t n = 0;

	for (; a->next; a = a->next)
		n++;
	ck_assert_str_eq(a->path, "manifest.json");
	ck_assert_uint_eq(n, 7);
	text = (const char *)a->bytes;
	ck_assert_ptr_nonnull(strstr(text, "{\"path\": \"net/guest.dts\", "));
	ck_assert_ptr_nonnull(strstr(text, "{\"path\": \"later/later.cfg\", "));
	ck_assert_ptr_null(strstr(text, "manifest.json"));
	ck_assert_ptr_null(strstr(text, "forced"));
}
END_TEST

START_TEST(only_some_kinds_are_made)
{
	t.in.only = "xl.cfg,qemu.args";
	ck_assert_ptr_nonnull(find("later/later.cfg"));
	ck_assert_ptr_nonnull(find("qemu.args"));
	ck_assert_ptr_nonnull(find("manifest.json"));
	ck_assert_ptr_null(find("board.dtb"));
}
END_TEST

START_TEST(qemu_is_told_each_file_by_its_name_for_the_loader)
{
	ck_assert_str_eq((const char *)find("qemu.args")->bytes,
		"-kernel\nxen,1\n-dtb\nboard.dtb\n"
		"-device\nloader,file=boot/Image,addr=0x40400000,force-raw=on\n");
}
END_TEST

START_TEST(qemu_wants_commas_doubled_in_an_option)
{
	t.image.load_as = "a,b";
	ck_assert_ptr_nonnull(strstr((const char *)find("qemu.args")->bytes,
				     "loader,file=a,,b,addr="));
}
END_TEST

START_TEST(what_is_in_memory_already_is_not_loaded)
{
	t.image.has_at = true;
	ck_assert_str_eq((const char *)find("qemu.args")->bytes,
			 "-kernel\nxen,1\n-dtb\nboard.dtb\n");
}
END_TEST

static void fits_schema(const char *schema_name, const char *path)
{
	const struct schema_embedded *e = schema_find_embedded(schema_name);
	const struct artefact *a = find(path);
	struct value *text, *json;
	struct schema *schema;

	ck_assert_ptr_nonnull(e);
	text = doc_read_bytes(t.arena, t.diags, e->name, e->text, e->len);
	schema = schema_compile(t.arena, t.diags, text);
	ck_assert_ptr_nonnull(schema);
	json = doc_read_bytes(t.arena, t.diags, path, (const char *)a->bytes,
			      a->len);
	ck_assert_ptr_nonnull(json);
	if (!schema_validate(schema, json, t.diags))
		ck_abort_msg("%s:%u: %s", path, t.diags->items->place.line,
			     t.diags->items->text);
}

START_TEST(the_layout_fits_its_schema)
{
	static const char *const sets[] = { "target.xen=4.20" };

	t.in.sets = sets;
	t.in.n_sets = 1;
	fits_schema("layout", "layout.json");
}
END_TEST

START_TEST(the_manifest_fits_its_schema)
{
	fits_schema("manifest", "manifest.json");
}
END_TEST

START_TEST(what_was_forced_is_in_report_and_manifest)
{
	diag_add(t.diags, E_TREE_TOO_LARGE, at_line(9), "too large");
	t.in.forced = true;
	ck_assert_ptr_nonnull(strstr((const char *)find("manifest.json")->bytes,
		"{\"code\": \"E0501\", \"slug\": \"tree-too-large\", \"place\": \"vm.yaml:9\", \"text\": \"too large\"}"));
	ck_assert_ptr_nonnull(strstr((const char *)find("layout.txt")->bytes,
		"Written by --force despite\n  E0501 tree-too-large\n"));
}
END_TEST

START_TEST(the_report_of_a_domain_holds_no_other)
{
	emit_layout_text(&t.in, "later", &t.out);
	ck_assert_str_eq(buf_str(&t.out),
		"Domain later: started by xl from later/later.cfg\n"
		"  vcpus       3              vm.yaml:21\n"
		"  memory      128 MiB        vm.yaml:22\n"
		"  vpl011      no             default\n"
		"  gic         native         default\n"
			 "  sve         off            default\n"
			 "  pv-console  yes            auto: xl gives one to each domain\n"
		"  kernel      /guests/Image  vm.yaml:6\n");
}
END_TEST

START_TEST(the_report_aligns_addresses_and_gives_reasons)
{
	emit_layout_text(&t.in, "net", &t.out);
	ck_assert_ptr_nonnull(strstr(buf_str(&t.out),
		"  address                  size  what             why\n"
		"  0x03001000-0x03010fff  64 KiB  GIC distributor  fixed\n"
		"  0x40000000-0x43ffffff  64 MiB  RAM              first bank (vm.yaml:10)\n"
		"  0x40000000-0x40001fff   8 KiB    kernel         start of RAM\n"));
}
END_TEST

START_TEST(the_report_is_at_most_100_columns_wide)
{
	const struct artefact *a = find("layout.txt");
	char *text = arena_strndup(t.arena, (const char *)a->bytes, a->len);

	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		ck_assert_msg(text_width(line) <= 100, "%s", line);
}
END_TEST

static TCase *writers(void)
{
	TCase *c = tcase_create("writers");

	tcase_add_test(c, a_string_of_xl_is_quoted);
	tcase_add_test(c, control_characters_of_xl_have_named_escapes);
	tcase_add_test(c, an_xl_domain_has_the_keys_it_needs);
	tcase_add_test(c, numbers_of_xl_are_decimal);
	tcase_add_test(c, a_negative_number_of_xl_is_text);
	tcase_add_test(c, truth_is_a_number_to_xl);
	tcase_add_test(c, lists_of_xl_stand_in_brackets);
	tcase_add_test(c, json_is_indented_and_separated);
	tcase_add_test(c, columns_are_as_wide_as_their_widest_cell);
	tcase_add_test(c, the_last_column_is_broken_at_blanks);
	tcase_add_test(c, a_long_word_is_left_whole);
	tcase_add_test(c, control_characters_are_made_visible);
	return c;
}

static TCase *artefacts(void)
{
	TCase *c = tcase_create("artefacts");

	tcase_add_test(c, paths_lose_the_way_to_the_system_file);
	tcase_add_test(c, what_lies_in_ram_is_nested_in_it);
	tcase_add_test(c, the_host_map_names_who_uses_a_module);
	tcase_add_test(c, the_manifest_comes_last_and_lists_the_rest);
	tcase_add_test(c, only_some_kinds_are_made);
	tcase_add_test(c, qemu_is_told_each_file_by_its_name_for_the_loader);
	tcase_add_test(c, qemu_wants_commas_doubled_in_an_option);
	tcase_add_test(c, what_is_in_memory_already_is_not_loaded);
	tcase_add_test(c, the_layout_fits_its_schema);
	tcase_add_test(c, the_manifest_fits_its_schema);
	tcase_add_test(c, what_was_forced_is_in_report_and_manifest);
	tcase_add_test(c, the_report_of_a_domain_holds_no_other);
	tcase_add_test(c, the_report_aligns_addresses_and_gives_reasons);
	tcase_add_test(c, the_report_is_at_most_100_columns_wide);
	return c;
}

Suite *suite_emit(void)
{
	Suite *s = suite_create("emit");
	TCase *cases[] = { writers(), artefacts() };

	for (size_t i = 0; i < 2; i++) {
		tcase_add_checked_fixture(cases[i], set_up, tear_down);
		suite_add_tcase(s, cases[i]);
	}
	return s;
}
