/* SPDX-License-Identifier: BSD-2-Clause */
#include "facts/facts.h"

#include <string.h>

#include "base/buf.h"
#include "facts/tables.h"

/* Ascending, as facts_known() lists them. */
const struct facts *const facts_tables[] = {
	&facts_xen_4_17,
	&facts_xen_4_20,
};
const size_t n_facts_tables = sizeof(facts_tables) / sizeof(facts_tables[0]);

const char *const kconfig_names[N_KCONFIG] = {
	[KCONFIG_STATIC_MEMORY] = "CONFIG_STATIC_MEMORY",
	[KCONFIG_STATIC_SHM] = "CONFIG_STATIC_SHM",
	[KCONFIG_BOOT_TIME_CPUPOOLS] = "CONFIG_BOOT_TIME_CPUPOOLS",
	[KCONFIG_LLC_COLORING] = "CONFIG_LLC_COLORING",
	[KCONFIG_ARM64_SVE] = "CONFIG_ARM64_SVE",
	[KCONFIG_SBSA_VUART_CONSOLE] = "CONFIG_SBSA_VUART_CONSOLE",
	[KCONFIG_DOM0LESS_BOOT] = "CONFIG_DOM0LESS_BOOT",
	[KCONFIG_STATIC_EVTCHN] = "CONFIG_STATIC_EVTCHN",
	[KCONFIG_XSM_SILO_DEFAULT] = "CONFIG_XSM_SILO_DEFAULT",
	[KCONFIG_XSM_FLASK] = "CONFIG_XSM_FLASK",
	[KCONFIG_XSM_FLASK_DEFAULT] = "CONFIG_XSM_FLASK_DEFAULT",
	[KCONFIG_XSM_FLASK_POLICY] = "CONFIG_XSM_FLASK_POLICY",
	[KCONFIG_SCHED_CREDIT] = "CONFIG_SCHED_CREDIT",
	[KCONFIG_SCHED_CREDIT2] = "CONFIG_SCHED_CREDIT2",
	[KCONFIG_SCHED_NULL] = "CONFIG_SCHED_NULL",
	[KCONFIG_SCHED_RTDS] = "CONFIG_SCHED_RTDS",
	[KCONFIG_SCHED_ARINC653] = "CONFIG_SCHED_ARINC653",
	[KCONFIG_IOREQ_SERVER] = "CONFIG_IOREQ_SERVER",
	[KCONFIG_OPTEE] = "CONFIG_OPTEE",
	[KCONFIG_GRANT_TABLE] = "CONFIG_GRANT_TABLE",
	[KCONFIG_GICV2] = "CONFIG_GICV2",
	[KCONFIG_GICV3] = "CONFIG_GICV3",
	[KCONFIG_VGICV2] = "CONFIG_VGICV2",
	[KCONFIG_NEW_VGIC] = "CONFIG_NEW_VGIC",
};

const char *const extension_names[N_EXTENSIONS] = {
	[EXTENSION_GUEST_LAYOUT] = "guest-layout",
};

enum kconfig_option facts_scheduler(const char *name)
{
	static const struct {
		const char *name;
		enum kconfig_option option;
	} schedulers[] = {
		{ "credit", KCONFIG_SCHED_CREDIT },
		{ "credit2", KCONFIG_SCHED_CREDIT2 },
		{ "null", KCONFIG_SCHED_NULL },
		{ "rtds", KCONFIG_SCHED_RTDS },
		{ "arinc653", KCONFIG_SCHED_ARINC653 },
	};

	for (size_t i = 0; i < sizeof(schedulers) / sizeof(schedulers[0]); i++)
		if (strcmp(schedulers[i].name, name) == 0)
			return schedulers[i].option;
	return N_KCONFIG;
}

static bool facts_proved_on(const struct facts *f, const char *version)
{
	for (const char *const *v = f->versions; *v; v++)
		if (strcmp(*v, version) == 0)
			return true;
	return false;
}

const struct facts *facts_find(const char *release)
{
	for (size_t i = 0; i < n_facts_tables; i++) {
		const struct facts *f = facts_tables[i];

		if (strcmp(f->release, release) == 0 ||
		    facts_proved_on(f, release))
			return f;
	}
	return NULL;
}

const char *facts_known_with(struct arena *a,
			     bool (*has)(const struct facts *f))
{
	struct buf b = buf_make(a, 4096);

	for (size_t i = 0; i < n_facts_tables; i++)
		if (has(facts_tables[i]))
			buf_printf(&b, "%s%s", b.len ? ", " : "",
				   facts_tables[i]->release);
	return buf_str(&b);
}

static bool any(const struct facts *f)
{
	(void)f;
	return true;
}

const char *facts_known(struct arena *a)
{
	return facts_known_with(a, any);
}
