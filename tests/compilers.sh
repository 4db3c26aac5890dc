#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# compilers.sh - gcc and clang compile everything without a warning.
set -u
failed=0 passed=0 missing=''
for cc in gcc clang; do
	command -v $cc >/dev/null || { missing="$missing $cc"; continue; }
	log=$(mktemp)
	if make --no-print-directory -s -j"$(nproc)" CC=$cc B="${B:-build}/cc-$cc" \
		CFLAGS='-O2 -g -Werror' "${B:-build}/cc-$cc/domc" \
		"${B:-build}/cc-$cc/unit/run" >"$log" 2>&1; then
		passed=$((passed + 1))
	else
		echo "compilers: $cc:"; cat "$log"
		failed=$((failed + 1))
	fi
	rm -f "$log"
done
[ -z "$missing" ] || echo "compilers: not here:$missing"
echo "compilers: $passed passed, $failed failed"
[ $failed = 0 ]
