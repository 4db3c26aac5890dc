#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# run.sh [SUITE...] - run the test suites, a line each, and count.
#
# A suite is a command that prints its own findings and exits 0 or 1; a
# closing line "N passed, N failed" of its own is added to the sum, otherwise
# it counts as one. Its output is shown when it fails. Exit 77 is a skip.
set -u
B=${B:-build}
export B
all="
layering
style
unit
bad
refusals
golden
determinism
cli
findings
plan-formats
reference
readme
alloc
faults
fuzz
hostile
peers
json-schema
editors
bindings
compilers
boot
features
layouts
layouts-linux
differential
oracle
linux
"
suites=${*:-$all}
passed=0 failed=0 skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

suite() {
	case $1 in
	layering) sh tests/layering.sh ;;
	style) sh tests/style.sh ;;
	unit) CK_VERBOSITY=normal "$B/unit/run" ;;
	bad) sh tests/bad/run.sh ;;
	refusals) sh tests/refusals/run.sh ;;
	golden) sh tests/golden/run.sh ;;
	determinism) sh tests/determinism.sh ;;
	cli) sh tests/cli.sh ;;
	findings) sh tests/findings.sh ;;
	plan-formats) sh tests/plan-formats.sh ;;
	reference) sh tests/reference.sh ;;
	readme) sh tests/readme.sh ;;
	alloc) sh tests/alloc/run.sh ;;
	faults) sh tests/faults/run.sh ;;
	hostile) sh tests/hostile/run.sh ;;
	fuzz) sh tests/fuzz/run.sh ;;
	peers) sh tests/peers/run.sh ;;
	json-schema) sh tests/peers/json-schema-suite/run.sh ;;
	editors) sh tests/peers/yaml-language-server/run.sh ;;
	bindings) sh tests/bindings/run.sh ;;
	compilers) sh tests/compilers.sh ;;
	boot) sh tests/boot/run.sh quick ;;
	features) sh tests/boot/run.sh features ;;
	layouts) sh tests/boot/run.sh layouts ;;
	layouts-linux) sh tests/boot/run.sh layouts-linux ;;
	differential) sh tests/layouts/run.sh ;;
	oracle) sh tests/oracle/run.sh quick ;;
	linux) sh tests/boot/run.sh linux ;;
	*) echo "run.sh: no suite '$1' (there are:" $all ")"; return 2 ;;
	esac
}

for s in $suites; do
	from=$(date +%s%N)
	suite "$s" >"$log" 2>&1
	rc=$?
	ms=$((($(date +%s%N) - from) / 1000000))
	counts=$(sed -nE 's/^(.*[^0-9])?([0-9]+) passed, ([0-9]+) failed.*/\2 \3/p' "$log" | tail -n 1)
	if [ -z "$counts" ]; then
		# Check's own closing line: "100%: Checks: 12, Failures: 0, Errors: 0"
		counts=$(sed -nE 's/^[0-9]+%: Checks: ([0-9]+), Failures: ([0-9]+), Errors: ([0-9]+).*/\1 \2 \3/p' "$log" |
			awk '{ p += $1 - $2 - $3; f += $2 + $3 } END { if (NR) print p, f }')
	fi
	if [ $rc = 77 ]; then
		skipped=$((skipped + 1))
		printf '%-12s skipped: %s\n' "$s" "$(tail -n 1 "$log")"
		continue
	fi
	[ -n "$counts" ] || counts=$([ $rc = 0 ] && echo 1 0 || echo 0 1)
	p=${counts% *} f=${counts#* }
	[ $rc = 0 ] || [ "$f" -gt 0 ] || f=1
	passed=$((passed + p)) failed=$((failed + f))
	printf '%-12s %5d passed %3d failed  %6d ms\n' "$s" "$p" "$f" "$ms"
	if [ $rc != 0 ] || [ "$f" -gt 0 ]; then
		sed 's/^/    /' "$log" | tail -n 80
	fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
