/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * replay.c - a fuzz target over the files it is given, each in memory of its
 * exact size. Prints how many there were.
 */
#include "fuzz.h"

#include <string.h>

static uint8_t *read_file(const char *path, size_t *ret_len)
{
	FILE *f = fopen(path, "rb");
	uint8_t *whole = malloc(FUZZ_INPUT_MAX + 1), *exact;

	if (!f || !whole) {
		fprintf(stderr, "replay: cannot read %s\n", path);
		exit(2);
	}
	*ret_len = fread(whole, 1, FUZZ_INPUT_MAX + 1, f);
	fclose(f);
	exact = malloc(*ret_len ? *ret_len : 1);
	if (exact)
		memcpy(exact, whole, *ret_len);
	free(whole);
	return exact;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		size_t len;
		uint8_t *data = read_file(argv[i], &len);

		/* Stays as the last line when the target does not return. */
		printf("%s\n", argv[i]);
		fflush(stdout);
		LLVMFuzzerTestOneInput(data, len);
		free(data);
	}
	return 0;
}
