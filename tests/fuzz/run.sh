#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# fuzz/run.sh - each fuzz target over its corpus and the seeds of a search:
# none may crash, hang, or break what must hold for any input.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sh tests/files.sh "$B/test-files"
sh tests/fuzz/files.sh "$B/test-files" "$work/files"
FUZZ_FILES=$work/files
export FUZZ_FILES
passed=0 failed=0
for t in document schema tree board compile; do
	sh tests/fuzz/seeds.sh "$t" "$work/$t"
	timeout 60 "$B/fuzz/replay-$t" tests/fuzz/corpus/"$t"/* "$work/$t"/* >"$work/log" 2>"$work/err"
	rc=$?
	n=$(wc -l <"$work/log")
	if [ $rc = 0 ]; then
		passed=$((passed + n))
	else
		passed=$((passed + n - 1)) failed=$((failed + 1))
		echo "fuzz: $t: exit status $rc at $(tail -n 1 "$work/log")"
		tail -n 20 "$work/err"
	fi
done
echo "fuzz: $passed passed, $failed failed"
[ $failed = 0 ]
