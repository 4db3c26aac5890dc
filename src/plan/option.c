/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * option.c - Xen's command line, as parse_params() of xen/common/kernel.c
 * reads it: options between spaces, no quotes, the last one of a name wins.
 */
#include "plan/option.h"

#include <string.h>

const char *plan_next_option(const char *s, struct option *ret)
{
	const char *equals;

	s += strspn(s, " ");
	if (!*s)
		return NULL;
	ret->text = s;
	ret->len = strcspn(s, " ");
	ret->negated = strncmp(s, "no-", 3) == 0;
	ret->name = ret->negated ? s + 3 : s;
	equals = memchr(ret->name, '=', ret->len - (size_t)(ret->name - s));
	ret->value = equals ? equals + 1 : s + ret->len;
	ret->name_len = (size_t)((equals ? equals : ret->value) - ret->name);
	return s + ret->len;
}

bool plan_is_option(const struct option *o, const char *name)
{
	return o->name_len == strlen(name) &&
	       strncmp(o->name, name, o->name_len) == 0;
}

const char *plan_user_cmdline(const struct planner *p)
{
	const char *s = p->system->hypervisor.cmdline.v;

	return s ? s : "";
}

const char *plan_option_value(struct arena *a, const struct option *o)
{
	return arena_strndup(a, o->value,
			     (size_t)(o->text + o->len - o->value));
}

const char *plan_option(struct arena *a, const char *cmdline,
			const char *name)
{
	const char *found = NULL;
	struct option o;

	for (const char *s = cmdline; (s = plan_next_option(s, &o));)
		if (!o.negated && plan_is_option(&o, name))
			found = plan_option_value(a, &o);
	return found;
}

const char *plan_xen_option(struct planner *p, const char *name)
{
	return plan_option(p->arena, plan_user_cmdline(p), name);
}

int plan_truth(const char *s)
{
	static const char *const words[][2] = {
		{ "1", "0" }, { "on", "no" }, { "yes", "off" },
		{ "true", "false" }, { "enable", "disable" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(s, words[i][0]) == 0)
			return 1;
		if (strcmp(s, words[i][1]) == 0)
			return 0;
	}
	return -1;
}

bool plan_xen_bool(struct planner *p, const char *name, bool otherwise)
{
	const char *s = plan_user_cmdline(p);
	bool result = otherwise;
	struct option o;

	while ((s = plan_next_option(s, &o))) {
		const char *value;
		int v;

		if (!plan_is_option(&o, name))
			continue;
		value = plan_option_value(p->arena, &o);
		v = *value ? plan_truth(value) : 1;
		if (v >= 0)
			result = v ? !o.negated : o.negated;
	}
	return result;
}

/* ---- numbers ---- */

/* More than any base for what is no digit. */
static unsigned int digit(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned int)(c - '0');
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? (unsigned int)(c - 'a') + 10 : 99;
}

uint64_t plan_take_number(const char **s)
{
	unsigned int base = 10;
	uint64_t n = 0;

	if (**s == '0') {
		base = 8;
		++*s;
		if ((**s == 'x' || **s == 'X') && digit((*s)[1]) < 16) {
			base = 16;
			++*s;
		}
	}
	for (; digit(**s) < base; ++*s)
		n = n * base + digit(**s);
	return n;
}

uint64_t plan_take_size(const char **s)
{
	static const char units[] = "bkmgt";
	uint64_t n = plan_take_number(s);
	const char *unit = **s ? strchr(units, **s | 0x20) : NULL;

	*s += unit != NULL;
	return n << (10 * (unit ? (unsigned int)(unit - units) : 1));
}

/* assign_integer_param(): what neither kind of integer holds stays away. */
static uint32_t in_32_bits(uint64_t v)
{
	if (v > UINT32_MAX && v < (uint64_t)INT32_MIN)
		return 0;
	return (uint32_t)v;
}

uint32_t plan_xen_size(struct planner *p, const char *name)
{
	const char *s = plan_xen_option(p, name);

	return s ? in_32_bits(plan_take_size(&s)) : 0;
}

uint32_t plan_xen_number(struct planner *p, const char *name)
{
	const char *s = plan_xen_option(p, name);
	bool negative = s && *s == '-';
	uint64_t v;

	if (!s)
		return 0;
	s += negative;
	v = plan_take_number(&s);
	return in_32_bits(negative ? -v : v);
}
