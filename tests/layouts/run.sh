#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# layouts/run.sh [differential|boots|show] [OPTION]... - generated layouts
# through domc's rules, through Xen's own checker, and some on patched Xen.
#
# Without a name: differential, then boots. `show NUMBER` prints one layout
# and what both say of it. Options go to the program (build/layouts).
set -eu
cd "$(dirname "$0")/../.."
top=$(pwd)
B=$(cd "${B:-build}" && pwd)
export B
what=${1:-both}
[ $# = 0 ] || shift
files=$B/test-files
sh tests/files.sh "$files"
cache=${DOMC_CACHE:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/domc}
xen=$B/xen/4.20-guest-layout-all-options/xen

# Two thousand small files are written and removed: not on a disk.
tmp=${TMPDIR:-/tmp}
[ ! -w /dev/shm ] || tmp=/dev/shm
scratch=$(mktemp -d -p "$tmp")
trap 'rm -rf "$scratch"' EXIT

# board NAME COMPATIBLE-OF-GIC RAM-BASE - QEMU's "virt" with 16 GiB
board() {
	[ ! -e "$files/board-$1.dtb" ] || return 0
	{
		printf '/include/ "%s/%s"\n' "$top" "$2"
		printf '/ { memory@40000000 { reg = <0x0 %s 0x4 0x0>; }; };\n' "$3"
	} | dtc -q -I dts -O dtb -o "$files/board-$1.dtb.new" -
	mv "$files/board-$1.dtb.new" "$files/board-$1.dtb"
}
board gicv3 examples/qemu-virt.dts 0x40000000
board gicv3-low examples/qemu-virt.dts 0x30000000
board gicv2 tests/bad/fragments/gicv2.dts 0x40000000
board gicv2-low tests/bad/fragments/gicv2.dts 0x30000000
# a 32-bit zImage as far as its magic number tells (Xen: kernel_zimage32_probe)
if [ ! -e "$files/zImage" ]; then
	head -c 36 /dev/zero >"$files/zImage.new"
	printf '\030\050\157\001' >>"$files/zImage.new"
	truncate -s 4096 "$files/zImage.new"
	mv "$files/zImage.new" "$files/zImage"
fi

run() {
	name=$1 work=$2
	shift 2
	"$B/layouts" --checker "$B/layout-check/layout-check" --files "$files" \
		--xen "$xen" --domc "$B/domc" --probe "$B/probe/probe.bin" \
		--work "$work" "$@" "$name" ${number:+"$number"}
}

# Xen with the patches and static memory, as for the suite `layouts`; the
# cache has it already unless one of them changed.
get_xen() {
	sh hypervisor/fetch.sh xen-src-4.20
	sh hypervisor/build.sh --src "$cache/xen-src-4.20" \
		--series hypervisor/xen-4.20 --out "$(dirname "$xen")" \
		--kconfig hypervisor/xen-4.20/kconfig/all-options.config
}

# What no system file can say: nodes with other cells or lengths.
cases() {
	if "$B/layout-check/layout-check" <hypervisor/layout-check/cases.in |
		diff hypervisor/layout-check/cases.out -; then
		echo "cases: 1 passed, 0 failed"
	else
		echo "cases: 0 passed, 1 failed"
		return 1
	fi
}

# All counts in one last line.
sum() {
	sed -nE 's/^[a-z]+: ([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$@" |
		awk '{ p += $1; f += $2 }
		     END { print "differential: " p " passed, " f " failed" }'
}

number=
status=0
case $what in
show)
	number=$1
	shift
	run show "$scratch" "$@"
	exit
	;;
differential | both)
	spoilt=
	while IFS=: read -r name _; do
		case $name in
		\#* | '') ;;
		*) spoilt="$spoilt --spoilt $B/layout-check/spoilt/$name" ;;
		esac
	done <tests/layouts/spoils
	# shellcheck disable=SC2086
	run differential "$scratch" $spoilt "$@" >"$scratch/log" || status=$?
	cases >>"$scratch/log" || status=$?
	cat "$scratch/log"
	;;
boots) ;;
*) echo "run.sh: no part '$what'"; exit 2 ;;
esac
case $what in
boots | both)
	get_xen
	mkdir -p "$B/layouts-work"
	run boots "$B/layouts-work" -j "$(nproc)" "$@" >"$scratch/log2" ||
		status=$?
	cat "$scratch/log2"
	;;
esac
[ "$what" != both ] || sum "$scratch/log" "$scratch/log2"
exit "$status"
