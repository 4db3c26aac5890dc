#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# search.sh TARGET... - let libFuzzer look for input that breaks a target, for
# $FUZZ_SECONDS each. What it finds is in build-fuzz/fuzz/TARGET-crash-*; name
# it after what was wrong and move it to corpus/TARGET.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build-fuzz}
sh tests/files.sh "$B/test-files"
sh tests/fuzz/files.sh "$B/test-files" "$B/fuzz/files"
FUZZ_FILES=$B/fuzz/files
export FUZZ_FILES
failed=0
for t; do
	mkdir -p "$B/fuzz/found-$t"
	sh tests/fuzz/seeds.sh "$t" "$B/fuzz/seeds-$t"
	"$B/fuzz/search-$t" -max_total_time="${FUZZ_SECONDS:-60}" -max_len=65536 \
		-timeout=5 -rss_limit_mb=1024 -print_final_stats=1 -verbosity=1 \
		-dict="$B/fuzz/seeds-$t.dict" \
		-artifact_prefix="$B/fuzz/$t-" "$B/fuzz/found-$t" \
		"tests/fuzz/corpus/$t" "$B/fuzz/seeds-$t" >"$B/fuzz/$t.log" 2>&1 || failed=1
	printf 'fuzz %-9s %s\n' "$t" "$(grep -E 'SUMMARY|number_of_executed_units' "$B/fuzz/$t.log" | tr '\n' ' ')"
done
exit $failed
