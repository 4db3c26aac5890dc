#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# determinism.sh - two runs give the same bytes: other working directory,
# locale, time zone, environment, times of the inputs. The depfile alone may
# differ, and no output names this machine's folders.
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
B=$(cd "$top" && cd "${B:-build}" && pwd)
sh "$top/tests/files.sh" "$B/test-files"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
for yaml in $(cd "$top" && git ls-files ':(glob)examples/*.yaml' 2>/dev/null || ls examples/*.yaml); do
	yaml=$top/$yaml
	name=$(basename "$yaml" .yaml)
	a=$work/$name-a b=$work/$name-b
	(cd "$top" && LC_ALL=C TZ=UTC "$B/domc" build -I "build/test-files" -I "$B/test-files" \
		-o "$a" "examples/$name.yaml") 2>"$work/log-a"
	touch -d '2001-02-03' "$B"/test-files/*
	(cd / && LC_ALL=C.UTF-8 TZ=Asia/Kathmandu HOME=/nonexistent USER=x \
		"$B/domc" build -I "$B/test-files" -o "$b" -d "$work/dep" "$yaml") 2>"$work/log-b"
	if [ -e "$a/manifest.json" ] && diff -r "$a" "$b" >"$work/diff" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1)); echo "determinism: $name differs"
		cat "$work/diff" "$work/log-a" | head -n 20
	fi
	if grep -rIl "$top" "$a" >/dev/null 2>&1; then
		failed=$((failed + 1)); echo "determinism: $name names this machine's folder"
	else
		passed=$((passed + 1))
	fi
done
if sh "$top/tests/forms.sh" "$work"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
echo "determinism: $passed passed, $failed failed"
[ $failed = 0 ]
