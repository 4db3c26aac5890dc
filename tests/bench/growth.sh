#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# bench/growth.sh - what one more domain, system, passed device or piece of
# shared memory costs, in instructions (callgrind), between points that lie
# further and further apart: the dearest stretch may cost a tenth more than the cheapest.
set -eu
cd "$(dirname "$0")/../.."
B=$(cd "${B:-build}" && pwd)
command -v valgrind >/dev/null || { echo 'skipped: valgrind is not installed'; exit 0; }
sh tests/files.sh "$B/test-files"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
cd "$work"

# small files: their digests are no part of what grows
head -c 4096 "$B/test-files/xen" >xen
head -c 4096 "$B/test-files/probe.bin" >probe.bin
top=$OLDPWD
sed 's/0x0 0x40000000 0x0 0x80000000/0x0 0x40000000 0x8 0x0/' "$top/examples/qemu-virt.dts" |
	dtc -q -I dts -O dtb -o board.dtb

# head KCONFIG
head_of() {
	cat <<END
domc: 1
target: {xen: "4.20", kconfig: $1}
board: {device-tree: board.dtb}
boot: {methods: [direct]}
hypervisor: {image: xen, cmdline: "console=dtuart dtuart=/pl011@9000000"}
END
}

# domains N - a system of N domains
domains() {
	head_of debian
	awk -v n="$1" 'BEGIN {
		print "domains:"
		for (i = 100; i < 100 + n; i++)
			printf "  d%d:\n    vcpus: 2\n    memory: 64 MiB\n    vpl011: true\n    enhanced: no-xenstore\n    kernel: {file: probe.bin, cmdline: \"probe.id=d%d\"}\n", i, i
	}'
}

# shared N - a system of two domains that share N pieces of memory
shared() {
	head_of '[CONFIG_STATIC_SHM]'
	awk -v n="$1" 'BEGIN {
		print "shared-memory:"
		for (i = 100; i < 100 + n; i++)
			printf "  p%d: {size: 2 MiB, maps: {a: 0x%x, b: 0x%x}}\n", i, 1342177280 + i * 4194304, 1342177280 + i * 4194304
		print "domains:"
		print "  a: {memory: 64 MiB, enhanced: no-xenstore, kernel: probe.bin}"
		print "  b: {memory: 64 MiB, enhanced: no-xenstore, kernel: probe.bin}"
	}'
}

# devices N - one domain, to which a partial tree passes N devices
devices() {
	{
		cat "$top/examples/qemu-virt.dts"
		awk -v n="$1" 'BEGIN {
			print "/ {"
			for (i = 0; i < n; i++) {
				at = sprintf("%x", 536870912 + i * 4096)
				printf "dev@%s { reg = <0 0x%s 0 0x1000>; interrupts = <0 %d 4>; };\n", at, at, i % 900 + 20
			}
			print "};"
		}'
	} | dtc -q -I dts -O dtb -o "devices$1.dtb"
	awk -v n="$1" 'BEGIN {
		print "/dts-v1/; / { passthrough { #address-cells = <2>; #size-cells = <2>;"
		for (i = 0; i < n; i++) {
			at = sprintf("%x", 536870912 + i * 4096)
			printf "dev@%s { xen,reg = <0 0x%s 0 0x1000 0 0x%s>; xen,path = \"/dev@%s\"; xen,force-assign-without-iommu; };\n", at, at, at, at
		}
		print "}; };"
	}' | dtc -q -I dts -O dtb -o "partial$1.dtb"
	head_of debian | sed "s/board\.dtb/devices$1.dtb/"
	echo "domains:"
	echo "  a: {memory: 64 MiB, kernel: probe.bin, device-tree: partial$1.dtb}"
}

# instructions COMMAND... - its status does not count
instructions() {
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
		sed -n 's/.*Collected : //p'
}

# growth WHAT POINT=COUNT... - the marginal costs and their spread
growth() {
	what=$1
	shift
	echo "$@" | awk -v what="$what" '{
		for (i = 1; i < NF; i++) {
			split($i, a, "=")
			split($(i + 1), b, "=")
			cost = (b[2] - a[2]) / (b[1] - a[1])
			if (i == 1 || cost < least) least = cost
			if (i == 1 || cost > most) most = cost
			costs = costs sprintf(" %d", cost)
		}
		bad = most > 1.1 * least
		printf "%-40s%s instructions each, spread %.1f %% %s\n", what, costs, 100 * (most / least - 1), bad ? "TOO MUCH" : "ok"
		exit bad
	}' || failed=1
}

counts=
for n in 1 8 16 23 30; do
	domains $n >d$n.yaml
	counts="$counts $n=$(instructions "$B/domc" check d$n.yaml)"
done
# shellcheck disable=SC2086
growth 'domc check, 1 to 30 domains:' $counts

counts=
for n in 1 8 16 23 30; do
	counts="$counts $n=$(instructions "$B/domc" build -o out$n d$n.yaml)"
done
# shellcheck disable=SC2086
growth 'domc build, 1 to 30 domains:' $counts

counts=
for n in 1 100 200 300; do
	shared $n >s$n.yaml
	counts="$counts $n=$(instructions "$B/domc" check -W no-E0342 s$n.yaml)"
done
# shellcheck disable=SC2086
growth 'domc check, 1 to 300 shared pieces:' $counts

counts=
for n in 1 100 400 1000; do
	devices $n >p$n.yaml
	counts="$counts $n=$(instructions "$B/domc" check p$n.yaml)"
done
# shellcheck disable=SC2086
growth 'domc check, 1 to 1000 passed devices:' $counts

domains 3 >one.yaml
counts=
for n in 1 100 400 1000; do
	# shellcheck disable=SC2046
	counts="$counts $n=$(instructions "$B/domc" check $(awk -v n="$n" 'BEGIN { while (n--) print "one.yaml" }'))"
done
# shellcheck disable=SC2086
growth 'domc check, 1 to 1000 systems:' $counts
[ $failed = 0 ]
