/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * values.c - values at which something may turn.
 */
#include "values.h"

#include <inttypes.h>

#define N_OF(a) (sizeof(a) / sizeof((a)[0]))

static uint64_t one_of(struct random *r, const uint64_t *v, size_t n)
{
	return v[random_below(r, n)];
}

static void put_size(struct buf *out, uint64_t kib)
{
	if (kib % 1048576 == 0)
		buf_printf(out, "%" PRIu64 " GiB", kib / 1048576);
	else if (kib % 1024 == 0)
		buf_printf(out, "%" PRIu64 " MiB", kib / 1024);
	else
		buf_printf(out, "%" PRIu64 " KiB", kib);
}

void value_size(struct random *r, struct buf *out)
{
	/* pages, large pages, the sizes of Xen's windows, all of the host */
	static const uint64_t kib[] = {
		1, 4, 16, 64, 1024, 2048, 2052, 4096, 16384, 16388, 65536,
		131072, 204800, 524288, 1048576, 2097152, 3145728, 8388608,
	};

	put_size(out, one_of(r, kib, N_OF(kib)));
}

void value_ram(struct random *r, struct buf *out)
{
	static const uint64_t common[] = { 65536, 131072, 65540, 66560 };
	static const uint64_t rare[] = {
		4, 64, 1024, 2048, 4096, 8192, 16384, 32768, 204804, 262144,
		524288, 786432, 917504, 983040, 1048576, 1048580, 3145728,
		3145732, 4194304,
	};

	if (random_percent(r, 75))
		put_size(out, one_of(r, common, N_OF(common)));
	else
		put_size(out, one_of(r, rare, N_OF(rare)));
}

void value_address(struct random *r, struct buf *out)
{
	static const uint64_t bases[] = {
		/* of the guest's map: GIC, UART, grant table, magic, RAM */
		0, 0x02000000, 0x03001000, 0x03020000, 0x22000000, 0x38000000,
		0x39000000, 0x40000000, 0x100000000, 0x200000000,
		/* of the machine: GIC, UART, RAM's start, middle and end */
		0x08000000, 0x09000000, 0x50000000, 0x58000000, 0x60000000,
		0x70000000, 0x7f000000, 0x80000000,
		/* ends of widths */
		0xfffff000, 0xff00000000, 0xfffffff000, 0x10000000000,
		0xffffffffff000, 0xfffffffffffff000, 0xffffffffffffffff,
	};
	static const uint64_t steps[] = { 0, 0, 0, 0, 0x1000, 0x100000,
					  0x200000, 0x1000000, 0x123 };

	buf_printf(out, "0x%" PRIx64, one_of(r, bases, N_OF(bases)) +
				      one_of(r, steps, N_OF(steps)));
}

uint64_t value_integer(struct random *r, uint64_t low, uint64_t high)
{
	uint64_t v = low + random_below(r, 4);
	unsigned int width = 1;

	switch (random_below(r, 4)) {
	case 0:
		break;
	case 1:
		v = high - random_below(r, 2);
		break;
	default:
		while (width < 63 && high >> width)
			width++;
		v = (1ull << random_below(r, width)) + random_below(r, 3) - 1;
	}
	return v < low ? low : v > high ? high : v;
}

void value_filler(struct random *r, struct buf *out)
{
	static const uint64_t ends[] = { 0, 100, 1022, 1023, 1024, 2047 };
	uint64_t n;

	if (random_percent(r, 85))
		return;
	n = one_of(r, ends, N_OF(ends)) + random_below(r, 2);
	for (uint64_t i = 0; out->len + 1 < n && i < n; i++)
		buf_putc(out, i % 8 ? (char)('a' + i % 26) : ' ');
}
