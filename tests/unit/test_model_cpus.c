/* SPDX-License-Identifier: BSD-2-Clause */
/* CPUs, pools, event channels, and what a domain says of processors. */
#include "test_model.h"

#define FOUR_CPUS "cpus { #address-cells = <1>; #size-cells = <0>;" \
	CPU("0") CPU("1") CPU("2") CPU("3") " };\n"
#define CPU(n) " cpu@" n " { device_type = \"cpu\"; reg = <0x" n ">;" \
	" compatible = \"arm,cortex-a57\"; enable-method = \"spin-table\";" \
	" cpu-release-addr = <0 0>; };"

/* A board of four CPUs; @rest: what follows it in the file. */
static struct system *bind_four(const char *rest)
{
	struct doc doc = { 0 };
	const char *yaml;

	write_text("board.dts", DTS(DTS_MEMORY FOUR_CPUS DTS_TIMER DTS_GIC));
	write_image("Image", 4096);
	yaml = arena_printf(fx.a, YAML_HEAD "%s", rest);
	doc.root = (struct value *)(uintptr_t)parse(yaml);
	return model_bind(fx.a, fx.d, &doc, path_of("system.yaml"), &fx.opts);
}

static const char *cpus_of(const char *said)
{
	const struct system *s;

	s = bind_four(arena_printf(fx.a, "cpupools: {rt: {cpus: %s}}\n"
				   "domains: {}\n", said));
	return model_cpus_text(fx.a, &s->pools[0].cpus);
}

static const struct {
	const char *said, *read;
} lists[] = {
	{ "\"2-3\"", "2-3" },
	{ "\"3,0-1\"", "0-1,3" },
	{ "2", "2" },
	{ "/cpus/cpu@2", "2" },
	{ "[/cpus/cpu@3, \"0-1\", 1]", "0-1,3" },
	{ "\"0-3\"", "0-3" },
	{ "\"1-3,0-2,1,1-2\"", "0-3" },
	{ "[/cpus/cpu@1, \"3\", 1, \"1\", 3]", "1,3" },
};

START_TEST(cpus_are_said_by_number_and_by_path)
{
	ck_assert_str_eq(cpus_of(lists[_i].said), lists[_i].read);
	expect_clean();
}
END_TEST

START_TEST(a_cpu_that_is_not_there_is_an_error)
{
	static const char *const wrong[] = {
		"\"4\"", "\"3-4\"", "\"2-1\"", "/cpus/cpu@4", "/memory",
		"99", "\"99999999999999999999999\"",
	};

	ck_assert_str_eq(cpus_of(wrong[_i]), "");
	expect_finding(E_CPU_UNKNOWN, "CPU pool 'rt': the host has no CPU");
}
END_TEST

/* Xen says "has no reg property" and starts with its boot CPU alone. */
START_TEST(a_cpu_without_reg_has_no_number)
{
	const struct system *s;
	struct doc doc = { 0 };

	write_text("board.dts", DTS(DTS_MEMORY "cpus { #address-cells = <1>;"
		   " #size-cells = <0>; cpu { device_type = \"cpu\";"
		   " compatible = \"arm,cortex-a57\"; }; };\n"
		   DTS_TIMER DTS_GIC));
	doc.root = (struct value *)(uintptr_t)parse(YAML_HEAD "domains: {}\n");
	s = model_bind(fx.a, fx.d, &doc, path_of("system.yaml"), &fx.opts);
	ck_assert_uint_eq(s->board->n_cpus, 0);
	expect_finding(E_BOARD_CPU_UNUSED, "it has no reg");
}
END_TEST

START_TEST(a_pool_has_its_scheduler)
{
	const struct system *s;

	s = bind_four("cpupools:\n  rt: {cpus: 1, scheduler: \"null\"}\n"
		      "  auto: {cpus: 2, scheduler: auto}\ndomains: {}\n");
	ck_assert_str_eq(s->pools[0].scheduler.v, "null");
	ck_assert(!s->pools[1].scheduler.given);
	expect_clean();
}
END_TEST

START_TEST(a_domain_finds_its_pool)
{
	const struct system *s;

	s = bind_four("cpupools: {a: {cpus: 1}, b: {cpus: 2}}\n"
		      "domains:\n  d: {memory: 64 MiB, kernel: Image,"
		      " cpupool: b}\n");
	ck_assert_ptr_eq(s->domains[0].cpupool, &s->pools[1]);
	expect_clean();
}
END_TEST

#define XL_DOMAIN_OF(keys) "domains:\n  d: {start: xl, memory: 64 MiB," \
	" kernel: Image, " keys "}\n"

START_TEST(affinity_is_a_list_by_vcpu)
{
	const struct system *s;

	s = bind_four(XL_DOMAIN_OF("vcpus: 3, vcpu-affinity: [\"2\","
				   " [\"0-1\", /cpus/cpu@3]]"));
	ck_assert_uint_eq(s->domains[0].n_affinity, 2);
	ck_assert_str_eq(model_cpus_text(fx.a, &s->domains[0].affinity[1]),
			 "0-1,3");
	expect_clean();
}
END_TEST

START_TEST(affinity_is_for_vcpus_that_are_there)
{
	bind_four(XL_DOMAIN_OF("vcpu-affinity: [\"2\", \"3\"]"));
	expect_finding(E_AFFINITY_MANY, "affinity for 2 vCPUs, it has 1");
}
END_TEST

START_TEST(no_affinity_asks_for_nothing)
{
	bind_four("domains:\n  d: {memory: 64 MiB, kernel: Image,"
		  " vcpu-affinity: [], capabilities: []}\n");
	expect_clean();
}
END_TEST

START_TEST(sve_is_off_a_length_or_the_most)
{
	const struct system *s;

	s = bind_four("domains:\n"
		      "  a: {memory: 64 MiB, kernel: Image, sve: off}\n"
		      "  b: {memory: 64 MiB, kernel: Image, sve: 256}\n"
		      "  c: {memory: 64 MiB, kernel: Image, sve: max}\n");
	ck_assert_uint_eq(s->domains[0].sve, SVE_OFF);
	ck_assert_uint_eq(s->domains[1].sve, 256);
	ck_assert_uint_eq(s->domains[2].sve, SVE_MAX);
	expect_clean();
}
END_TEST

#define TWO_DOMAINS "domains:\n  a: {memory: 64 MiB, kernel: Image}\n" \
	"  b: {memory: 64 MiB, kernel: Image}\n"

START_TEST(a_channel_has_two_ends)
{
	const struct system *s;

	s = bind_four("event-channels:\n"
		      "- [{domain: a, port: 1023}, {domain: b, port: 2}]\n"
		      TWO_DOMAINS);
	ck_assert_uint_eq(s->n_channels, 1);
	ck_assert_str_eq(s->channels[0].ends[0].domain, "a");
	ck_assert_uint_eq(s->channels[0].ends[0].port, 1023);
	ck_assert_uint_eq(s->channels[0].ends[1].port_place.line, 5);
	expect_clean();
}
END_TEST

START_TEST(one_port_of_two_domains_is_two_ports)
{
	bind_four("event-channels:\n"
		  "- [{domain: a, port: 1}, {domain: b, port: 1}]\n"
		  "- [{domain: a, port: 2}, {domain: b, port: 2}]\n"
		  TWO_DOMAINS);
	expect_clean();
}
END_TEST

START_TEST(static_heap_is_aligned)
{
	bind_four("hypervisor: {static-heap:"
		  " [{base: 0x50000000, size: 65 KiB}]}\ndomains: {}\n");
	expect_finding(E_STATIC_HEAP, "multiples of 64 KiB");
}
END_TEST

Suite *suite_model_cpus(void);
Suite *suite_model_cpus(void)
{
	Suite *s = suite_create("model_cpus");
	TCase *c = add_case(s, "cpus");

	tcase_add_loop_test(c, cpus_are_said_by_number_and_by_path, 0,
			    (int)(sizeof(lists) / sizeof(lists[0])));
	tcase_add_loop_test(c, a_cpu_that_is_not_there_is_an_error, 0, 7);
	tcase_add_test(c, a_cpu_without_reg_has_no_number);
	tcase_add_test(c, a_pool_has_its_scheduler);
	tcase_add_test(c, a_domain_finds_its_pool);
	tcase_add_test(c, affinity_is_a_list_by_vcpu);
	tcase_add_test(c, affinity_is_for_vcpus_that_are_there);
	tcase_add_test(c, no_affinity_asks_for_nothing);
	tcase_add_test(c, sve_is_off_a_length_or_the_most);
	tcase_add_test(c, a_channel_has_two_ends);
	tcase_add_test(c, one_port_of_two_domains_is_two_ports);
	tcase_add_test(c, static_heap_is_aligned);
	return s;
}
