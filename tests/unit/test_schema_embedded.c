/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_schema_embedded.c - the schemas inside domc: sound, explained, and
 * saying what the language says.
 */
#include "test_schema.h"

#include "schema/eval.h"

static struct schema *embedded(const char *name)
{
	const struct schema_embedded *e = schema_find_embedded(name);
	struct value *v;
	struct schema *s;

	ck_assert_ptr_nonnull(e);
	ck_assert_uint_eq(strlen(e->text), e->len);
	v = doc_read_bytes(a, d, e->name, e->text, e->len);
	s = schema_compile(a, d, v);
	ck_assert_str_eq(said(), "");
	return s;
}

START_TEST(each_compiles)
{
	embedded(schema_embedded[_i].name);
}
END_TEST

START_TEST(they_are_found_by_name)
{
	for (size_t i = 0; i < n_schema_embedded; i++)
		ck_assert_ptr_eq(schema_find_embedded(schema_embedded[i].name),
				 &schema_embedded[i]);
	ck_assert_ptr_nonnull(schema_find_embedded("system"));
	ck_assert_ptr_nonnull(schema_find_embedded("layout"));
	ck_assert_ptr_nonnull(schema_find_embedded("manifest"));
	ck_assert_ptr_nonnull(schema_find_embedded("findings"));
	ck_assert_ptr_null(schema_find_embedded("nosuch"));
	ck_assert_ptr_null(schema_find_embedded(""));
}
END_TEST

/* "layout-1": a form that readers must know has its version in its name. */
START_TEST(they_are_named_after_themselves)
{
	struct schema *s = embedded(schema_embedded[_i].name);
	const struct value *properties = value_get(s->root, "properties");
	const struct value *version = value_get(properties, "version");
	struct buf want = buf_make(a, 64);

	buf_puts(&want, schema_embedded[_i].name);
	if (version)
		buf_printf(&want, "-%s", value_get(version, "const")->text);
	ck_assert_str_eq(value_get(s->root, "$id")->text, buf_str(&want));
}
END_TEST

START_TEST(their_patterns_are_regular_expressions)
{
	struct schema *s = embedded(schema_embedded[_i].name);

	for (struct pattern *p = s->patterns; p; p = p->next)
		ck_assert_msg(pattern_compile(s->regex, p), "%s", p->text);
}
END_TEST

static bool takes(struct schema *s, const struct schema_node *n,
		  const struct value *v)
{
	struct eval e = {
		.schema = s,
		.arena = a,
		.findings = findings_new(a, NULL),
		.pattern_steps = LIMIT_PATTERN_STEPS_ALL,
	};
	struct instance in = {
		.value = v,
		.types = node_types(v, s->as_written),
	};

	return eval_verdict(&e, n, &in, NULL) && e.findings->n == 0;
}

START_TEST(their_examples_and_defaults_are_valid)
{
	struct schema *s = embedded(schema_embedded[_i].name);

	for (struct schema_node *n = s->nodes; n; n = n->next) {
		const struct value *examples = value_get(n->source, "examples");
		const struct value *normal = value_get(n->source, "default");

		for (size_t i = 0; examples && i < examples->n; i++)
			ck_assert_msg(takes(s, n, examples->items[i]),
				      "example at line %u",
				      examples->items[i]->place.line);
		ck_assert_msg(!normal || takes(s, n, normal),
			      "default at line %u",
			      normal ? normal->place.line : 0);
	}
}
END_TEST

/* Has @n, or what it refers to, the keyword @name? */
static bool has(const struct schema_node *n, const char *name)
{
	return value_get(n->source, name) || (n->ref && has(n->ref, name));
}

START_TEST(each_property_is_explained)
{
	struct schema *s = embedded(schema_embedded[_i].name);

	for (struct schema_node *n = s->nodes; n; n = n->next)
		for (size_t i = 0; n->map && n->map->properties &&
				   i < n->map->properties->n; i++) {
			const char *key = n->map->properties->members[i].key;

			ck_assert_msg(has(n->map->nodes[i], "title"), "%s", key);
			ck_assert_msg(has(n->map->nodes[i], "description"),
				      "%s", key);
		}
}
END_TEST

START_TEST(maps_of_fixed_keys_are_closed)
{
	struct schema *s = embedded(schema_embedded[_i].name);

	for (struct schema_node *n = s->nodes; n; n = n->next)
		if (n->map && n->map->properties)
			ck_assert_msg(n->map->rest && n->map->rest->never,
				      "line %u", n->source->place.line);
}
END_TEST

/*
 * The language, a line a case: what is added to the least system in its
 * target, its board, its top level and its domain.
 */
static const struct {
	bool valid;
	const char *target, *board, *top, *domain;
} cases[] = {
	{ true, "", "", "", "" },
	{ true, ", arch: arm64", "", "", "" },
	{ false, ", arch: x86_64", "", "", "" },
	{ true, ", kconfig: debian", "", "", "" },
	{ true, ", kconfig: defconfig", "", "", "" },
	{ true, ", kconfig: []", "", "", "" },
	{ true, ", kconfig: [CONFIG_A, CONFIG_B=n, CONFIG_C=y]", "", "", "" },
	{ false, ", kconfig: [CONFIG_A, CONFIG_A]", "", "", "" },
	{ false, ", kconfig: [STATIC_MEMORY]", "", "", "" },
	{ false, ", kconfig: [CONFIG_A=m]", "", "", "" },
	{ false, ", kconfig: other", "", "", "" },
	{ true, ", kconfig: .config", "", "", "" },
	{ true, ", kconfig: a/config", "", "", "" },
	{ false, ", kconfig: {file: .config}", "", "", "" },
	{ true, ", ipa-bits: 32", "", "", "" },
	{ true, ", ipa-bits: 48", "", "", "" },
	{ false, ", ipa-bits: 39", "", "", "" },
	{ false, ", ipa-bits: 40.0", "", "", "" },
	{ true, ", iommu: true", "", "", "" },
	{ false, ", iommu: yes", "", "", "" },
	{ true, ", extensions: [guest-layout]", "", "", "" },
	{ true, ", extensions: []", "", "", "" },
	{ false, ", extensions: [guest-layouts]", "", "", "" },
	{ false, ", extensions: [guest-layout, guest-layout]", "", "", "" },
	{ true, "", ", memory: [{base: 0x40000000, size: 2 GiB}]", "", "" },
	{ false, "", ", memory: []", "", "" },
	{ false, "", ", memory: [{base: 0x40000000}]", "", "" },
	{ false, "", ", memory: [{base: 0, size: 1 MiB, why: x}]", "", "" },
	{ true, "", ", keep-free: [{base: 0, size: 1 MiB, why: x}]", "", "" },
	{ true, "", ", keep-free: [{base: 0, size: 1 MiB}]", "", "" },
	{ false, "", ", keep-free: [{base: -1, size: 1 MiB}]", "", "" },
	{ true, "", ", overlays: [a.dtbo]", "", "" },
	{ true, "", ", overlays: []", "", "" },
	{ false, "", ", overlays: a.dtbo", "", "" },
	{ true, "", "", "boot: {}", "" },
	{ true, "", "", "boot: {methods: [direct], align: 64 KiB}", "" },
	{ true, "", "", "boot: {xen-at: 0x40200000, tree-at: 1}", "" },
	{ false, "", "", "boot: {methods: []}", "" },
	{ true, "", "", "boot: {methods: [u-boot, efi, fit, direct]}", "" },
	{ false, "", "", "boot: {methods: [uboot]}", "" },
	{ false, "", "", "boot: {methods: [efi, efi]}", "" },
	{ true, "", "", "boot: {load: load mmc 0}", "" },
	{ false, "", "", "boot: {load: ''}", "" },
	{ false, "", "", "boot: {align: 4096}", "" },
	{ false, "", "", "boot: {xen-at: 18446744073709551616}", "" },
	{ true, "", "", "boot: {xen-at: 18446744073709551615}", "" },
	{ true, "", "", "hypervisor: {image: xen, cmdline: ''}", "" },
	{ true, "", "", "hypervisor: {image: {file: xen, at: 5}}", "" },
	{ false, "", "", "hypervisor: {image: {file: xen, cmdline: x}}", "" },
	{ true, "", "", "include: a.yaml", "" },
	{ true, "", "", "include: [a.yaml, b.yaml]", "" },
	{ false, "", "", "include: {a: b}", "" },
	{ true, "", "", "hypervisor: {static-heap: []}", "" },
	{ true, "", "", "hypervisor: {static-heap: [{base: 0, size: 1 MiB}]}",
	  "" },
	{ false, "", "", "hypervisor: {static-heap: {base: 0, size: 1 MiB}}",
	  "" },
	{ true, "", "", "hypervisor: {xsm-policy: p}", "" },
	{ true, "", "", "hypervisor: {xsm-policy: {file: p, at: 0}}", "" },
	{ true, "", "", "cpupools: {}", "" },
	{ true, "", "", "cpupools: {rt: {cpus: '2-3,5', scheduler: 'null'}}",
	  "" },
	{ true, "", "", "cpupools: {rt: {cpus: 1}, a: {cpus: /cpus/c}}", "" },
	{ true, "", "", "cpupools: {rt: {cpus: [1, 2-3, /cpus/c]}}", "" },
	{ false, "", "", "cpupools: {rt: {}}", "" },
	{ false, "", "", "cpupools: {rt: {cpus: []}}", "" },
	{ false, "", "", "cpupools: {rt: {cpus: ''}}", "" },
	{ false, "", "", "cpupools: {rt: {cpus: '2-'}}", "" },
	{ false, "", "", "cpupools: {rt: {cpus: all}}", "" },
	{ false, "", "", "cpupools: {rt: {cpus: -1}}", "" },
	{ false, "", "", "cpupools: {rt: {cpus: 1, scheduler: null}}", "" },
	{ false, "", "", "cpupools: {rt: {cpus: 1, scheduler: fifo}}", "" },
	{ false, "", "", "cpupools: {a23456789012345678901234: {cpus: 1}}",
	  "" },
	{ true, "", "", "event-channels: []", "" },
	{ true, "", "",
	  "event-channels: [[{domain: a, port: 1}, {domain: b, port: 2}]]",
	  "" },
	{ false, "", "", "event-channels: [[{domain: a, port: 1}]]", "" },
	{ false, "", "",
	  "event-channels: [[{domain: a, port: 0}, {domain: b, port: 2}]]",
	  "" },
	{ false, "", "", "event-channels: [[{domain: a}, {domain: b}]]", "" },
	{ true, "", "", "", ", start: dom0less" },
	{ true, "", "", "", ", start: xl" },
	{ false, "", "", "", ", start: boot" },
	{ true, "", "", "", ", vcpus: 128" },
	{ false, "", "", "", ", vcpus: 0" },
	{ false, "", "", "", ", vcpus: 129" },
	{ false, "", "", "", ", vcpus: '2'" },
	{ false, "", "", "", ", vcpus: 2.0" },
	{ true, "", "", "", ", kernel: Image, ramdisk: r, device-tree: t" },
	{ true, "", "", "", ", kernel: {file: Image, cmdline: c, at: 0}" },
	{ true, "", "", "",
	  ", kernel: {file: Image, load-as: a, target-path: b}" },
	{ false, "", "", "", ", kernel: {cmdline: c}" },
	{ false, "", "", "", ", kernel: ''" },
	{ true, "", "", "", ", ramdisk: {file: r, load-as: a, target-path: b}" },
	{ false, "", "", "", ", ramdisk: {file: r, cmdline: c}" },
	{ true, "", "", "", ", vpl011: true" },
	{ false, "", "", "", ", vpl011: 1" },
	{ true, "", "", "", ", enhanced: true" },
	{ true, "", "", "", ", enhanced: no-xenstore" },
	{ true, "", "", "", ", enhanced: false" },
	{ false, "", "", "", ", enhanced: xenstore" },
	{ true, "", "", "", ", gic: native" },
	{ true, "", "", "", ", gic: v2" },
	{ true, "", "", "", ", gic: v3" },
	{ false, "", "", "", ", gic: v4" },
	{ true, "", "", "", ", spi-count: 0" },
	{ false, "", "", "", ", spi-count: -1" },
	{ true, "", "", "", ", spi-count: auto" },
	{ false, "", "", "", ", spi-count: all" },
	{ true, "", "", "", ", placement: {}" },
	{ true, "", "", "",
	  ", placement: {static: [{base: 1, size: 1 KiB}], direct-map: true}" },
	{ false, "", "", "", ", placement: {static: []}" },
	{ true, "", "", "", ", placement: {llc-colors: '0-3,6'}" },
	{ false, "", "", "", ", placement: {llc-colors: 3}" },
	{ false, "", "", "", ", placement: {llc-colors: '0-'}" },
	{ true, "", "", "", ", pv-console: auto" },
	{ true, "", "", "", ", pv-console: true" },
	{ false, "", "", "", ", pv-console: hvc0" },
	{ true, "", "", "", ", cpupool: rt" },
	{ false, "", "", "", ", cpupool: a/b" },
	{ true, "", "", "", ", vcpu-affinity: ['2', 3, [0-1, /cpus/c]]" },
	{ true, "", "", "", ", vcpu-affinity: []" },
	{ false, "", "", "", ", vcpu-affinity: '2'" },
	{ false, "", "", "", ", vcpu-affinity: [[]]" },
	{ true, "", "", "", ", sve: off" },
	{ true, "", "", "", ", sve: max" },
	{ true, "", "", "", ", sve: 128" },
	{ true, "", "", "", ", sve: 2048" },
	{ false, "", "", "", ", sve: 0" },
	{ false, "", "", "", ", sve: 200" },
	{ false, "", "", "", ", sve: 2176" },
	{ false, "", "", "", ", sve: true" },
	{ true, "", "", "", ", capabilities: []" },
	{ true, "", "", "", ", capabilities: [control, hardware, xenstore]" },
	{ false, "", "", "", ", capabilities: [root]" },
	{ true, "", "", "", ", introspection: {monitor: true}" },
	{ false, "", "", "", ", introspection: true" },
	{ true, "", "", "", ", pv: {cr4: [umip]}" },
	{ false, "", "", "", ", pv: {cr4: [UMIP]}" },
	{ true, "", "", "",
	  ", virtio: [{kind: net, backend: a, transport: mmio}]" },
	{ false, "", "", "",
	  ", virtio: [{kind: net, backend: a, transport: usb}]" },
	{ true, "", "", "", ", xl: {}" },
	{ true, "", "", "", ", xl: {a_1: x, b: 5, c: true, d: [x, 5, true]}" },
	{ false, "", "", "", ", xl: {A: 5}" },
	{ false, "", "", "", ", xl: {1a: 5}" },
	{ false, "", "", "", ", xl: {a-b: 5}" },
	{ false, "", "", "", ", xl: {a: {b: c}}" },
	{ false, "", "", "", ", xl: {a: [[b]]}" },
	{ false, "", "", "", ", xl: {a: 1.5}" },
	{ false, "", "", "", ", xl: {a: ~}" },
	{ true, "", "", "", ", devices: []" },
	{ true, "", "", "", ", devices: [/a, {path: /b}]" },
	{ true, "", "", "",
	  ", devices: [{path: /b, guest-address: 5, iommu: required}]" },
	{ true, "", "", "",
	  ", devices: [{path: /b, iommu: bypass, why: no DMA}]" },
	{ true, "", "", "",
	  ", devices: [{path: /b, references: {clocks: stub, /c: drop}}]" },
	{ false, "", "", "", ", devices: [serial0]" },
	{ false, "", "", "", ", devices: [{iommu: required}]" },
	{ false, "", "", "", ", devices: [{path: /b, references: {a: b}}]" },
};

static const char *system_of(int i)
{
	return arena_printf(a, "domc: 1\ntarget: {xen: '4.20'%s}\n"
			    "board: {device-tree: b.dtb%s}\n%s\n"
			    "domains: {d: {memory: 1 MiB%s}}\n",
			    cases[i].target, cases[i].board, cases[i].top,
			    cases[i].domain);
}

START_TEST(the_language_is_this)
{
	struct schema *s = embedded("system");
	struct value *v = yaml("doc", system_of(_i));

	ck_assert_msg(schema_validate(s, v, d) == cases[_i].valid, "%s%s",
		      system_of(_i), said());
}
END_TEST

/* Whether a domain may be called @name. */
static bool is_name(const char *name)
{
	struct schema *s = embedded("system");
	struct value *v;

	v = yaml("doc", arena_printf(a, "domc: 1\ntarget: {xen: '4.20'}\n"
				     "board: {device-tree: b.dtb}\n"
				     "domains: {\"%s\": {memory: 1 MiB}}\n",
				     name));
	return schema_validate(s, v, diags_new(a));
}

START_TEST(names_fit_into_a_tree)
{
	ck_assert(is_name("dom0"));
	ck_assert(is_name("A"));
	ck_assert(is_name("0,._+-"));
	ck_assert(is_name("a234567890123456789012345678901"));
	ck_assert(!is_name("a2345678901234567890123456789012"));
	ck_assert(!is_name(""));
	ck_assert(!is_name("-a"));
	ck_assert(!is_name(".."));
	ck_assert(!is_name("a b"));
	ck_assert(!is_name("a/b"));
	ck_assert(!is_name("a\\n"));
	ck_assert(!is_name("\xc3\xa4"));
}
END_TEST

static bool is_size(const char *size)
{
	struct schema *s = embedded("system");
	const struct value *source = value_get(value_get(s->root, "$defs"),
					       "size");
	struct schema_node *n = s->nodes;

	while (n->source != source)
		n = n->next;
	return takes(s, n, yaml("size", size));
}

START_TEST(sizes_have_a_unit)
{
	ck_assert(is_size("1 KiB"));
	ck_assert(is_size("512MiB"));
	ck_assert(is_size("4096 GiB"));
	ck_assert(!is_size("512"));
	ck_assert(!is_size("'512'"));
	ck_assert(!is_size("0 MiB"));
	ck_assert(!is_size("01 MiB"));
	ck_assert(!is_size("1.5 GiB"));
	ck_assert(!is_size("512 MB"));
	ck_assert(!is_size("512  MiB"));
	ck_assert(!is_size("' 512 MiB'"));
	ck_assert(!is_size("\"512 MiB\\n\""));
	ck_assert(!is_size("-1 MiB"));
}
END_TEST

START_TEST(what_is_required_is)
{
	struct schema *s = embedded("system");

	ck_assert(!schema_validate(s, yaml("doc", "{}"), d));
	ck_assert_str_eq(said(),
			 "1:1 E0204 top level: the key 'domc' is missing; wanted 1, the version of this language\n"
			 "1:1 E0204 top level: the key 'target' is missing; wanted a map with the keys xen, arch, kconfig, extensions, ipa-bits, llc-colors, iommu\n"
			 "1:1 E0204 top level: the key 'board' is missing; wanted a map with the keys device-tree, overlays, memory, keep-free\n"
			 "1:1 E0204 top level: the key 'domains' is missing; wanted a map of domains by their names\n");
}
END_TEST

Suite *suite_schema_embedded(void);
Suite *suite_schema_embedded(void)
{
	Suite *s = suite_create("schema_embedded");
	TCase *c = tcase_create("embedded");
	int n = (int)n_schema_embedded;

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_loop_test(c, each_compiles, 0, n);
	tcase_add_test(c, they_are_found_by_name);
	tcase_add_loop_test(c, they_are_named_after_themselves, 0, n);
	tcase_add_loop_test(c, their_patterns_are_regular_expressions, 0, n);
	tcase_add_loop_test(c, their_examples_and_defaults_are_valid, 0, n);
	tcase_add_loop_test(c, each_property_is_explained, 0, n);
	tcase_add_loop_test(c, maps_of_fixed_keys_are_closed, 0, n);
	tcase_add_loop_test(c, the_language_is_this, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(c, names_fit_into_a_tree);
	tcase_add_test(c, sizes_have_a_unit);
	tcase_add_test(c, what_is_required_is);
	suite_add_tcase(s, c);
	return s;
}
