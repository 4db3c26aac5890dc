/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * suggest.c - the word that was meant, by edit distance.
 */
#include "diag/diag.h"

#include <string.h>

/* Past this a word is no typing error of anything we know. */
#define MAX_WORD 63

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Case and `_` for `-` are no differences: keys are kebab-case here. */
static char fold(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c - 'A' + 'a');
	return c == '_' ? '-' : c;
}

/*
 * Letters to add, drop, change or swap with their neighbour to make @b of
 * @a: the optimal string alignment distance, three rows at a time.
 */
static size_t distance(const char *a, size_t n_a, const char *b, size_t n_b)
{
	size_t rows[3][MAX_WORD + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];

	for (size_t k = 0; k <= n_b; k++)
		row[k] = k;
	for (size_t i = 1; i <= n_a; i++) {
		size_t *spare = before;

		before = above;
		above = row;
		row = spare;
		row[0] = i;
		for (size_t k = 1; k <= n_b; k++) {
			char x = fold(a[i - 1]);
			char y = fold(b[k - 1]);
			size_t cost = above[k - 1] + (x != y);

			cost = smaller(cost, above[k] + 1);
			cost = smaller(cost, row[k - 1] + 1);
			if (i > 1 && k > 1 && x == fold(b[k - 2]) &&
			    fold(a[i - 2]) == y)
				cost = smaller(cost, before[k - 2] + 1);
			row[k] = cost;
		}
	}
	return row[n_b];
}

const char *diag_did_you_mean(const char *word, const char *const *candidates,
			      size_t n_candidates)
{
	size_t n_word = strlen(word);
	const char *best = NULL;
	size_t best_cost = 0;

	if (n_word == 0 || n_word > MAX_WORD)
		return NULL;
	for (size_t i = 0; i < n_candidates; i++) {
		size_t n = strlen(candidates[i]);
		/* A third of the letters wrong is another word. */
		size_t most = ((n > n_word ? n : n_word) + 2) / 3;
		size_t cost;

		if (n == 0 || n > MAX_WORD || (n > n_word ? n - n_word :
					       n_word - n) > most)
			continue;
		cost = distance(word, n_word, candidates[i], n);
		/* Nothing of a short word would be left. */
		if (cost > most || cost >= smaller(n, n_word))
			continue;
		if (!best || cost < best_cost) {
			best = candidates[i];
			best_cost = cost;
		}
	}
	return best;
}
