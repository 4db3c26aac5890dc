#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# style.sh - what the house asks of every file: a licence line, a size one can
# read, no open ends.
set -eu
failed=0 passed=0
complain() { echo "style: $*" >&2; failed=$((failed + 1)); }

files=$(git ls-files 2>/dev/null || find . -type f ! -path './build*' ! -path './.git/*' | sed 's|^\./||')
code=$(echo "$files" | grep -E '\.(c|h|S|def|sh|mk|ld|dts|awk)$|(^|/)Makefile$' | grep -v '^hypervisor/xen-' || true)

for f in $(echo "$files" | grep -vE '^(LICENSES/|tests/golden/.*/out/|tests/golden/.*/expected/|.*\.(err|out|want|patch|txt|json)$|.*/series$|tests/fuzz/corpus/)' ); do
	[ -f "$f" ] || continue
	case $f in *.dtb) f=$f.license ;; esac	# the line of a binary stands beside it
	head -n 5 "$f" | grep -q 'SPDX-License-Identifier:' || complain "$f: no SPDX line at its head"
	passed=$((passed + 1))
done
for f in $code; do
	[ -f "$f" ] || continue
	n=$(wc -l <"$f")
	[ "$n" -le 600 ] || complain "$f: $n lines; the limit is 600"
	if grep -nE '\b(TODO|FIXME|XXX)\b' "$f" /dev/null | grep -v 'tests/style.sh'; then
		complain "$f: an open end"
	fi
	passed=$((passed + 1))
done
# 80 columns, tabs of 8, but for a line with a text that is not broken; of a
# comment it is no matter what it quotes
for f in $(echo "$code" | grep -E '^(src|tools|tests)/.*\.(c|h|def)$' |
	   grep -v '^tests/oracle/'); do
	[ -f "$f" ] || continue
	wide=$(expand "$f" | awk -v f="$f" 'length($0) > 80 {
		said = $0
		sub(/^ ?\*.*/, "", said)
		sub(/\/\*.*/, "", said)
		if (length($0) > 80 && said !~ /"/) print f ":" FNR
	}')
	[ -z "$wide" ] || complain "wider than 80 columns: $wide"
done
# functions: the opening brace of a definition stands in column one
for f in $(echo "$code" | grep -E '^(src|hypervisor/probe|tests)/.*\.c$'); do
	[ -f "$f" ] || continue
	long=$(awk '/^{/ { s = FNR } /^}/ { if (s && FNR - s > 70) print FILENAME ":" s ": " FNR - s " lines"; s = 0 }' "$f")
	[ -z "$long" ] || complain "function too long: $long"
done
echo "style: $passed passed, $failed failed"
[ $failed = 0 ]
