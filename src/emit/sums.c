/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sums.c - additions that saturate: a sum past 2^64 is a mistake elsewhere.
 */
#include "emit/sums.h"

struct sums sums_of(const struct emit_input *in)
{
	const struct system *sys = in->system;
	struct sums s = { 0 };
	uint64_t used;

	for (size_t i = 0; i < sys->board->n_memory; i++)
		s.host_ram = sum_capped(s.host_ram,
					sys->board->memory[i].range.size);
	for (size_t i = 0; i < sys->n_domains; i++) {
		const struct domain *d = &sys->domains[i];

		if (d->start == START_XL) {
			s.xl_domains = sum_capped(s.xl_domains, d->memory.v);
			s.n_xl_domains++;
		} else {
			s.boot_domains = sum_capped(s.boot_domains,
						    d->memory.v);
			s.n_boot_domains++;
		}
	}
	for (size_t i = 0; i < sys->n_shared; i++)
		s.shared = sum_capped(s.shared, sys->shared[i].size.v);
	used = sum_capped(sum_capped(s.boot_domains, s.xl_domains), s.shared);
	s.left = used < s.host_ram ? s.host_ram - used : 0;
	return s;
}
