#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# board.sh NODES - source of a board tree: the examples' board with buses of
# devices, NODES in all, as large boards have them (registers, interrupts,
# clocks, children), and 16 GiB of RAM.
set -eu
cd "$(dirname "$0")/../.."
sed 's/0x0 0x40000000 0x0 0x80000000/0x0 0x40000000 0x4 0x0/' examples/qemu-virt.dts
awk -v n="$1" 'BEGIN {
	print "/ {"
	left = n - 11	# what the example has
	for (bus = 0; left > 0; bus++) {
		printf "bus%d: bus@%x {\n", bus, 268435456 + bus * 1048576
		print "compatible = \"simple-bus\"; #address-cells = <1>; #size-cells = <1>;"
		printf "ranges = <0 0 0x%x 0x100000>;\n", 268435456 + bus * 1048576
		left--
		for (i = 0; i < 32 && left > 0; i++) {
			printf "dev@%x {\n", i * 4096
			printf "compatible = \"vendor,device-%d\", \"vendor,device\";\n", i
			printf "reg = <0x%x 0x1000>; interrupts = <0 %d 4>, <0 %d 4>;\n", i * 4096, (bus * 64 + 2 * i) % 900 + 32, (bus * 64 + 2 * i + 1) % 900 + 32
			print "clocks = <&clock>, <&clock>; clock-names = \"core\", \"bus\"; status = \"okay\";"
			left--
			if (i % 2 && left > 0) {
				printf "port { remote = <&clock>; label = \"device %d\"; };\n", i
				left--
			}
			print "};"
		}
		print "};"
	}
	print "};"
}'
