/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * baseline.c - plain systems that are sound.
 */
#include "baseline.h"

#include <string.h>
#include <sys/stat.h>

#include "compile.h"
#include "judge.h"
#include "plain.h"

static const char *folder(struct arena *a, const struct lab *lab,
			  const struct oracle_case *c)
{
	return arena_printf(a, "%s/baseline-%s-%d-gicv%u", lab->work,
			    release_names[c->release], (int)c->build,
			    c->machine.gic);
}

static const char *make_one(struct arena *a, const struct lab *lab,
			    const struct oracle_case *c)
{
	const char *dir = folder(a, lab, c);
	const char *log = arena_printf(a, "%s/serial.log", dir), *known;
	struct judgement j;

	lab_remove(dir);
	mkdir(dir, 0777);
	if (compile_case(a, c, dir).refused)
		return arena_printf(a, "domc refuses %s/system.yaml", dir);
	j = judge_boot(a, c, NULL, false, dir);
	if (j.verdict != XEN_BOOTS && j.verdict != XEN_IGNORES)
		return arena_printf(a, "%s: Xen %s: %s", dir,
				    xen_verdicts[j.verdict], j.says);
	known = judge_known(a, log);
	return lab_write(arena_printf(a, "%s/known", dir), known,
			 strlen(known)) ? NULL : dir;
}

const char *baseline_make(struct arena *a, const struct lab *lab,
			  const struct oracle_files *files,
			  const bool releases[N_RELEASES])
{
	const char *wrong = NULL;

	for (unsigned int i = 0; i < 2 * N_BUILDS * N_RELEASES && !wrong; i++) {
		struct oracle_case c = {
			.release = (enum oracle_release)(i / 2 / N_BUILDS),
			.build = (enum oracle_build)(i / 2 % N_BUILDS),
			.machine = { .gic = i & 1 ? 2 : 3,
				     .ram_mib = LAB_RAM_MIB },
		};

		if (!releases[c.release])
			continue;
		plain_system(a, files, &c);
		wrong = make_one(a, lab, &c);
	}
	return wrong;
}

const char *baseline_known(struct arena *a, const struct lab *lab,
			   const struct oracle_case *c)
{
	size_t len;

	return (const char *)lab_read(a, arena_printf(a, "%s/known",
						      folder(a, lab, c)),
				      &len);
}
