/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * kconfig.c - what the target's Xen was built with: a word, a list of
 * options, or the .config of its build.
 */
#include <assert.h>
#include <string.h>

#include "model/bind.h"
#include "model/board_parts.h"

static void report_no_option(struct bind *b, const struct value *v,
			     enum kconfig_option option, bool on)
{
	const struct facts *f = b->system->target.facts;
	struct diag_item *item;

	item = diag_add(b->diags, E_KCONFIG_RELEASE, v->place,
			on ? "Xen %s has no option %s" :
			"Xen %s cannot do without %s", f->release,
			kconfig_names[option]);
	diag_note(b->diags, item, b->system->target.xen.place,
		  on ? "the release is said here" :
		  "what it stands for is always built into this release");
}

static void report_no_name(struct bind *b, const struct value *v,
			   const char *name)
{
	const char *near = diag_did_you_mean(name, kconfig_names, N_KCONFIG);

	/* Xen has hundreds of options; only a slip of the pen is news. */
	if (near)
		diag_add(b->diags, E_KCONFIG_NAME, v->place,
			 "no rule of domc depends on '%s'; did you mean %s?",
			 name, near);
}

/* The option that the @n_name bytes at @name spell; N_KCONFIG: no rule's. */
static int find_option(const char *name, size_t n_name)
{
	int i = 0;

	while (i < N_KCONFIG && (strlen(kconfig_names[i]) != n_name ||
				 memcmp(kconfig_names[i], name, n_name) != 0))
		i++;
	return i;
}

/* One may turn others off: XSM_DEFAULT of common/Kconfig is a choice. */
static void turn(struct target *t, enum kconfig_option option, bool on)
{
	if (on && (option == KCONFIG_XSM_SILO_DEFAULT ||
		   option == KCONFIG_XSM_FLASK_DEFAULT)) {
		t->kconfig[KCONFIG_XSM_SILO_DEFAULT] = false;
		t->kconfig[KCONFIG_XSM_FLASK_DEFAULT] = false;
	}
	/* GICV3 depends on !NEW_VGIC. */
	if (on && option == KCONFIG_NEW_VGIC)
		t->kconfig[KCONFIG_GICV3] = false;
	if (option == KCONFIG_XSM_FLASK_POLICY)
		t->flask_policy_known = true;
	t->kconfig[option] = on;
}

/* "CONFIG_X", "CONFIG_X=y" or "CONFIG_X=n" */
static void bind_option(struct bind *b, const struct value *v)
{
	struct target *t = &b->system->target;
	size_t n_name = strcspn(v->text, "=");
	bool on = strcmp(v->text + n_name, "=n") != 0;
	int i = find_option(v->text, n_name);

	if (i == N_KCONFIG) {
		report_no_name(b, v, arena_strndup(b->arena, v->text, n_name));
		return;
	}
	if (t->facts && !t->facts->kconfig_option[i] &&
	    t->facts->kconfig_defconfig[i] != on)
		report_no_option(b, v, (enum kconfig_option)i, on);
	turn(t, (enum kconfig_option)i, on);
}

void kconfig_start(struct target *t, bool debian)
{
	if (!t->facts)
		return;
	memcpy(t->kconfig, debian ? t->facts->kconfig_debian :
	       t->facts->kconfig_defconfig, sizeof(t->kconfig));
	/*
	 * It defaults to y where checkpolicy was there to build it, which
	 * Debian's package does not ask for.
	 */
	t->flask_policy_known = debian;
	t->max_llc_colors = t->facts->max_llc_colors;
	t->max_cpus = t->facts->max_cpus;
}

/* ---- a file ---- */

/* What a .config says of itself, and whether it says anything. */
struct config_file {
	const char *maker;	/* "Xen/arm 4.20.4-pre", NULL: not said */
	bool any;		/* an option at least */
	bool arm64;
};

/* "# Xen/arm 4.20.4-pre Configuration", the third line of each .config */
static const char *maker_of(struct arena *a, const char *line, size_t n)
{
	static const char start[] = "# Xen/", end[] = " Configuration";
	const size_t n_start = sizeof(start) - 1, n_end = sizeof(end) - 1;

	if (n < n_start + n_end || memcmp(line, start, n_start) != 0 ||
	    memcmp(line + n - n_end, end, n_end) != 0)
		return NULL;
	return arena_strndup(a, line + 2, n - 2 - n_end);
}

/* What is built in without an option stays; all else is as the file says. */
static void start_from_nothing(struct target *t)
{
	t->flask_policy_known = true;
	for (int i = 0; t->facts && i < N_KCONFIG; i++)
		t->kconfig[i] = t->facts->kconfig_defconfig[i] &&
				!t->facts->kconfig_option[i];
}

/*
 * What a line "CONFIG_X=7" says of @name, from @low to @high.
 *
 * Return: false when it says nothing that could be.
 */
static bool take_value(const char *line, size_t n, const char *name,
		       uint32_t low, uint32_t high, uint32_t *ret_v)
{
	size_t n_name = strlen(name);
	uint32_t v = 0;

	if (n <= n_name + 1 || memcmp(line, name, n_name) != 0 ||
	    line[n_name] != '=')
		return false;
	for (size_t i = n_name + 1; i < n; i++) {
		if (line[i] < '0' || line[i] > '9' || v > high)
			return false;
		v = 10 * v + (uint32_t)(line[i] - '0');
	}
	if (v < low || v > high)
		return false;
	*ret_v = v;
	return true;
}

/* The ranges are those of xen/common/Kconfig and xen/arch/Kconfig. */
static void take_values(struct target *t, const char *line, size_t n)
{
	uint32_t v;

	if (take_value(line, n, "CONFIG_LLC_COLORS_ORDER", 1, 10, &v))
		t->max_llc_colors = UINT32_C(1) << v;
	if (take_value(line, n, "CONFIG_NR_CPUS", 1, 16383, &v))
		t->max_cpus = v;
}

static void read_line(struct bind *b, struct config_file *c, const char *line,
		      size_t n)
{
	size_t n_name = 0;
	int option;

	if (!c->maker)
		c->maker = maker_of(b->arena, line, n);
	if (n < 7 || memcmp(line, "CONFIG_", 7) != 0)
		return;
	c->any = true;
	take_values(&b->system->target, line, n);
	while (n_name < n && line[n_name] != '=')
		n_name++;
	if (n != n_name + 2 || line[n - 1] != 'y')
		return;
	c->arm64 |= n_name == 13 && memcmp(line, "CONFIG_ARM_64", 13) == 0;
	option = find_option(line, n_name);
	if (option != N_KCONFIG)
		b->system->target.kconfig[option] = true;
}

static struct config_file read_lines(struct bind *b, const char *text,
				     size_t len)
{
	struct config_file c = { NULL, false, false };

	for (size_t at = 0; at < len;) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t n = end ? (size_t)(end - text) - at : len - at;

		read_line(b, &c, text + at, n);
		at += n + 1;
	}
	return c;
}

/* "Xen/arm 4.20.4-pre" is 4.20, if what follows is no further digit. */
static bool is_of_release(const char *maker, const char *release)
{
	const char *version = strchr(maker, ' ');
	size_t n = strlen(release);

	if (!version || strncmp(version + 1, release, n) != 0)
		return false;
	return version[1 + n] < '0' || version[1 + n] > '9';
}

static void check_file(struct bind *b, const struct value *v,
		       const struct config_file *c)
{
	const struct target *t = &b->system->target;
	struct diag_item *item;

	if (!c->any) {
		diag_add(b->diags, E_KCONFIG_FILE, v->place,
			 "'%s' is no configuration of Xen: no line of it sets an option",
			 v->text);
		return;
	}
	if (!c->arm64) {
		diag_add(b->diags, E_KCONFIG_FILE, v->place,
			 "'%s' is the configuration of a Xen for another processor: CONFIG_ARM_64 is not set",
			 v->text);
		return;
	}
	if (!t->facts || !c->maker ||
	    is_of_release(c->maker, t->facts->release))
		return;
	item = diag_add(b->diags, E_KCONFIG_FILE, v->place,
			"'%s' is the configuration of %s, the target is Xen %s",
			v->text, c->maker, t->facts->release);
	diag_note(b->diags, item, t->xen.place, "the release is said here");
}

static void bind_file(struct bind *b, const struct value *v)
{
	struct system *s = b->system;
	const char *path = value_resolve_path(b->arena, v, b->opts);
	const uint8_t *bytes = NULL;
	struct config_file c;
	const char *error;
	size_t len = 0;

	if (!path) {
		file_report_not_found(b->diags, v->place,
				      "configuration of Xen", v->text, b->opts);
		return;
	}
	error = board_read_bytes(b->arena, path, &bytes, &len);
	if (error) {
		diag_add(b->diags, E_FILE_UNREADABLE, v->place,
			 "cannot read the configuration of Xen '%s': %s",
			 v->text, error);
		return;
	}
	diag_keep_source(b->diags, path, (const char *)bytes, len);
	s->kconfig_input = ARENA_NEW(b->arena, struct doc_input);
	s->kconfig_input->path = path;
	start_from_nothing(&s->target);
	c = read_lines(b, (const char *)bytes, len);
	check_file(b, v, &c);
}

void bind_kconfig(struct bind *b, const struct value *v)
{
	struct target *t = &b->system->target;

	t->kconfig_name.given = true;
	t->kconfig_name.place = v->place;
	if (v->kind == VALUE_STRING) {
		t->kconfig_name.v = v->text;
		if (strpbrk(v->text, "./"))
			bind_file(b, v);
		else
			kconfig_start(t, strcmp(v->text, "debian") == 0);
		return;
	}
	assert(v->kind == VALUE_LIST);
	for (size_t i = 0; i < v->n; i++)
		if (v->items[i]->kind == VALUE_STRING)
			bind_option(b, v->items[i]);
}
