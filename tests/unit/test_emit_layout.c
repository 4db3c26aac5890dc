/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a layout adds to the reports, and the two forms of a plan for builds
 * of guests: constants and nodes.
 */
#include "layout_fixture.h"

#include "emit/emit.h"
#include "schema/schema.h"

static struct bench *b;
static struct domain *d;
static struct buf out;

static void setup(void)
{
	b = layout_bench();
	b->board.cpu_compatible = (const uint8_t *)"arm,cortex-a57";
	b->board.cpu_compatible_len = sizeof("arm,cortex-a57");
	bench_cmdline(b, "xsm=dummy");
	d = layout_domain(b, "net");
	bench_domain(b, "app", MIB(300))->enhanced = ENHANCED_NO_XENSTORE;
	out = buf_make(b->arena, LIMIT_OUTPUT_BYTES);
}

static void teardown(void)
{
	bench_free(b);
}

static void emit(void (*fn)(const struct emit_input *in, const char *domain,
			    struct buf *to), const char *domain)
{
	const struct plan *p = bench_plan(b);
	struct dt_tree **trees = arena_array(b->arena, p->n_domains + 1,
					     sizeof(*trees));

	d->device_tree = NULL;	/* there is no such file to be read */
	for (size_t i = 0; i < p->n_domains; i++)
		trees[i] = dt_guest(b->arena, b->diags, p, &p->domains[i]);
	fn(&(struct emit_input){
		.arena = b->arena, .system = &b->system, .plan = p,
		.guest_trees = trees, .diags = b->diags,
		.made_by = "domc 1",
	}, domain, &out);
}

static bool says(const char *part)
{
	return strstr(buf_str(&out), part) != NULL;
}

static void expect(const char *part)
{
	ck_assert_msg(says(part), "no '%s' in:\n%s", part, buf_str(&out));
}

/* All that a layout can have. */
static void fill(void)
{
	give_grant_base(b, d, 0x3a000000);
	give_expose(b, d, 0x60000000, MIB(1));
	give_shared(b, "ring", MIB(2), "net", 0x70000000);
	give_claim(b, d, "app", MAP_GRANT, MIB(16));
	give_device(b, d, 0x04100000, PAGE_BYTES);
	d->space.shared_info_page.v = true;
}

START_TEST(the_text_shows_the_sums_of_both_budgets)
{
	fill();
	emit(emit_layout_text, "net");
	expect("grants of 'app': 16 MiB, rounded up to 128 MiB");
	expect("one more section");
	expect("enough: the guest is told so");
	expect("P2M pool, for tables of guest addresses");
	expect("Xen's own count for 1 vCPU and 512 MiB of RAM");
}
END_TEST

START_TEST(the_text_lists_every_window)
{
	fill();
	emit(emit_layout_text, "net");
	expect("virtio-mmio window");
	expect("exposed window");
	expect("mailbox (vm.yaml:2060)");
	expect("static shared memory 'ring'");
	expect("xen,reg of /passthrough/dev");
	expect("domc: free address space");
}
END_TEST

START_TEST(a_domain_without_a_layout_has_none_of_it)
{
	d->space.place = PLACE_NONE;
	emit(emit_layout_text, "net");
	ck_assert(!says("window"));
	ck_assert(!says("layout"));
	ck_assert(!says("needed"));
}
END_TEST

START_TEST(dom0s_regions_are_unknown)
{
	give_claim(b, bench_domain(b, "dom0", MIB(64)), "app", MAP_FOREIGN,
		   MIB(64));
	emit(emit_layout_text, "dom0");
	expect("Xen finds them when it boots");
}
END_TEST

START_TEST(the_host_map_has_each_piece_of_shared_memory_once)
{
	struct shared_memory *s = give_shared(b, "ring", MIB(2), "net",
					      0x70000000);
	const char *first;

	share_with(s, "app", 0x70000000);
	emit(emit_layout_text, NULL);
	first = strstr(buf_str(&out), "  shared memory ring");
	ck_assert_ptr_nonnull(first);
	ck_assert_ptr_null(strstr(first + 1, "  shared memory ring"));
}
END_TEST

static struct value *parse(const char *name, const char *text, size_t len)
{
	return doc_read_bytes(b->arena, b->diags, name, text, len);
}

START_TEST(the_json_fits_its_schema)
{
	const struct schema_embedded *e = schema_find_embedded("layout");
	struct schema *schema;

	fill();
	emit(emit_layout_json, NULL);
	schema = schema_compile(b->arena, b->diags,
				parse("layout.yaml", e->text, e->len));
	ck_assert(schema_validate(schema, parse("layout.json", buf_str(&out),
						out.len), b->diags));
	expect("\"budgets\"");
	bench_clean(b);
}
END_TEST

START_TEST(a_header_has_guarded_constants_with_reasons)
{
	fill();
	emit(emit_c_header, "net");
	expect("#ifndef DOMC_NET\n#define DOMC_NET 1\n");
	expect("#define DOMC_NET_GRANT_TABLE_BASE DOMC_U64(0x3a000000)\n");
	expect("/* said in the file (vm.yaml:2011) */");
	expect("#define DOMC_NET_SHARED_INFO_PAGE DOMC_U64(0x39004000)\n");
	expect("#define DOMC_NET_REGIONS_SUFFICE 1\n");
	expect("#define DOMC_NET_SHARED0_ID \"ring\"\n");
	ck_assert(!says("DOMC_APP"));
}
END_TEST

START_TEST(a_header_of_all_has_each_domain)
{
	emit(emit_c_header, NULL);
	expect("#define DOMC_NET 1");
	expect("#define DOMC_APP 1");
}
END_TEST

START_TEST(names_that_c_cannot_tell_apart_get_their_number)
{
	d->name = "a-b";
	b->domains[1].name = "a_b";
	emit(emit_c_header, NULL);
	expect("#define DOMC_A_B_DOM1 1");
	expect("#define DOMC_A_B_DOM2 1");
}
END_TEST

START_TEST(a_reason_cannot_end_its_comment)
{
	give_expose(b, d, 0x3a000000, MIB(1));
	d->space.expose[0].why = "*/ #error /* \n";
	emit(emit_c_header, "net");
	expect("/* *| #error /| \\n (vm.yaml:2060) */");
}
END_TEST

START_TEST(a_domain_without_a_hypervisor_node_has_no_grant_table)
{
	d->enhanced = ENHANCED_OFF;
	d->space.place = PLACE_NONE;
	emit(emit_c_header, "net");
	ck_assert(!says("GRANT_TABLE"));
	expect("DOMC_NET_RAM0_BASE");
}
END_TEST

START_TEST(a_dtsi_has_the_nodes_of_the_guests_tree)
{
	fill();
	emit(emit_dtsi, "net");
	expect("\tmemory@40000000 {");
	expect("\t\txen-shmem@70000000 {");
	expect("\t\tmagic-page@39004000 {");
	expect("\"xen,xen-4.20\", \"xen,extended-regions-v1\", \"xen,xen\"");
	ck_assert(!says("/dts-v1/"));
	ck_assert(!says("interrupt-parent"));
	ck_assert(!says("timer"));
	ck_assert(!says("#ifdef"));
}
END_TEST

START_TEST(a_dtsi_of_all_is_picked_from_by_the_preprocessor)
{
	emit(emit_dtsi, NULL);
	expect("#ifdef DOMC_NET_DTSI\n");
	expect("#endif /* DOMC_NET_DTSI */\n\n#ifdef DOMC_APP_DTSI\n");
}
END_TEST

Suite *suite_emit_layout(void);
Suite *suite_emit_layout(void)
{
	Suite *s = suite_create("emit_layout");
	TCase *t = tcase_create("layout");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, the_text_shows_the_sums_of_both_budgets);
	tcase_add_test(t, the_text_lists_every_window);
	tcase_add_test(t, a_domain_without_a_layout_has_none_of_it);
	tcase_add_test(t, dom0s_regions_are_unknown);
	tcase_add_test(t, the_host_map_has_each_piece_of_shared_memory_once);
	tcase_add_test(t, the_json_fits_its_schema);
	tcase_add_test(t, a_header_has_guarded_constants_with_reasons);
	tcase_add_test(t, a_header_of_all_has_each_domain);
	tcase_add_test(t, names_that_c_cannot_tell_apart_get_their_number);
	tcase_add_test(t, a_reason_cannot_end_its_comment);
	tcase_add_test(t,
		a_domain_without_a_hypervisor_node_has_no_grant_table);
	tcase_add_test(t, a_dtsi_has_the_nodes_of_the_guests_tree);
	tcase_add_test(t, a_dtsi_of_all_is_picked_from_by_the_preprocessor);
	suite_add_tcase(s, t);
	return s;
}
