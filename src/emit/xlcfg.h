/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * xlcfg.h - text of xl.cfg, for src/emit alone.
 */
#ifndef DOMC_EMIT_XLCFG_H
#define DOMC_EMIT_XLCFG_H

#include "base/buf.h"
#include "plan/plan.h"

/**
 * xlcfg_string - @s as a quoted string of xl.cfg
 *
 * Source: tools/libs/util/libxlu_cfg_l.l and libxlu_cfg.c
 * xlu__cfgl_dequote(): numeric escapes are parsed there and then lost, so
 * only the named ones are of use.
 */
void xlcfg_string(struct buf *out, const char *s);

/** xlcfg_domain - the whole file for @d, a domain that xl starts */
void xlcfg_domain(struct buf *out, const struct plan *p,
		  const struct domain *d);

#endif
