#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# golden/run.sh [--rewrite] - compile each case and compare every artefact.
#
# A case is a folder NAME with `expected/`; its input is NAME/system.yaml, or
# examples/NAME.yaml. Trees are compared as DTS text; a guest.dts must be what
# dtc makes of guest.dtb.
set -u
cd "$(dirname "$0")" || exit 2
top=$(cd ../.. && pwd)
B=$(cd "$top" && cd "${B:-build}" && pwd)
files=$B/test-files
sh ../files.sh "$files"
rewrite=${1:-}
passed=0 failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "golden: $*"; failed=$((failed + 1)); }

# as_text FOLDER - trees as text, in place
as_text() {
	find "$1" -name '*.dtb' | while read -r dtb; do
		dtc -q -I dtb -O dts -o "$dtb.dts" "$dtb" && rm "$dtb"
	done
}

[ "$rewrite" != --rewrite ] ||
	dtc -q -I dts -O dtb -o ../../examples/qemu-virt.dtb ../../examples/qemu-virt.dts
for case in */; do
	case=${case%/}
	if [ -e "$case/system.yaml" ]; then
		in=$case/system.yaml
	else
		in=../../examples/$case.yaml
	fi
	got=$work/$case
	if ! "$B/domc" build -I "$files" -o "$got" "$in" >"$work/log" 2>&1; then
		fail "$case: domc build failed:"; cat "$work/log"
		continue
	fi
	cp "$work/log" "$got/messages.txt"
	for dtb in "$got"/*/guest.dtb; do
		[ -e "$dtb" ] || continue
		dtc -q -I dts -O dtb -o "$work/round.dtb" "${dtb%.dtb}.dts" || fail "$case: dtc refuses ${dtb##"$got"/} as dts"
		dtc -q -I dtb -O dts "$work/round.dtb" >"$work/round.dts"
		dtc -q -I dtb -O dts "$dtb" >"$work/direct.dts"
		cmp -s "$work/round.dts" "$work/direct.dts" || fail "$case: guest.dts is not guest.dtb"
	done
	as_text "$got"
	if [ "$rewrite" = --rewrite ]; then
		rm -rf "$case/expected" && cp -r "$got" "$case/expected"
	elif diff -ru "$case/expected" "$got" >"$work/diff"; then
		passed=$((passed + 1))
	else
		fail "$case:"; cat "$work/diff"
	fi
done
# The board of the examples is there compiled too.
if dtc -q -I dts -O dtb ../../examples/qemu-virt.dts | cmp - ../../examples/qemu-virt.dtb; then
	passed=$((passed + 1))
else
	fail 'examples/qemu-virt.dtb is not what dtc makes of its .dts: run "make golden"'
fi
for e in ../../examples/*.yaml; do
	name=${e##*/}
	[ -d "${name%.yaml}" ] || fail "examples/$name is no golden test"
done
if sh ../forms.sh "$work"; then passed=$((passed + 1)); else fail 'see above'; fi
[ "$rewrite" = --rewrite ] && git -C "$top" --no-pager diff -- tests/golden
echo "golden: $passed passed, $failed failed"
[ $failed = 0 ]
