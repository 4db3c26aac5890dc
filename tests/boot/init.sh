#!/bin/busybox sh
# SPDX-License-Identifier: BSD-2-Clause
# init.sh - first program of the real Linux: says what the probe would say.
b=/bin/busybox
say() { echo "domc-probe linux $*"; }

$b mount -t proc proc /proc
$b mount -t sysfs sysfs /sys
$b mount -t devtmpfs dev /dev
# No line of the kernel's in the middle of ours.
$b dmesg -n 1

fdt=/sys/firmware/fdt
say hello 1 guest
say tree 0x0 "$($b printf 0x%x "$($b stat -c %s $fdt)")"
$b hexdump -v -e '"domc-probe linux t %05_ax " 32/1 "%02x" "\n"' $fdt
say tree-end "$($b crc32 $fdt | $b cut -d ' ' -f 1)"

pass=0 fail=0
check() {
	name=$1
	shift
	if "$@"; then
		say check "$name" ok rc=0
		pass=$((pass + 1))
	else
		say check "$name" fail rc=$?
		fail=$((fail + 1))
	fi
}

xen_found() { $b dmesg | $b grep -q 'Xen [0-9.]* support found'; }
check xen-found xen_found
check gntdev $b insmod /xen-gntdev.ko
check grab /grab
# Pages to map grants at are not RAM: the kernel adds address space for them.
taken=$($b sed -n 's/^ *\([0-9a-f]*\)-\([0-9a-f]*\) : Xen scratch.*/\1 \2/p' \
	/proc/iomem | $b head -n 1)
if [ -n "$taken" ]; then
	from=0x${taken% *} to=0x${taken#* }
	say scratch "$from" "$($b printf 0x%x $((to - from + 1)))"
fi
say done pass=$pass fail=$fail
while :; do $b sleep 1000; done
