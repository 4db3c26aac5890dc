#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# peers/run.sh - what other tools make of our output: libxlutil reads each key
# of an xl.cfg back, dtc takes every tree without complaint.
set -u
cd "$(dirname "$0")" || exit 2
top=$(cd ../.. && pwd)
B=$(cd "$top" && cd "${B:-build}" && pwd)
sh ../files.sh "$B/test-files"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=''
ok() { passed=$((passed + 1)); }
fail() { echo "peers: $*"; failed=$((failed + 1)); }

"$B/domc" build -I "$B/test-files" -o "$work/xl" xl.yaml 2>"$work/log" || {
	fail "xl.yaml does not build:"; cat "$work/log"; }

# libxlutil
if ${CC:-cc} -o "$work/xlu_read" xlu_read.c $(pkg-config --cflags --libs xlutil xenlight 2>/dev/null || echo -lxlutil) 2>"$work/log"; then
	# shellcheck disable=SC2046
	"$work/xlu_read" "$work/xl/later/later.cfg" $(sed -E 's/(\[[0-9]+\])?=.*//' xl.want | uniq) \
		>"$work/xl.got" 2>&1
	if diff -u xl.want "$work/xl.got"; then ok; else fail "libxlutil reads other values"; fi
	# what we write is all that we meant to write
	keys=$(sed -nE 's/^([a-z_]+) = .*/\1/p' "$work/xl/later/later.cfg" | sort -u)
	for k in $keys; do
		if grep -qE "^$k(\[|=)" xl.want || [ "$k" = type ]; then ok; else fail "later.cfg has a key that nobody wants: $k"; fi
	done
else
	skipped="libxlutil is not here"
fi

# dtc: no error, and only the warnings that Xen's own trees give too
for yaml in $(git ls-files ../../examples/*.yaml 2>/dev/null || ls ../../examples/*.yaml); do
	name=$(basename "$yaml" .yaml)
	"$B/domc" build -I "$B/test-files" -o "$work/$name" "$yaml" 2>"$work/log" || {
		fail "$name does not build:"; cat "$work/log"; continue; }
	for dtb in "$work/$name"/board.dtb "$work/$name"/*/guest.dtb; do
		[ -e "$dtb" ] || continue
		# sbsa-uart has no clock, cells of 0 in the GIC: Xen's own
		if dtc -I dtb -O dtb -o /dev/null "$dtb" 2>"$work/log" &&
			! grep -vE 'Warning \((interrupts_property|interrupt_provider|avoid_unnecessary_addr_size|unit_address_vs_reg|simple_bus_reg|chosen_node_bootargs|chosen_node_stdout_path|unit_address_format|clocks_property)\)' "$work/log" | grep -q Warning; then
			ok
		else
			fail "dtc on ${dtb##"$work"/}:"; cat "$work/log"
		fi
	done
done
if sh ../forms.sh "$work"; then ok; else fail 'see above'; fi
[ -z "$skipped" ] || echo "peers: skipped: $skipped"
echo "peers: $passed passed, $failed failed"
[ $failed = 0 ]
