/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * random.h - numbers that look random and are the same on every machine.
 *
 * SplitMix64 (Steele, Lea, Flood 2014): one addition and a mixing a number.
 */
#ifndef TESTS_LAYOUTS_RANDOM_H
#define TESTS_LAYOUTS_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
	uint64_t state;
};

/** random_make - a stream of its own for each (@seed, @number) */
static inline struct random random_make(uint64_t seed, uint64_t number)
{
	return (struct random){ seed * 0xd1342543de82ef95 + number };
}

static inline uint64_t random_next(struct random *r)
{
	uint64_t z = r->state += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

/** random_below - 0 .. @n - 1; the bias for the small @n here is no matter */
static inline uint64_t random_below(struct random *r, uint64_t n)
{
	return n ? random_next(r) % n : 0;
}

/** random_in - @low .. @high, both included */
static inline uint64_t random_in(struct random *r, uint64_t low, uint64_t high)
{
	return low + random_below(r, high - low + 1);
}

/** random_percent - true in @percent of 100 */
static inline bool random_percent(struct random *r, unsigned int percent)
{
	return random_below(r, 100) < percent;
}

#endif
