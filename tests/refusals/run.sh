#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# refusals/run.sh [--rewrite] - is there a word on each place where Xen
# refuses? docs/xen-refusals.md must be what the sources of both releases and
# our tables give. And are the options of its command line those that we know?
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
cache=${DOMC_CACHE:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/domc}
doc=docs/xen-refusals.md
work=$B/refusals
mkdir -p "$work"
passed=0 failed=0

# What builds domains, and what reads the board tree for it.
sources() {
	(cd "$1" && ls -d 2>/dev/null \
		xen/arch/arm/bootfdt.c xen/arch/arm/dom0less-build.c \
		xen/arch/arm/domain.c xen/arch/arm/domain_build.c \
		xen/arch/arm/gic*.c xen/arch/arm/kernel.c \
		xen/arch/arm/llc-coloring.c xen/arch/arm/mmu/p2m.c \
		xen/arch/arm/p2m.c xen/arch/arm/setup.c \
		xen/arch/arm/static-evtchn.c xen/arch/arm/static-memory.c \
		xen/arch/arm/static-shmem.c xen/arch/arm/vgic*.c \
		xen/arch/arm/vpl011.c xen/common/device-tree/*.c \
		xen/common/device_tree.c xen/common/domain.c \
		xen/common/llc-coloring.c xen/common/sched/boot-cpupool.c ||
		true)
}

for release in 4.17 4.20; do
	if ! sh hypervisor/fetch.sh xen-src-$release 2>"$work/fetch"; then
		tail -n 1 "$work/fetch"
		exit 77
	fi
	version=$(cat "$cache/xen-src-$release/version")
	if [ -z "${1:-}" ] && ! grep -qF " $version" "$doc"; then
		echo "$doc is not of Xen $version; run.sh --rewrite makes it so"
		exit 77
	fi
done

for program in sites rows; do
	# shellcheck disable=SC2086
	${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -O1 -Wall -Wextra -Isrc \
		-o "$work/$program" tests/refusals/$program.c
done
"$work/rows" >"$work/rows.tsv"
: >"$work/sites.tsv" >"$work/faults"
for release in 4.17 4.20; do
	src=$cache/xen-src-$release/src
	# shellcheck disable=SC2046
	"$work/sites" $release "$src" $(sources "$src") >>"$work/sites.tsv"
done
sed -e "s/VERSION_4_17/$(cat "$cache/xen-src-4.17/version")/" \
    -e "s/VERSION_4_20/$(cat "$cache/xen-src-4.20/version")/" \
	tests/refusals/head.md >"$work/doc.md"
awk -v rows="$work/rows.tsv" -v elsewhere=tests/refusals/elsewhere.tsv \
	-v sites="$work/sites.tsv" -v faults="$work/faults" \
	-f tests/refusals/join.awk "$work/rows.tsv" \
	tests/refusals/elsewhere.tsv "$work/sites.tsv" >>"$work/doc.md"

if [ "${1:-}" = --rewrite ]; then
	cp "$work/doc.md" "$doc"
fi
while IFS= read -r fault; do
	echo "refusals: $fault"
	failed=$((failed + 1))
done <"$work/faults"
if cmp -s "$work/doc.md" "$doc"; then
	passed=$((passed + $(wc -l <"$work/sites.tsv")))
else
	echo "refusals: $doc is out of date; run.sh --rewrite writes it:"
	diff -u "$doc" "$work/doc.md" | head -n 40 || true
	failed=$((failed + 1))
fi

# What rules.def says of files that are not read for places, or of functions
# that say nothing: all rows that are no line of sites.tsv.
other_rows() {
	awk -F '\t' 'FILENAME == ARGV[1] {
		site[$1 FS $2 FS $3 FS $5] = 1
		next
	}
	$1 == "row" && !(($2 FS $3 FS $4 FS $5) in site) {
		# The longest piece of the text that is no conversion.
		n = split($5, part, /%[-#0-9.]*(l*[a-zA-Z]|PRI[a-z0-9_]*[a-z0-9])/)
		longest = ""
		for (i = 1; i <= n; i++)
			if (length(part[i]) > length(longest))
				longest = part[i]
		if (longest ~ /^-E/)
			longest = ""
		# as C writes it
		gsub(/"/, "\\\\\"", longest)
		print $6 "\t" $2 "\t" $3 "\t" $4 "\t" longest
	}' "$work/sites.tsv" "$work/rows.tsv"
}

# The folder or file that a row names; nothing where it is not there.
row_file() {
	for name in "$cache/xen-src-$1/src/xen/$2" "$cache/xen-src-$1/src/$2" \
		"$2"; do
		[ ! -e "$name" ] || { echo "$name"; return; }
	done
}

other_rows >"$work/other"
tab=$(printf '\t')
while IFS=$tab read -r code release file fn text; do
	in=$(row_file "$release" "$file")
	if [ -n "$in" ] && grep -rqwF "$fn" "$in" &&
		{ [ -z "$text" ] || grep -rqF -- "$text" "$in"; }; then
		passed=$((passed + 1))
	else
		echo "refusals: rules.def: $code: Xen $release has no $file $fn(): $text"
		failed=$((failed + 1))
	fi
done <"$work/other"

# Files and functions that explanations name are there.
cites() {
	awk -F '\t' '$1 == "cites" {
		n = split($3, word, /[ ,;:]+/)
		for (i = 1; i <= n; i++) {
			sub(/^\(/, "", word[i])
			if (word[i] !~ /^(xen|tools)\/.*\.[chS][.)]*$/)
				continue
			sub(/[.)]*$/, "", word[i])
			fn = ""
			if (word[i + 1] ~ /^[a-z_0-9A-Z]+\(\)/) {
				fn = word[i + 1]
				sub(/\(.*/, "", fn)
			}
			print $2, word[i], fn
		}
	}' "$work/rows.tsv"
}
cites >"$work/cites"
while read -r who file fn; do
	found=no
	for release in 4.17 4.20; do
		[ -e "$cache/xen-src-$release/src/$file" ] || continue
		[ -n "$fn" ] && ! grep -q "$fn(" \
			"$cache/xen-src-$release/src/$file" || found=yes
	done
	if [ $found = yes ]; then
		passed=$((passed + 1))
	else
		echo "refusals: $who names $file $fn, which neither source has"
		failed=$((failed + 1))
	fi
done <"$work/cites"

# Options of Xen's command line are those that the sources have.
sh tests/refusals/options.sh "$work/rows.tsv" \
	4.17="$cache/xen-src-4.17/src" 4.20="$cache/xen-src-4.20/src" \
	>"$work/options"
sed '$d; s/^/refusals: /' "$work/options"
read -r agree differ <<END
$(tail -n 1 "$work/options")
END
passed=$((passed + agree)) failed=$((failed + differ))

# A planted place must show: the reader misses nothing without a word.
sh tests/refusals/planted.sh "$work" || failed=$((failed + 1))

echo "refusals: $passed passed, $failed failed"
[ $failed = 0 ]
