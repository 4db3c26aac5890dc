/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * xlu_read.c - read keys of an xl.cfg with libxlutil, the parser of xl.
 *
 * usage: xlu_read FILE KEY...
 * Prints `key=value` for a string or number, `key[i]=value` for a list and
 * `key: unset`. Exit status 1 when libxlutil refuses the file.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <libxlutil.h>

static void print_key(const XLU_Config *cfg, const char *key)
{
	XLU_ConfigList *list;
	const char *text;
	int n;

	if (!xlu_cfg_get_list(cfg, key, &list, &n, 1)) {
		for (int i = 0; i < n; i++)
			printf("%s[%d]=%s\n", key, i,
			       xlu_cfg_get_listitem(list, i));
	} else if (!xlu_cfg_get_string(cfg, key, &text, 1)) {
		printf("%s=%s\n", key, text);
	} else {
		printf("%s: unset\n", key);
	}
}

int main(int argc, char **argv)
{
	XLU_Config *cfg;

	if (argc < 2)
		return 2;
	cfg = xlu_cfg_init(stderr, argv[1]);
	if (!cfg)
		return 2;
	if (xlu_cfg_readfile(cfg, argv[1])) {
		xlu_cfg_destroy(cfg);
		return 1;
	}
	for (int i = 2; i < argc; i++)
		print_key(cfg, argv[i]);
	xlu_cfg_destroy(cfg);
	return 0;
}
