/* SPDX-License-Identifier: BSD-2-Clause */
/* The library as a caller meets it: whole compilations of small systems. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "domc.h"
#include "dt/dt.h"

Suite *suite_api(void);

static char top[] = "/tmp/domc-unit-XXXXXX";
static struct domc_options opts;
static struct domc *c;

static void put(const char *path, const void *bytes, size_t n)
{
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(bytes, 1, n, f), n);
	fclose(f);
}

/* The least that Xen wants of a board: RAM, a CPU, a GICv3, a timer. */
static void put_board(void)
{
	static const uint32_t ppis[] = {
		1, 13, 4, 1, 14, 4, 1, 11, 4, 1, 10, 4,
	};
	static const uint32_t maintenance[] = { 1, 9, 4 };
	static const struct range ram = { 0x40000000, GIB(1) };
	static const struct range gic[] = {
		{ 0x8000000, KIB(64) }, { 0x80a0000, MIB(15) },
	};
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct dt_tree *t = dt_new(a);
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	struct dt_node *n;

	dt_u32(t, t->root, "#address-cells", 2);
	dt_u32(t, t->root, "#size-cells", 2);
	dt_u32(t, t->root, "interrupt-parent", 1);
	n = dt_node(t, t->root, "memory@40000000");
	dt_string(t, n, "device_type", "memory");
	dt_reg(t, n, "reg", &ram, 1, 2, 2);
	n = dt_node(t, t->root, "cpus");
	dt_u32(t, n, "#address-cells", 1);
	dt_u32(t, n, "#size-cells", 0);
	n = dt_node(t, n, "cpu@0");
	dt_string(t, n, "device_type", "cpu");
	dt_string(t, n, "compatible", "arm,cortex-a57");
	dt_u32(t, n, "reg", 0);
	n = dt_node(t, t->root, "gic@8000000");
	dt_string(t, n, "compatible", "arm,gic-v3");
	dt_empty(t, n, "interrupt-controller");
	dt_u32(t, n, "#interrupt-cells", 3);
	dt_u32(t, n, "phandle", 1);
	dt_cells(t, n, "interrupts", maintenance, 3);
	dt_reg(t, n, "reg", gic, 2, 2, 2);
	n = dt_node(t, t->root, "timer");
	dt_string(t, n, "compatible", "arm,armv8-timer");
	dt_cells(t, n, "interrupts", ppis, 12);
	dt_write(t, &out);
	put("board.dtb", out.bytes, out.len);
	arena_free(a);
}

/* Linux Documentation/arch/arm64/booting.rst: 64 bytes of header. */
static void put_image(const char *path)
{
	static uint8_t image[4096];

	memcpy(image + 17, "\x20", 1);	/* image_size 0x2000 */
	memcpy(image + 56, "ARM\x64", 4);
	put(path, image, sizeof(image));
}

#define HEAD "domc: 1\ntarget: {xen: \"4.20\", kconfig: debian}\n" \
	     "board: {device-tree: board.dtb}\n" \
	     "hypervisor: {image: xen}\n"
#define NET "domains:\n  net: {memory: 64 MiB, kernel: Image}\n"

static void set_up(void)
{
	ck_assert_ptr_nonnull(mkdtemp(top));
	ck_assert_int_eq(chdir(top), 0);
	put_board();
	put_image("Image");
	put_image("xen");
	memset(&opts, 0, sizeof(opts));
	c = NULL;
}

static void tear_down(void)
{
	char command[64];

	domc_free(c);
	snprintf(command, sizeof(command), "rm -rf %s", top);
	ck_assert_int_eq(system(command), 0);
}

static void start(const char *text)
{
	put("vm.yaml", text, strlen(text));
	c = domc_new(&opts);
	ck_assert_ptr_nonnull(c);
}

static const struct domc_finding *first_finding(void)
{
	const struct domc_finding *f;

	ck_assert_uint_gt(domc_findings(c, &f), 0);
	return f;
}

static void is_clean(enum domc_status status)
{
	const struct domc_finding *f;

	if (domc_findings(c, &f))
		ck_abort_msg("%u: %s", f->place.line, f->text);
	ck_assert_int_eq(status, DOMC_OK);
	ck_assert_ptr_null(domc_error(c));
}

START_TEST(a_clean_system_builds)
{
	const struct domc_artefact *files;
	size_t n;

	start(HEAD NET);
	is_clean(domc_build(c, "vm.yaml"));
	n = domc_artefacts(c, &files);
	ck_assert_uint_eq(n, 7);
	ck_assert_str_eq(files[0].path, "net/guest.dtb");
	ck_assert_str_eq(files[n - 1].path, "manifest.json");
}
END_TEST

START_TEST(a_check_makes_nothing)
{
	const struct domc_artefact *files;

	start(HEAD NET);
	is_clean(domc_check(c, "vm.yaml"));
	ck_assert_uint_eq(domc_artefacts(c, &files), 0);
}
END_TEST

START_TEST(every_file_that_was_read_is_an_input)
{
	const char *const *inputs;

	start(HEAD NET);
	is_clean(domc_check(c, "vm.yaml"));
	ck_assert_uint_eq(domc_inputs(c, &inputs), 4);
	ck_assert_str_eq(inputs[0], "vm.yaml");
	ck_assert_str_eq(inputs[1], "board.dtb");
	ck_assert_str_eq(inputs[2], "xen");
	ck_assert_str_eq(inputs[3], "Image");
}
END_TEST

START_TEST(a_finding_brings_its_line)
{
	const struct domc_finding *f;

	start(HEAD "domains:\n  net: {memory: 64, kernel: Image}\n");
	ck_assert_int_eq(domc_check(c, "vm.yaml"), DOMC_FINDINGS);
	f = first_finding();
	ck_assert_str_eq(f->number, "E0210");
	ck_assert(f->is_error);
	ck_assert_uint_eq(f->place.line, 6);
	ck_assert_mem_eq(f->place.source, "  net: {mem", 11);
	ck_assert_uint_eq(f->place.source_len, 34);
}
END_TEST

START_TEST(a_stage_reports_all_it_finds)
{
	const struct domc_finding *f;

	start(HEAD "domains:\n  net: {memory: 64, kernel: Image}\n"
		   "  io: {memory: 64 MiB, kernel: Image, nosuch: 1}\n");
	ck_assert_int_eq(domc_check(c, "vm.yaml"), DOMC_FINDINGS);
	ck_assert_uint_eq(domc_findings(c, &f), 2);
}
END_TEST

START_TEST(later_stages_do_not_see_a_broken_document)
{
	const struct domc_finding *f;

	start(HEAD "domains:\n  net: {memory: 64, kernel: nosuch}\n");
	ck_assert_int_eq(domc_check(c, "vm.yaml"), DOMC_FINDINGS);
	ck_assert_uint_eq(domc_findings(c, &f), 1);
	ck_assert_str_eq(f->number, "E0210");
}
END_TEST

#define TOO_MANY "domains:\n  net: {vcpus: 60, memory: 64 MiB, kernel: Image}\n"

START_TEST(a_finding_names_its_value_at_every_stage)
{
	static const struct {
		const char *text, *value, *keyword;
	} cases[] = {
		{ HEAD "domains:\n  net: {memory: 64, kernel: Image}\n",
		  "/domains/net/memory", "system#/$defs/size/type" },
		{ HEAD "domains:\n  net: {memory: 64 MiB, kernel: nosuch}\n",
		  "/domains/net/kernel", NULL },
		{ HEAD TOO_MANY, "/domains/net", NULL },
	};
	const struct domc_finding *f;

	start(cases[_i].text);
	ck_assert_int_eq(domc_check(c, "vm.yaml"), DOMC_FINDINGS);
	f = first_finding();
	ck_assert_str_eq(f->instance_path, cases[_i].value);
	if (cases[_i].keyword)
		ck_assert_str_eq(f->schema_path, cases[_i].keyword);
	else
		ck_assert_ptr_null(f->schema_path);
}
END_TEST

START_TEST(a_schema_is_shared)
{
	struct domc *schema, *worker;

	put("s.yaml", "pattern: ^a\n", 12);
	put("doc.yaml", "b\n", 2);
	schema = domc_new(&opts);
	worker = domc_new(&opts);
	ck_assert_int_eq(domc_read_schema(schema, "s.yaml"), DOMC_OK);
	ck_assert(domc_share_schema(worker, schema));
	start("");
	ck_assert_int_eq(domc_validate(c, worker, "doc.yaml"), DOMC_FINDINGS);
	ck_assert_str_eq(first_finding()->schema_path, "s.yaml#/pattern");
	ck_assert_str_eq(first_finding()->instance_path, "");
	domc_free(worker);
	domc_free(schema);
}
END_TEST

START_TEST(an_error_of_a_rule_makes_nothing)
{
	const struct domc_artefact *files;

	start(HEAD TOO_MANY);
	ck_assert_int_eq(domc_build(c, "vm.yaml"), DOMC_FINDINGS);
	ck_assert_str_eq(first_finding()->number, "E0501");
	ck_assert_uint_eq(domc_artefacts(c, &files), 0);
}
END_TEST

START_TEST(force_passes_an_error_of_a_rule)
{
	const struct domc_artefact *files;

	opts.force = true;
	start(HEAD TOO_MANY);
	ck_assert_int_eq(domc_build(c, "vm.yaml"), DOMC_FINDINGS);
	ck_assert_uint_eq(domc_artefacts(c, &files), 7);
	ck_assert_ptr_nonnull(strstr((const char *)files[6].bytes,
				     "\"forced\": [\n    {\"code\": \"E0501\""));
}
END_TEST

START_TEST(force_does_not_pass_an_error_of_the_schema)
{
	const struct domc_artefact *files;

	opts.force = true;
	start(HEAD "domains:\n  net: {memory: 64, kernel: Image}\n");
	ck_assert_int_eq(domc_build(c, "vm.yaml"), DOMC_FINDINGS);
	ck_assert_uint_eq(domc_artefacts(c, &files), 0);
}
END_TEST

START_TEST(a_finding_can_be_turned_off)
{
	static const char *const warnings[] = { "no-tree-too-large" };

	opts.warnings = warnings;
	opts.n_warnings = 1;
	start(HEAD TOO_MANY);
	is_clean(domc_check(c, "vm.yaml"));
}
END_TEST

START_TEST(an_unknown_warning_is_an_error_of_usage)
{
	static const char *const warnings[] = { "nosuch" };

	opts.warnings = warnings;
	opts.n_warnings = 1;
	start(HEAD NET);
	ck_assert_int_eq(domc_check(c, "vm.yaml"), DOMC_FAILED);
	ck_assert_ptr_nonnull(strstr(domc_error(c), "-W nosuch"));
}
END_TEST

START_TEST(an_unknown_kind_is_an_error_of_usage)
{
	static const char *const bad[] = { "nosuch", "", "guest.dtb,", "a,b" };

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		opts.only = bad[i];
		start(HEAD NET);
		ck_assert_int_eq(domc_build(c, "vm.yaml"), DOMC_FAILED);
		ck_assert_ptr_nonnull(strstr(domc_error(c), "there are: guest.dtb, "));
		domc_free(c);
		c = NULL;
	}
}
END_TEST

START_TEST(a_missing_system_file_has_failed)
{
	start("");
	ck_assert_int_eq(domc_check(c, "nosuch.yaml"), DOMC_FAILED);
	ck_assert_ptr_nonnull(strstr(first_finding()->text, "nosuch.yaml"));
}
END_TEST

START_TEST(an_empty_file_is_a_finding)
{
	start("");
	ck_assert_int_eq(domc_check(c, "vm.yaml"), DOMC_FINDINGS);
	first_finding();
}
END_TEST

START_TEST(what_was_overridden_is_in_the_report)
{
	static const char *const sets[] = { "domains.net.vcpus=3" };
	const char *text;
	size_t len;

	opts.sets = sets;
	opts.n_sets = 1;
	start(HEAD NET);
	is_clean(domc_plan(c, "vm.yaml", NULL, "text", &text, &len));
	ck_assert_uint_eq(strlen(text), len);
	ck_assert_ptr_nonnull(strstr(text, "\n  --set domains.net.vcpus=3\n"));
	ck_assert_ptr_nonnull(strstr(text, "  vcpus       3 "));
}
END_TEST

START_TEST(a_report_can_be_json)
{
	const char *text;
	size_t len;

	start(HEAD NET);
	is_clean(domc_plan(c, "vm.yaml", "net", "json", &text, &len));
	ck_assert_mem_eq(text, "{\n  \"version\": 1,\n", 18);
	ck_assert_mem_eq(text + len - 3, "\n}\n", 3);
}
END_TEST

START_TEST(a_report_on_an_unknown_domain_has_failed)
{
	const char *text = NULL;
	size_t len;

	start(HEAD NET);
	ck_assert_int_eq(domc_plan(c, "vm.yaml", "nte", "text", &text, &len),
			 DOMC_FAILED);
	ck_assert_str_eq(domc_error(c), "no domain 'nte' (there are: net)");
	ck_assert_ptr_null(text);
}
END_TEST

START_TEST(a_report_has_two_forms)
{
	const char *text;
	size_t len;

	start(HEAD NET);
	ck_assert_int_eq(domc_plan(c, "vm.yaml", NULL, "svg", &text, &len),
			 DOMC_FAILED);
}
END_TEST

START_TEST(schemas_are_known_by_name)
{
	bool system = false;

	start("");
	for (size_t i = 0; domc_schema_name(i); i++)
		system |= strcmp(domc_schema_name(i), "system") == 0;
	ck_assert(system);
	ck_assert_mem_eq(domc_schema(c, "system", "yaml"), "# SPDX", 6);
	ck_assert_mem_eq(domc_schema(c, "system", "json"), "{", 1);
	ck_assert_ptr_null(domc_schema(c, "nosuch", "yaml"));
}
END_TEST

START_TEST(codes_are_explained_by_number_and_by_name)
{
	const char *number, *slug, *summary, *text;

	ck_assert(domc_explain("tree-too-large", &number, &slug, &summary, &text));
	ck_assert_str_eq(number, "E0501");
	ck_assert(domc_explain("E0501", &number, &slug, &summary, &text));
	ck_assert_str_eq(slug, "tree-too-large");
	ck_assert_ptr_nonnull(strstr(text, "prepare_dtb_domU()"));
	ck_assert(!domc_explain("E9999", &number, &slug, &summary, &text));
}
END_TEST

START_TEST(codes_are_sorted_and_names_are_unique)
{
	const char *number, *slug, *summary, *text, *last = "";
	const char *again;

	for (size_t i = 0; domc_each_code(i, &number, &slug, &summary); i++) {
		ck_assert_msg(strcmp(last, number) < 0, "%s", number);
		last = number;
		ck_assert(domc_explain(slug, &again, &slug, &summary, &text));
		ck_assert_str_eq(again, number);
	}
}
END_TEST

static bool is_manifest(const char *text)
{
	const char *const *paths;
	size_t n;

	return domc_manifest_files(c, text, strlen(text), &paths, &n);
}

START_TEST(our_manifest_is_told_from_others)
{
	start("");
	ck_assert(is_manifest("{\"made-by\": \"domc 0.1.0\", \"files\": []}"));
	ck_assert(!is_manifest("{\"made-by\": \"npm\", \"files\": []}"));
	ck_assert(!is_manifest("{\"made-by\": \"domc 0.1.0\", \"files\": {}}"));
	ck_assert(!is_manifest("{\"made-by\": \"domc 1\", \"files\": [{}]}"));
	ck_assert(!is_manifest("{\"made-by\": \"domc 1\", \"files\": [1]}"));
	ck_assert(!is_manifest("{"));
	ck_assert(!is_manifest(""));
}
END_TEST

START_TEST(a_manifest_of_ours_reads_back)
{
	const struct domc_artefact *files;
	const char *const *paths;
	size_t n_files, n;

	start(HEAD NET);
	is_clean(domc_build(c, "vm.yaml"));
	n_files = domc_artefacts(c, &files);
	ck_assert(domc_manifest_files(c, (const char *)files[n_files - 1].bytes,
				      files[n_files - 1].len, &paths, &n));
	ck_assert_uint_eq(n, n_files - 1);
	for (size_t i = 0; i < n; i++)
		ck_assert_str_eq(paths[i], files[i].path);
}
END_TEST

START_TEST(releases_are_named)
{
	start("");
	ck_assert_str_eq(domc_releases(c), "4.17, 4.20");
}
END_TEST

Suite *suite_api(void)
{
	Suite *s = suite_create("api");
	TCase *t = tcase_create("compilations");

	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_test(t, a_clean_system_builds);
	tcase_add_test(t, a_check_makes_nothing);
	tcase_add_test(t, every_file_that_was_read_is_an_input);
	tcase_add_test(t, a_finding_brings_its_line);
	tcase_add_loop_test(t, a_finding_names_its_value_at_every_stage, 0, 3);
	tcase_add_test(t, a_schema_is_shared);
	tcase_add_test(t, a_stage_reports_all_it_finds);
	tcase_add_test(t, later_stages_do_not_see_a_broken_document);
	tcase_add_test(t, an_error_of_a_rule_makes_nothing);
	tcase_add_test(t, force_passes_an_error_of_a_rule);
	tcase_add_test(t, force_does_not_pass_an_error_of_the_schema);
	tcase_add_test(t, a_finding_can_be_turned_off);
	tcase_add_test(t, an_unknown_warning_is_an_error_of_usage);
	tcase_add_test(t, an_unknown_kind_is_an_error_of_usage);
	tcase_add_test(t, a_missing_system_file_has_failed);
	tcase_add_test(t, an_empty_file_is_a_finding);
	tcase_add_test(t, what_was_overridden_is_in_the_report);
	tcase_add_test(t, a_report_can_be_json);
	tcase_add_test(t, a_report_on_an_unknown_domain_has_failed);
	tcase_add_test(t, a_report_has_two_forms);
	tcase_add_test(t, schemas_are_known_by_name);
	tcase_add_test(t, codes_are_explained_by_number_and_by_name);
	tcase_add_test(t, codes_are_sorted_and_names_are_unique);
	tcase_add_test(t, our_manifest_is_told_from_others);
	tcase_add_test(t, a_manifest_of_ours_reads_back);
	tcase_add_test(t, releases_are_named);
	suite_add_tcase(s, t);
	return s;
}
