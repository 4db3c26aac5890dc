/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * test_model_maps.c - what a domain maps of others, and its limits.
 */
#include "test_model.h"

/* A system with dom0, the domain 'net' with @keys, and the xl domain 'late'. */
static const struct system *bind_net(const char *release, const char *keys)
{
	const struct system *s;

	s = bind_system(arena_printf(fx.a, "target: {xen: \"%s\"}\n"
		"board: {device-tree: board.dts}\ndomains:\n"
		"  dom0: {memory: 64 MiB, kernel: Image}\n"
		"  net:\n    memory: 64 MiB\n    kernel: Image\n%s"
		"  late: {memory: 64 MiB, kernel: Image, start: xl}\n",
		release, keys));
	ck_assert_ptr_nonnull(s);
	return s;
}

static const struct domain *net(const char *keys)
{
	return &bind_net("4.20", keys)->domains[1];
}

START_TEST(nothing_is_mapped_unless_said)
{
	const struct domain *d = net("");

	ck_assert_uint_eq(d->n_maps, 0);
	ck_assert_uint_eq(d->n_virtio, 0);
	ck_assert(!d->p2m_pool.given);
	ck_assert(!d->grants.version.given && !d->grants.frames.given);
	expect_clean();
}
END_TEST

static const struct {
	const char *said;
	enum map_how how;
	bool all;
	uint64_t bytes;
} amounts[] = {
	{ "how: grant, pages: 4096", MAP_GRANT, false, MIB(16) },
	{ "how: grant, size: 64 MiB", MAP_GRANT, false, MIB(64) },
	{ "how: grant, size: all", MAP_GRANT, true, 0 },
	{ "how: grant", MAP_GRANT, false, 0 },
	{ "how: foreign, size: 64 MiB", MAP_FOREIGN, false, MIB(64) },
	{ "how: foreign, size: all", MAP_FOREIGN, true, 0 },
	{ "how: foreign", MAP_FOREIGN, true, 0 },
	{ "how: grant, pages: 68719476736", MAP_GRANT, false, GIB(262144) },
};

START_TEST(an_amount_is_pages_a_size_or_all)
{
	const struct domain *d = net(arena_printf(fx.a,
		"    maps: [{of: late, %s}]\n", amounts[_i].said));

	ck_assert_uint_eq(d->n_maps, 1);
	ck_assert_str_eq(d->maps[0].of, "late");
	ck_assert_int_eq(d->maps[0].how, amounts[_i].how);
	ck_assert_int_eq(d->maps[0].all, amounts[_i].all);
	ck_assert_uint_eq(d->maps[0].bytes, amounts[_i].bytes);
	ck_assert_uint_eq(d->maps[0].place.line, 8);
	expect_clean();
}
END_TEST

START_TEST(dom0_maps_what_it_serves)
{
	const struct system *s;

	s = bind_system(YAML_HEAD "domains:\n"
			"  a: {memory: 64 MiB, kernel: Image}\n"
			"  dom0: {memory: 64 MiB, kernel: Image,"
			" maps: [{of: a, how: foreign}]}\n");
	ck_assert_uint_eq(s->domains[1].n_maps, 1);
	ck_assert_str_eq(s->domains[1].maps[0].of, "a");
	expect_clean();
}
END_TEST

START_TEST(a_domain_of_xl_has_no_budget)
{
	bind_system(YAML_HEAD "domains:\n"
		    "  a: {memory: 64 MiB, kernel: Image, start: xl,"
		    " maps: []}\n");
	expect_finding(E_DOMAIN_KEY,
		       "a domain that xl starts cannot have 'maps'");
}
END_TEST

START_TEST(an_unknown_domain_is_suggested)
{
	const struct domain *d;

	d = net("    maps: [{of: latte, how: grant},"
		" {of: dom0, how: grant}]\n");
	expect_finding(E_DOMAIN_UNKNOWN,
		       "domain 'net': it maps memory of 'latte', and there is no such domain");
	ck_assert_str_eq(fx.d->items->notes->text, "did you mean 'late'?");
	ck_assert_uint_eq(fx.d->items->notes->place.line, 9);
	ck_assert_uint_eq(d->n_maps, 1);
	ck_assert_str_eq(d->maps[0].of, "dom0");
}
END_TEST

START_TEST(a_name_that_is_like_none_is_not_suggested)
{
	net("    maps: [{of: qqqqqqqq, how: grant}]\n");
	expect_finding(E_DOMAIN_UNKNOWN, "'qqqqqqqq'");
	ck_assert_ptr_null(fx.d->items->notes);
}
END_TEST

START_TEST(a_domain_does_not_map_itself)
{
	net("    maps: [{of: net, how: grant}]\n");
	expect_finding(E_DOMAIN_SELF,
		       "domain 'net': it maps memory of the domain itself");
}
END_TEST

START_TEST(a_mapping_is_said_once)
{
	net("    maps:\n"
	    "    - {of: late, how: grant, pages: 1}\n"
	    "    - {of: dom0, how: grant, pages: 1}\n"
	    "    - {of: late, how: foreign}\n"
	    "    - {of: late, how: grant, pages: 2}\n");
	expect_finding(E_MAP_TWICE,
		       "domain 'net': what it maps of 'late' by grant is said already");
	ck_assert_uint_eq(fx.d->items->place.line, 12);
	ck_assert_uint_eq(fx.d->items->notes->place.line, 9);
}
END_TEST

START_TEST(a_third_time_points_to_the_second)
{
	net("    maps:\n"
	    "    - {of: late, how: foreign}\n"
	    "    - {of: late, how: foreign}\n"
	    "    - {of: late, how: foreign}\n");
	ck_assert_uint_eq(count_code(E_MAP_TWICE), 2);
	ck_assert_uint_eq(fx.d->items->next->place.line, 11);
	ck_assert_uint_eq(fx.d->items->next->notes->place.line, 10);
}
END_TEST

/* ---- virtio ---- */

static const struct domain *late(const char *keys)
{
	const struct system *s;

	s = bind_system(arena_printf(fx.a, YAML_HEAD "domains:\n"
		"  dom0: {memory: 64 MiB, kernel: Image}\n"
		"  late:\n    memory: 64 MiB\n    kernel: Image\n"
		"    start: xl\n%s", keys));
	ck_assert_ptr_nonnull(s);
	return &s->domains[1];
}

START_TEST(virtio_devices_have_a_kind_and_a_backend)
{
	static const enum virtio_kind kinds[] = {
		VIRTIO_BLOCK, VIRTIO_NET, VIRTIO_I2C, VIRTIO_GPIO,
		VIRTIO_GENERIC,
	};
	static const char *const words[] = {
		"block", "net", "i2c", "gpio", "generic",
	};
	const struct domain *d;

	d = late(arena_printf(fx.a, "    virtio: [{kind: %s, backend: dom0}]\n",
			      words[_i]));
	ck_assert_uint_eq(d->n_virtio, 1);
	ck_assert_int_eq(d->virtio[0].kind, kinds[_i]);
	ck_assert_str_eq(d->virtio[0].backend, "dom0");
	ck_assert_uint_eq(d->virtio[0].place.line, 10);
}
END_TEST

START_TEST(that_xl_cfg_lacks_virtio_is_said)
{
	late("    virtio: [{kind: block, backend: dom0},"
	     " {kind: block, backend: dom0}]\n");
	expect_finding(E_VIRTIO_BY_HAND, "does not write them into xl.cfg");
	ck_assert_uint_eq(fx.d->n_errors, 0);
}
END_TEST

START_TEST(what_is_written_by_hand_is_not_missed)
{
	late("    virtio: [{kind: block, backend: dom0}]\n"
	     "    xl: {disk: [\"phy:/dev/a,xvda,w,specification=virtio\"]}\n");
	expect_clean();
	late("    virtio: [{kind: i2c, backend: dom0}]\n"
	     "    xl: {virtio: [\"type=virtio,device22,transport=mmio\"]}\n");
	expect_clean();
}
END_TEST

START_TEST(no_virtio_is_nothing_to_say)
{
	late("    virtio: []\n");
	net("    virtio: []\n");
	expect_clean();
}
END_TEST

START_TEST(xen_gives_no_virtio_at_boot)
{
	const struct domain *d;

	d = net("    virtio: [{kind: block, backend: dom0}]\n");
	expect_finding(E_VIRTIO_DOM0LESS,
		       "domain 'net': Xen gives no virtio devices");
	ck_assert_uint_eq(d->n_virtio, 0);
}
END_TEST

START_TEST(a_backend_is_another_domain)
{
	late("    xl: {disk: []}\n"
	     "    virtio: [{kind: net, backend: late}]\n");
	expect_finding(E_DOMAIN_SELF, "the backend of a virtio device is");
	fx.d = diags_new(fx.a);
	late("    xl: {disk: []}\n"
	     "    virtio: [{kind: net, backend: dom1}]\n");
	expect_finding(E_DOMAIN_UNKNOWN,
		       "domain 'late': the backend of a virtio device is 'dom1', and there is no such domain");
}
END_TEST

/* ---- limits ---- */

START_TEST(grant_limits_are_kept)
{
	const struct grants *g = &net("    grants: {version: 1, frames: 32,"
				      " maptrack-frames: 0}\n")->grants;

	ck_assert_uint_eq(g->version.v, 1);
	ck_assert_uint_eq(g->frames.v, 32);
	ck_assert_uint_eq(g->maptrack_frames.v, 0);
	ck_assert(g->maptrack_frames.given);
	ck_assert_uint_eq(g->frames.place.line, 8);
	expect_clean();
}
END_TEST

START_TEST(old_releases_have_no_grant_limits)
{
	bind_net("4.17", "    grants: {frames: 32}\n");
	expect_finding(E_RELEASE_LACKS,
		       "Xen 4.17 has no grant limits of a single domain");
	ck_assert_str_eq(fx.d->items->notes->text,
			 "the release is said here; 4.20 has it");
	ck_assert_uint_eq(fx.d->items->notes->place.line, 1);
}
END_TEST

START_TEST(no_limits_need_no_release)
{
	bind_net("4.17", "    grants: {}\n");
	expect_clean();
}
END_TEST

START_TEST(arm_knows_no_second_grant_version)
{
	net("    grants: {version: 2}\n");
	expect_finding(E_RELEASE_LACKS,
		       "Xen 4.20 has no grant table version 2 on Arm");
	ck_assert_str_eq(fx.d->items->notes->text,
			 "the release is said here; none that domc knows has it");
}
END_TEST

START_TEST(a_p2m_pool_is_auto_or_a_size)
{
	const struct domain *d = net("    p2m-pool: auto\n");

	ck_assert(!d->p2m_pool.given);
	ck_assert_uint_eq(d->p2m_pool.place.line, 8);
	ck_assert_uint_eq(net("    p2m-pool: 8 MiB\n")->p2m_pool.v, MIB(8));
	ck_assert(net("    p2m-pool: 1024 KiB\n")->p2m_pool.given);
	ck_assert(net("    p2m-pool: 16777215 MiB\n")->p2m_pool.given);
	expect_clean();
}
END_TEST

START_TEST(a_p2m_pool_is_counted_in_mib)
{
	ck_assert(!net("    p2m-pool: 1536 KiB\n")->p2m_pool.given);
	expect_finding(E_P2M_POOL,
		       "domain 'net': a P2M pool of 1536 KiB is no whole number of MiB");
}
END_TEST

START_TEST(a_p2m_pool_fits_into_xens_number)
{
	ck_assert(!net("    p2m-pool: 16384 GiB\n")->p2m_pool.given);
	expect_finding(E_P2M_POOL, "is more than Xen can count");
}
END_TEST

static void add_virtio(TCase *c)
{
	tcase_add_loop_test(c, virtio_devices_have_a_kind_and_a_backend, 0, 5);
	tcase_add_test(c, that_xl_cfg_lacks_virtio_is_said);
	tcase_add_test(c, what_is_written_by_hand_is_not_missed);
	tcase_add_test(c, no_virtio_is_nothing_to_say);
	tcase_add_test(c, xen_gives_no_virtio_at_boot);
	tcase_add_test(c, a_backend_is_another_domain);
}

static void add_limits(TCase *c)
{
	tcase_add_test(c, grant_limits_are_kept);
	tcase_add_test(c, old_releases_have_no_grant_limits);
	tcase_add_test(c, no_limits_need_no_release);
	tcase_add_test(c, arm_knows_no_second_grant_version);
	tcase_add_test(c, a_p2m_pool_is_auto_or_a_size);
	tcase_add_test(c, a_p2m_pool_is_counted_in_mib);
	tcase_add_test(c, a_p2m_pool_fits_into_xens_number);
}

Suite *suite_model_maps(void);
Suite *suite_model_maps(void)
{
	Suite *s = suite_create("model_maps");
	TCase *c = add_case(s, "maps");

	tcase_add_test(c, nothing_is_mapped_unless_said);
	tcase_add_loop_test(c, an_amount_is_pages_a_size_or_all, 0,
			    sizeof(amounts) / sizeof(amounts[0]));
	tcase_add_test(c, dom0_maps_what_it_serves);
	tcase_add_test(c, a_domain_of_xl_has_no_budget);
	tcase_add_test(c, an_unknown_domain_is_suggested);
	tcase_add_test(c, a_name_that_is_like_none_is_not_suggested);
	tcase_add_test(c, a_domain_does_not_map_itself);
	tcase_add_test(c, a_mapping_is_said_once);
	tcase_add_test(c, a_third_time_points_to_the_second);
	add_virtio(add_case(s, "virtio"));
	add_limits(add_case(s, "limits"));
	return s;
}
