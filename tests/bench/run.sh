#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# bench/run.sh - what domc costs, as ratios against a peer in the same run.
# The bounds are what the project promises; exit 1 when one is not kept.
set -eu
cd "$(dirname "$0")/../.."
B=$(cd "${B:-build}" && pwd)
sh tests/files.sh "$B/test-files"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
runs=${RUNS:-101}
failed=0

${CC:-cc} -O2 -o "$work/cost" tests/bench/cost.c

# bound WHAT VALUE MOST UNIT
bound() {
	verdict=$(awk -v v="$2" -v m="$3" 'BEGIN { print (v + 0 <= m + 0) ? "ok" : "TOO MUCH" }')
	printf '%-58s %8s %-5s (at most %s) %s\n' "$1" "$2" "$4" "$3" "$verdict"
	[ "$verdict" = ok ] || failed=1
}

# The probe example as it stands.
mkdir "$work/in"
cp examples/one-domain.yaml "$work/in/one.yaml"
cp examples/qemu-virt.dtb "$work/in"
"$B/domc" build -I "$B/test-files" -o "$work/out" "$work/in/one.yaml"
# shellcheck disable=SC2046
set -- $("$work/cost" "$runs" "$B/domc" build -I "$B/test-files" -o "$work/out" "$work/in/one.yaml" \
	-- dtc -q -I dts -O dtb -o "$work/guest.dtb" "$work/out/guest/guest.dts")
echo "domc build, one domain: $1 us CPU; dtc on its guest.dts: $2 us CPU"
bound 'domc build / dtc on guest.dts, CPU' "$3" 3 x
bound 'domc build, peak memory' "$4" 8192 KiB
# Into a new folder each time: every file is written, and the journal. In
# memory, for what a disk makes of new files is its own affair.
first=$(mktemp -d -p /dev/shm)
trap 'rm -rf "$work" "$first"' EXIT
# shellcheck disable=SC2046
set -- $("$work/cost" "$runs" "$B/domc" build -I "$B/test-files" -o "$first/%" "$work/in/one.yaml" \
	-- dtc -q -I dts -O dtb -o "$first/%.dtb" "$work/out/guest/guest.dts")
bound 'domc build into a new folder / dtc on guest.dts, CPU' "$3" 3 x
# shellcheck disable=SC2046
set -- $("$work/cost" "$runs" "$B/domc" check -I "$B/test-files" "$work/in/one.yaml" \
	-- "$B/domc" build -I "$B/test-files" -o "$work/out" "$work/in/one.yaml")
bound 'domc check / domc build, CPU' "$3" 1 x

# A board in source text: dtc runs once within, so its cost comes on top.
cp examples/qemu-virt.dts "$work/in"
sed 's/qemu-virt.dtb/qemu-virt.dts/' examples/one-domain.yaml >"$work/in/source.yaml"
# shellcheck disable=SC2046
set -- $("$work/cost" "$runs" "$B/domc" build -I "$B/test-files" -o "$work/out-dts" "$work/in/source.yaml" \
	-- dtc -q -I dts -O dtb -o "$work/guest.dtb" "$work/in/qemu-virt.dts")
bound 'with a .dts board / dtc on that board, CPU' "$3" 4 x

# A module is streamed: a ramdisk of 256 MiB costs no memory.
truncate -s 256M "$work/in/large"
cat "$B/test-files/rootfs.cpio" | dd of="$work/in/large" conv=notrunc status=none
sed 's/    memory: 64 MiB/    memory: 512 MiB\n    ramdisk: large/' "$work/in/one.yaml" >"$work/in/large.yaml"
# shellcheck disable=SC2046
set -- $("$work/cost" 1 "$B/domc" build -I "$B/test-files" -o "$work/out-large" "$work/in/large.yaml" -- true)
bound 'domc build with a ramdisk of 256 MiB, peak memory' "$4" 8192 KiB
# A large board: 16 domains with their kernels, 1000 nodes.
sh tests/bench/board.sh 1000 | dtc -q -I dts -O dtb -o "$work/in/large.dtb"
awk 'BEGIN {
	print "domc: 1\ntarget: {xen: \"4.20\", kconfig: debian}\nboard: {device-tree: large.dtb}"
	print "boot: {methods: [direct]}\nhypervisor: {image: xen, cmdline: \"console=dtuart dtuart=/pl011@9000000\"}\ndomains:"
	for (i = 10; i < 26; i++)
		printf "  d%d: {vcpus: 2, memory: 256 MiB, vpl011: true, enhanced: no-xenstore, kernel: {file: probe.bin, cmdline: \"probe.id=d%d\"}, ramdisk: rootfs.cpio}\n", i, i
}' >"$work/in/sixteen.yaml"
# shellcheck disable=SC2046
set -- $("$work/cost" "$runs" "$B/domc" check -I "$B/test-files" "$work/in/sixteen.yaml" -- true)
bound 'domc check, 16 domains on a board of 1000 nodes, CPU' "$1" 10000 us
bound 'its peak memory' "$4" 8192 KiB
sh tests/bench/growth.sh || failed=1
[ $failed = 0 ]
