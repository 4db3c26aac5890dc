/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * values.c - values at which something may turn.
 */
#include "values.h"

#include <inttypes.h>

#define N_OF(a) (sizeof(a) / sizeof((a)[0]))
/* A page, in KiB. */
#define PAGE 4
/* In percent: what the file said before, or beside it. */
#define AGAIN 50
/* What machines of this size have; the rest is at the ends of things. */
#define USUAL 75

static uint64_t one_of(struct values *v, const uint64_t *list, size_t n)
{
	return list[random_below(&v->r, n)];
}

#define ONE_OF(v, list) one_of(v, list, N_OF(list))

/* One of the last that were said, the latest most often. */
static uint64_t said(struct values *v, const uint64_t *kept, size_t n)
{
	size_t back = 1;

	while (back < n && back < VALUES_KEPT && random_percent(&v->r, 50))
		back++;
	return kept[(n - back) % VALUES_KEPT];
}

static void keep_address(struct values *v, uint64_t address)
{
	v->addresses[v->n_addresses++ % VALUES_KEPT] = address;
}

static void put_size(struct values *v, struct buf *out, uint64_t kib)
{
	v->kib[v->n_kib++ % VALUES_KEPT] = kib;
	if (kib % 1048576 == 0)
		buf_printf(out, "%" PRIu64 " GiB", kib / 1048576);
	else if (kib % 1024 == 0)
		buf_printf(out, "%" PRIu64 " MiB", kib / 1024);
	else
		buf_printf(out, "%" PRIu64 " KiB", kib);
}

/* A size that was said, a page more or less, or a half of it. */
static uint64_t size_again(struct values *v)
{
	uint64_t kib = said(v, v->kib, v->n_kib);

	switch (random_below(&v->r, 8)) {
	case 0:
		return kib + PAGE;
	case 1:
		return kib > PAGE ? kib - PAGE : kib;
	case 2:
		return kib > 1 ? kib / 2 : kib;
	default:
		return kib;
	}
}

void value_size(struct values *v, struct buf *out)
{
	static const uint64_t usual[] = { 4, 64, 1024, 2048, 16384, 65536,
					  65536, 131072, 262144, 524288 };
	/* pages, large pages, the sizes of Xen's windows, all of the host */
	static const uint64_t ends[] = {
		1, 3, 8, 16, 512, 2044, 2052, 4096, 16388, 204800, 1048576,
		2097152, 3145728, 8388608, 1073741824,
	};

	if (v->n_kib && random_percent(&v->r, AGAIN))
		put_size(v, out, size_again(v));
	else if (random_percent(&v->r, USUAL))
		put_size(v, out, ONE_OF(v, usual));
	else
		put_size(v, out, ONE_OF(v, ends));
}

void value_ram(struct values *v, struct buf *out)
{
	static const uint64_t common[] = { 65536, 131072, 65540, 66560 };
	static const uint64_t rare[] = {
		4, 64, 1024, 2048, 4096, 8192, 16384, 32768, 204804, 262144,
		524288, 786432, 917504, 983040, 1048576, 1048580, 3145728,
		3145732, 4194304,
	};

	if (v->n_kib && random_percent(&v->r, AGAIN / 2))
		put_size(v, out, size_again(v));
	else if (random_percent(&v->r, USUAL))
		put_size(v, out, ONE_OF(v, common));
	else
		put_size(v, out, ONE_OF(v, rare));
}

/* One that was said, or a page or a size of the file beside it. */
static uint64_t address_again(struct values *v)
{
	uint64_t at = said(v, v->addresses, v->n_addresses);

	switch (random_below(&v->r, 8)) {
	case 0:
		return at + 0x1000;
	case 1:
		return at - 0x1000;
	case 2:
		return v->n_kib ? at + 1024 * said(v, v->kib, v->n_kib) : at;
	case 3:
		return v->n_kib ? at - 1024 * said(v, v->kib, v->n_kib) : at;
	default:
		return at;
	}
}

/* Of the machine's RAM, which begins at 1 GiB. */
static uint64_t usual_address(struct values *v)
{
	static const uint64_t bases[] = {
		0x48000000, 0x50000000, 0x60000000, 0x68000000, 0x70000000,
		0x78000000,
	};
	static const uint64_t steps[] = { 0, 0, 0, 0, 0, 0x1000, 0x200000,
					  0x3f0000 };

	return ONE_OF(v, bases) + ONE_OF(v, steps);
}

static uint64_t end_address(struct values *v)
{
	static const uint64_t bases[] = {
		/* of the guest's map: GIC, UART, grant table, magic, RAM */
		0, 0x02000000, 0x03001000, 0x03020000, 0x22000000, 0x38000000,
		0x39000000, 0x40000000, 0x100000000, 0x200000000,
		/* of the machine: GIC, UART, Xen, the tree, RAM's end */
		0x08000000, 0x09000000, 0x40200000, 0x44000000, 0x7f000000,
		0x80000000, 0x1c0000000,
		/* ends of widths */
		0xfffff000, 0xff00000000, 0xfffffff000, 0x10000000000,
		0xffffffffff000, 0xfffffffffffff000, 0xffffffffffffffff,
	};
	static const uint64_t steps[] = { 0, 0, 0, 0, 0x1000, 0x100000,
					  0x200000, 0x1000000, 0x123 };

	return ONE_OF(v, bases) + ONE_OF(v, steps);
}

void value_address(struct values *v, struct buf *out)
{
	uint64_t at;

	if (v->n_addresses && random_percent(&v->r, AGAIN))
		at = address_again(v);
	else if (random_percent(&v->r, USUAL))
		at = usual_address(v);
	else
		at = end_address(v);
	keep_address(v, at);
	buf_printf(out, "0x%" PRIx64, at);
}

void value_end(struct values *v)
{
	if (v->n_addresses && v->n_kib)
		keep_address(v, v->addresses[(v->n_addresses - 1) %
					     VALUES_KEPT] +
				1024 * v->kib[(v->n_kib - 1) % VALUES_KEPT]);
}

uint64_t value_integer(struct values *v, uint64_t low, uint64_t high)
{
	uint64_t n = low + random_below(&v->r, 4);
	unsigned int width = 1;

	switch (random_below(&v->r, 8)) {
	case 0:
		n = high - random_below(&v->r, 2);
		break;
	case 1:
	case 2:
	case 3:
		while (width < 63 && high >> width)
			width++;
		n = (1ull << random_below(&v->r, width)) +
		    random_below(&v->r, 3) - 1;
		break;
	default:
		break;
	}
	return n < low ? low : n > high ? high : n;
}

void value_filler(struct values *v, struct buf *out)
{
	static const uint64_t ends[] = { 0, 100, 1022, 1023, 1024, 2047 };
	uint64_t n;

	if (random_percent(&v->r, 85))
		return;
	n = ONE_OF(v, ends) + random_below(&v->r, 2);
	for (uint64_t i = 0; out->len + 1 < n && i < n; i++)
		buf_putc(out, i % 8 ? (char)('a' + i % 26) : ' ');
}

void value_numbers(struct values *v, uint64_t n, struct buf *out)
{
	const uint64_t ends[] = { 0, 0, 0, 1, 1, n / 2, n - 1, n - 1, n - 1,
				  random_percent(&v->r, 20) ? n : 0 };
	uint64_t at = ONE_OF(v, ends), to;

	for (unsigned int i = 0; i < 3; i++) {
		to = random_percent(&v->r, 50) ? at : ONE_OF(v, ends);
		buf_printf(out, "%s%" PRIu64, i ? "," : "", at);
		if (to > at)
			buf_printf(out, "-%" PRIu64, to);
		if (random_percent(&v->r, 70))
			break;
		at = (to > at ? to : at) + random_in(&v->r, 1, 2);
	}
}
