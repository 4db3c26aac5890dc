#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# unit-main.sh TEST.c... - a main() that runs suite_<file>() of each test file.
set -eu
names=$(for f in "$@"; do b=${f##*/test_}; echo "${b%.c}"; done)
echo '/* made by tools/unit-main.sh */'
echo '#include <check.h>'
echo '#include <stdlib.h>'
for n in $names; do
	echo "Suite *suite_$n(void);"
done
echo 'int main(void)'
echo '{'
echo '	SRunner *r = srunner_create(NULL);'
echo '	int n_failed;'
for n in $names; do
	echo "	srunner_add_suite(r, suite_$n());"
done
echo '	srunner_run_all(r, CK_ENV);'
echo '	n_failed = srunner_ntests_failed(r);'
echo '	srunner_free(r);'
echo '	return n_failed ? EXIT_FAILURE : EXIT_SUCCESS;'
echo '}'
