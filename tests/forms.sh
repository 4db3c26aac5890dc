#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# forms.sh FOLDER... - is every layout.json, manifest.json and findings.json
# below, and every file whose name ends in one, what its schema says?
#
# For suites that make such files: prints what is wrong, and exits 1 for that
# or where there is no such file at all.
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
B=$(cd "$top" && cd "${B:-build}" && pwd)
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0 found=0
for form in layout manifest findings; do
	[ -n "$(find "$@" -type f -name "*$form.json" | head -n 1)" ] || continue
	found=1
	find "$@" -type f -name "*$form.json" -exec "$B/domc" check \
		--schema "$top/schemas/$form.yaml" {} + >"$log" 2>&1 && continue
	failed=1
	echo "forms: not what schemas/$form.yaml says:"
	cat "$log"
done
[ $found = 1 ] || { echo "forms: no file below $*"; exit 1; }
exit $failed
