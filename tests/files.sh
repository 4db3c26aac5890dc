#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# files.sh DIR - make the small input files that golden, bad and other tests
# name: arm64 Images, ramdisks, trees. The same bytes each time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dir=$1
mkdir -p "$dir"
cd "$dir"
made_from="$here/files.sh $here/../examples/partial.dts $here/../examples/qemu-virt.dts $here/bad/fragments"
# shellcheck disable=SC2086
[ -e .complete ] && [ -z "$(find $made_from -newer .complete)" ] && exit 0

# le64 NUMBER - eight bytes, least first, as printf escapes
le64() {
	n=$1 i=0
	while [ $i -lt 8 ]; do
		printf '\\%03o' $((n & 255))
		n=$((n >> 8)) i=$((i + 1))
	done
}

# image NAME SIZE TEXT_OFFSET IMAGE_SIZE - header of Linux's arm64 Image, then
# zeros (Linux Documentation/arch/arm64/booting.rst)
image() {
	# shellcheck disable=SC2059
	{
		printf '\024\000\000\024\037\040\003\325'
		printf "$(le64 "$3")$(le64 "$4")$(le64 10)"
		printf "$(le64 0)$(le64 0)$(le64 0)"
		printf 'ARM\144\000\000\000\000'
		printf '%s' "$1"
	} >"$1"
	truncate -s "$2" "$1"
}

# ramdisk NAME SIZE - a cpio "newc" archive with only its trailer, then zeros
ramdisk() {
	{
		printf '070701%0104d' 0 | sed 's/0\{8\}\(0\{8\}\)$/0000000B\1/'
		printf 'TRAILER!!!\000%s' "$1"
	} >"$1"
	truncate -s "$2" "$1"
}

image Image 131072 0 196608
image probe.bin 20480 0 28672
image xen 1048576 0 1179648
image hungry 65536 0 33554432
image ravenous 65536 0 201326592
ramdisk rootfs.cpio 70000
ramdisk dom0.cpio 140000
ramdisk large.cpio 9437184
gzip -9nc rootfs.cpio >rootfs.cpio.gz
gzip -9nc dom0.cpio >dom0.cpio.gz
gzip -9nc Image >Image.gz
image broad 67108865 0 67108865
gzip -1nc broad >broad.gz
rm broad
ramdisk vast.cpio 16777216
ramdisk wide.cpio 15728640
xz -c Image >Image.xz
printf 'this is no kernel\n' >text
: >empty
printf '\177ELF\002\001\001' >elf
truncate -s 4096 elf
cp /dev/null truncated.dtb
printf '\320\015\376\355\000\000\020\000' >truncated.dtb
dtc -q -I dts -O dtb -o partial.dtb "$here/../examples/partial.dts"
head -c 100 Image.gz >Image.broken.gz
cp Image.gz Image.trailing.gz && printf more >>Image.trailing.gz
# a uImage header: magic, then an arm64 Linux kernel, not compressed
printf '\047\005\031\126' >uImage && truncate -s 4096 uImage
head -c 300 partial.dtb >damaged.dtb && truncate -s "$(wc -c <partial.dtb)" damaged.dtb
# a tree whose nodes are nested 70 deep, below what file $1 begins with
deep() {
	cat "$1"
	awk 'BEGIN {
		for (i = 0; i < 70; i++) printf "%sd%d {", i ? "" : "/ { ", i
		for (i = 0; i < 71; i++) printf "};"
	}'
}
deep "$here/../examples/partial.dts" >deep-partial.dts
deep "$here/../examples/qemu-virt.dts" >deep-board.dts
dtc -q -I dts -O dtb -o deep-partial.dtb deep-partial.dts
dtc -q -I dts -O dtb -o deep-board.dtb deep-board.dts
# a node name with a letter that dtc would not take
sed 's/mailbox {/mailZox {/' "$here/../examples/partial.dts" |
	dtc -q -I dts -O dtb | LC_ALL=C tr Z '~' >letter.dtb
# a board that reserves 250 ranges of 4 KiB, two side by side every 128 KiB from
# 0x60000000 on: free RAM is in 126 pieces
{
	cat "$here/../examples/qemu-virt.dts"
	awk 'BEGIN {
		print "/ { reserved-memory {"
		print "#address-cells = <1>; #size-cells = <1>; ranges;"
		printf "log@60000000 { reg = <"
		for (i = 0; i < 250; i++)
			printf " 0x%x 0x1000", 1610612736 + int(i / 2) * 131072 + i % 2 * 4096
		print ">; }; }; };"
	}'
} | dtc -q -I dts -O dtb -o reserves.dtb
# overlays: by path, by label, and by one that no board has
overlay() { printf '/dts-v1/;\n/plugin/;\n%s\n' "$1"; }
overlay '&{/} { fan { compatible = "pwm-fan"; }; };' |
	dtc -q -I dts -O dtb -o fan.dtbo
overlay '&gic { tag = "by label"; };' >tag.dtso
overlay '&nosuch { tag = "lost"; };' | dtc -q -I dts -O dtb -o lost.dtbo
# config NAME XEN OPTION... - the head and some lines of Xen's .config
config() {
	name=$1
	printf '#\n# Automatically generated file; DO NOT EDIT.\n# %s Configuration\n#\n' "$2" >"$name"
	shift 2
	for option; do echo "$option"; done >>"$name"
}
common='CONFIG_GICV3=y CONFIG_GRANT_TABLE=y CONFIG_XSM=y CONFIG_SCHED_CREDIT=y CONFIG_SCHED_CREDIT2=y'
# shellcheck disable=SC2086
{
	config xen-4.20.config 'Xen/arm 4.20.4-pre' CONFIG_ARM_64=y $common \
		CONFIG_DOM0LESS_BOOT=y CONFIG_STATIC_MEMORY=y \
		CONFIG_BOOT_TIME_CPUPOOLS=y CONFIG_STATIC_EVTCHN=y \
		CONFIG_LLC_COLORING=y CONFIG_ARM64_SVE=y CONFIG_XSM_FLASK=y \
		CONFIG_SBSA_VUART_CONSOLE=y \
		'# CONFIG_STATIC_SHM is not set' '# CONFIG_SCHED_NULL is not set'
	config xen-4.17.config 'Xen/arm 4.17.7' CONFIG_ARM_64=y $common
	config xen-x86.config 'Xen/x86 4.20.4' CONFIG_X86_64=y $common
}
# a FLASK policy for Xen begins with this word (xen/xsm/xsm_core.c)
printf '\214\377\174\371\010\000\000\000XenFlask' >policy && truncate -s 30000 policy
# partial trees
for source in "$here"/bad/fragments/device-*.dts; do
	name=${source##*/}
	dtc -q -I dts -O dtb -o "${name%.dts}.dtb" "$source"
done
# boards with firmware in their tree, one of them too large for Xen to map
board_with() {
	truncate -s "$2" "$1.fw"
	{
		cat "$here/../examples/qemu-virt.dts"
		printf '/ { firmware { data = /incbin/("%s.fw"); }; };\n' "$1"
	} | dtc -q -I dts -O dtb -o "$1.dtb"
	rm "$1.fw"
}
board_with board-large 1048576
board_with board-full 1030000
touch .complete
