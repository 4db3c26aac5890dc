#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# bindings/run.sh - bindings/ as dt-schema sees it: the files themselves, their
# examples, every tree that domc makes here, and a wrong tree for each
# constraint; and domc as dt-schema: the same findings in all those trees.
#
# Leaves in $B/bindings what dt-validate said, for whoever wants to say the
# same: mutants/*.dtb with mutants/expected, and trees.expected.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=$(cd "${B:-build}" && pwd)
here=tests/bindings
work=$B/bindings
passed=0 failed=0

for tool in dt-doc-validate dt-validate dt-extract-example dtc; do
	command -v $tool >/dev/null || {
		echo "bindings: $tool is not here (tools/setup.sh installs it)"
		exit 77
	}
done
# The scripts use its parts, which later releases have cut otherwise.
case $(dt-validate --version) in
2022.*) ;;
*)
	echo "bindings: dt-schema is $(dt-validate --version), not Debian 12's 2022.08.2"
	exit 77 ;;
esac
# The Python that has dt-schema, which need not be the first in PATH.
python=$(sed -n '1s/^#! *//p' "$(command -v dt-validate)")
rm -rf "$work"
mkdir -p "$work/mutants" "$work/base" "$work/inputs"
sh tests/files.sh "$B/test-files"

fail() { echo "bindings: $*"; failed=$((failed + 1)); }
ok() { passed=$((passed + 1)); }

# script NAME ARGUMENT... - one that ends in "N passed, N failed"
script() {
	name=$1
	shift
	PYTHONDONTWRITEBYTECODE=1 $python "$here/$name.py" "$@" \
		>"$work/$name.log" 2>&1
}

# result NAME - shows and adds up what it said
result() {
	grep -v 'passed, ' "$work/$1.log"
	# shellcheck disable=SC2046
	set -- $(sed -nE 's/^.*: ([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' \
		"$work/$1.log")
	passed=$((passed + ${1:-0})) failed=$((failed + ${2:-1}))
}

# tree_of FILE - the bytes of a tree given as source; says where
tree_of() {
	case $1 in
	*.dts)
		out=$work/inputs/$(basename "$1" .dts).dtb
		[ -e "$out" ] || dtc -q -I dts -O dtb -o "$out" "$1"
		echo "$out" ;;
	*) echo "$1" ;;
	esac
}

# build NAME YAML ARGUMENT... - compile, and list trees with what went in
build() {
	out=$work/trees/$1 yaml=$2
	shift 2
	"$B/domc" build -I tests/bad/fragments -I examples -I "$B/test-files" \
		-d "$work/dep" -o "$out" "$@" "$yaml" >"$work/log" 2>&1 || return
	inputs=$(sed -nE 's/^  ([^ ]*\.dt[bs])( \\)?$/\1/p' "$work/dep" |
		while read -r file; do printf '\t%s' "$(tree_of "$file")"; done)
	for dtb in "$out"/board.dtb "$out"/*/guest.dtb; do
		[ ! -e "$dtb" ] || printf '%s%s\n' "$dtb" "$inputs"
	done >>"$work/list"
}

# The mutants: they take their time, and nothing of what follows.
for dts in $here/base/*.dts; do
	dtc -q -I dts -O dtb -o "$work/base/$(basename "$dts" .dts).dtb" "$dts" ||
		fail "$dts does not compile"
done
script mutants bindings "$work/base" $here/unmutated.txt "$work/mutants" &
mutants=$!

# The files themselves. -n looks at quotes too.
for option in '' -n; do
	if dt-doc-validate $option -u bindings bindings >"$work/log" 2>&1 &&
		[ ! -s "$work/log" ]; then
		ok
	else
		fail "dt-doc-validate $option:"; cat "$work/log"
	fi
done
# Each property of a domain says when it came.
for property in $(sed -n '/^properties:/,/^required:/s/^  \([a-z"#].*\):$/\1/p' \
		bindings/xen,domain.yaml); do
	if sed -n "/^  $property:/,/^\$/p" bindings/xen,domain.yaml |
		tr '\n' ' ' | tr -s ' ' | grep -q 'Since Xen 4\.[0-9]'; then
		ok
	else
		fail "xen,domain.yaml: $property does not say since when"
	fi
done
for file in bindings/*.yaml; do
	if grep -qF "| \`${file#bindings/}\` |" bindings/README.md; then
		ok
	else
		fail "bindings/README.md does not list $file"
	fi
done
script examples bindings "$work"
result examples

# Every tree: of the examples and golden cases as they are, of what the suite
# `bad` finds good under both releases where both admit it.
for yaml in examples/*.yaml tests/golden/*/system.yaml; do
	[ ! -e "$yaml" ] || build "$(echo "$yaml" | tr / -)" "$yaml" ||
		{ fail "$yaml does not build:"; cat "$work/log"; }
done
for yaml in tests/bad/good/*.yaml; do
	args=$(sed -n '1s/^# args: //p' "$yaml")
	for xen in 4.17 4.20; do
		# shellcheck disable=SC2086
		build "$(basename "$yaml" .yaml)-$xen" "$yaml" \
			--set target.xen=$xen $args || true
	done
done
echo "$B/test-files/partial.dtb" >>"$work/list"

# Cases of the suite `boot`, compiled and not booted: every guest, and some of
# the boards, which are QEMU's own and large.
if [ -x "$B/boot" ] && sh hypervisor/fetch.sh xen-4.17 xen-4.20 >/dev/null 2>&1 &&
	"$B/boot" --domc "$B/domc" --probe "$B/probe/probe.bin" --compile \
		--work "$work/boot" quick several edges >"$work/log" 2>&1; then
	ok
	find "$work/boot/files" -name '*.dtb' | sort >"$work/boards"
	{
		find "$work/boot" -name guest.dtb
		find "$work/boot" -name board.dtb | sort | awk 'NR % 8 == 1'
	} | sort | while read -r dtb; do
		echo "$dtb" | cat - "$work/boards" | paste -s -d '\t'
	done >>"$work/list"
else
	echo "bindings: no cases of the suite boot:"; cat "$work/log"
fi
script trees bindings $here/known.txt "$work/list" "$work/trees.expected"
result trees

wait $mutants
result mutants
# The program itself finds some of them as the scripts hear it.
for file in xen,domain.yaml xen,xen.yaml xen,guest-psci.yaml; do
	dtb=$(cut -f 1 "$work/mutants/expected" | grep -F "$file" | tail -n 1)
	want=$(grep -F "$dtb" "$work/mutants/expected" | cut -f 4 | sort -u |
		sed -n 's|.*/\(xen,.*\)#$|\1|p')
	got=$(dt-validate -s bindings "$work/mutants/$dtb" 2>&1 |
		sed -n 's|.*From schema: .*/bindings/||p' | sort -u)
	if [ -n "$want" ] && [ "$got" = "$want" ]; then
		ok
	else
		fail "dt-validate on $dtb: found by '$got', want '$want'"
	fi
done
# domc says of all of them what dt-validate says.
# shellcheck disable=SC2046
script native "$B/domc" $here/native-known.txt "$work/trees.expected" \
	$(cut -f 1 "$work/list")
result native
script native "$B/domc" $here/native-known.txt "$work/mutants/expected" \
	"$work"/mutants/*.dtb
result native
rm -f "$work"/log "$work"/*.log "$work/dep"
echo "bindings: $passed passed, $failed failed"
[ $failed = 0 ]
