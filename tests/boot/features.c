/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * features.c - boots each feature, and again with a mistake planted.
 *
 * What a guest sees is compared with what was compiled, byte for byte, in all
 * of these; the probe's own checks (hypervisor/probe/roles.h) say the rest,
 * and what no guest can see Xen says.
 */
#include "features.h"

#include <string.h>

#include "base/limits.h"
#include "serial.h"
#include "verify.h"

static const char *const releases[] = { "4.17", "4.20" };

#define TARGET_4_17 \
	"kconfig: [CONFIG_STATIC_MEMORY, CONFIG_STATIC_SHM, " \
	"CONFIG_BOOT_TIME_CPUPOOLS, CONFIG_XSM_FLASK]"
#define TARGET_4_20 \
	"kconfig: [CONFIG_STATIC_MEMORY, CONFIG_STATIC_SHM, " \
	"CONFIG_BOOT_TIME_CPUPOOLS, CONFIG_XSM_FLASK, CONFIG_STATIC_EVTCHN, " \
	"CONFIG_LLC_COLORING, CONFIG_ARM64_SVE]"

static const char *on_one_line(struct arena *a, const char *text)
{
	char *line = arena_strdup(a, text + strspn(text, "\n"));

	line[strcspn(line, "\n")] = '\0';
	return line;
}

/* Each behind the one before. */
static const char *not_said(struct arena *a, const struct feature_case *c,
			    const struct serial *s)
{
	const char *at = buf_str(&s->said);

	for (size_t i = 0; i < FEATURE_SAID && c->said[i]; i++) {
		at = strstr(at, c->said[i]);
		if (!at)
			return arena_printf(a, "Xen does not say '%s'",
					    on_one_line(a, c->said[i]));
		at += strlen(c->said[i]);
	}
	return NULL;
}

const char *feature_wrong(struct arena *a, const struct feature_case *c,
			  const struct serial *s)
{
	const char *wrong = layout_seen_wrong(a, s, c->seen);

	if (!wrong)
		wrong = not_said(a, c, s);
	return wrong || !c->also ? wrong : c->also(a, s);
}

static const char *judge(struct test_env *env, const struct feature_case *c)
{
	struct serial s;
	const char *wrong = run_built(env, &c->boot, &s);

	return wrong ? wrong : feature_wrong(env->arena, c, &s);
}

static const char *build(struct test_env *env, const struct feature_case *c)
{
	struct boot_case boot = c->boot;

	if (c->policy)
		boot.hypervisor = arena_printf(env->arena,
					       "xsm-policy: \"%s/policy-%s\"",
					       env->lab->xens, boot.release);
	return run_build(env, &boot, boot.domains[0].vcpus);
}

static const char *feature_test(struct test_env *env, const struct test *t)
{
	const struct feature_case *c = (const struct feature_case *)t->boot;
	const char *wrong = build(env, c);

	return wrong || env->lab->compile ? wrong : judge(env, c);
}

/* ---- mistakes that must be seen ---- */

static bool replace_bytes(struct arena *a, struct dt_prop *p,
			  struct some_bytes from, struct some_bytes to)
{
	size_t at = 0, rest;
	uint8_t *data;

	while (at + from.len <= p->len &&
	       memcmp(p->data + at, from.bytes, from.len) != 0)
		at++;
	if (at + from.len > p->len)
		return false;
	rest = p->len - at - from.len;
	data = arena_alloc(a, at + to.len + rest);
	memcpy(data, p->data, at);
	memcpy(data + at, to.bytes, to.len);
	memcpy(data + at + to.len, p->data + at + from.len, rest);
	p->data = data;
	p->len = (uint32_t)(at + to.len + rest);
	return true;
}

static void remove_prop(struct dt_node *n, const struct dt_prop *prop)
{
	struct dt_prop **p = &n->props;

	while (*p != prop)
		p = &(*p)->next;
	*p = prop->next;
}

static const char *plant(struct test_env *env, const struct feature_plant *m)
{
	struct arena *a = env->arena;
	const char *path = arena_printf(a, "%s/out/board.dtb", env->dir);
	struct buf out = buf_make(a, LIMIT_OUTPUT_BYTES);
	size_t len = 0;
	uint8_t *blob = lab_read(a, path, &len);
	struct dt_tree *t = blob ? verify_read(a, path, blob, len) : NULL;
	struct dt_node *n = t ? dt_find_path(t, m->node) : NULL;
	struct dt_prop *p = n ? dt_find_prop(n, m->prop) : NULL;

	if (!p)
		return arena_printf(a, "board.dtb has no %s:%s", m->node,
				    m->prop);
	if (!m->from.len)
		remove_prop(n, p);
	else if (!replace_bytes(a, p, m->from, m->to))
		return arena_printf(a, "%s:%s is not what it was", m->node,
				    m->prop);
	dt_write(t, &out);
	return lab_write(path, out.bytes, out.len) ? NULL :
						     "board.dtb cannot be written";
}

/* @t->boot is a copy of the case whose first plant is the one to try. */
static const char *plant_test(struct test_env *env, const struct test *t)
{
	const struct feature_case *c = (const struct feature_case *)t->boot;
	const char *wrong = build(env, c);

	if (!wrong)
		wrong = plant(env, &c->plants[0]);
	if (wrong || env->lab->compile)
		return wrong;
	wrong = judge(env, c);
	env->note = wrong;
	if (!wrong)
		return "what was planted is not seen";
	return strstr(wrong, c->plants[0].caught) ? NULL :
		arena_printf(env->arena, "what was planted is not what was seen: %s",
			     wrong);
}

/* ---- the list ---- */

static size_t count_domains(const struct boot_case *c)
{
	size_t n = 0;

	while (n < SYSTEM_DOMAINS && c->domains[n].name)
		n++;
	return n;
}

static struct feature_case *under(struct arena *a, const struct feature_case *c,
				  const char *release)
{
	struct feature_case *mine = ARENA_NEW(a, struct feature_case);

	*mine = *c;
	mine->boot.release = release;
	mine->boot.n_domains = count_domains(&c->boot);
	mine->boot.xen = arena_printf(a, "%s-all-options", release);
	mine->boot.target = strcmp(release, "4.17") == 0 ? TARGET_4_17 :
							  TARGET_4_20;
	mine->boot.name = arena_printf(a, "%s-xen%s", c->boot.name, release);
	return mine;
}

static void add(struct arena *a, struct layout_tests *list, size_t *n_room,
		const struct feature_case *c,
		const char *(*run)(struct test_env *, const struct test *))
{
	list->tests = arena_grow(a, list->tests, list->n, n_room,
				 sizeof(*list->tests));
	list->tests[list->n++] = (struct test){ c->boot.name, run, &c->boot };
}

static void add_plants(struct arena *a, struct layout_tests *list,
		       size_t *n_room, const struct feature_case *c)
{
	for (size_t i = 0; i < FEATURE_PLANTS && c->plants[i].node; i++) {
		struct feature_case *mine = ARENA_NEW(a, struct feature_case);

		*mine = *c;
		mine->plants[0] = c->plants[i];
		mine->boot.name = arena_printf(a, "%s-planted-%zu",
					       c->boot.name, i + 1);
		add(a, list, n_room, mine, plant_test);
	}
}

struct layout_tests features_all(struct arena *a)
{
	struct layout_tests list = { NULL, 0 };
	size_t n_room = 0;

	for (size_t i = 0; i < n_feature_cases; i++)
		for (size_t r = 0; r < 2; r++) {
			const struct feature_case *c = &feature_cases[i];

			if (c->only && strcmp(c->only, releases[r]) != 0)
				continue;
			c = under(a, c, releases[r]);
			add(a, &list, &n_room, c, feature_test);
			add_plants(a, &list, &n_room, c);
		}
	features_more(a, &list, &n_room);
	return list;
}
