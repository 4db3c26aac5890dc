#!/bin/busybox sh
# SPDX-License-Identifier: BSD-2-Clause
# xenstore.sh - first program of Linux as dom0 with a xenstore, and of the
# guests that connect to it. probe.id of the command line says which it is.
b=/bin/busybox
export PATH=/bin LD_LIBRARY_PATH=/lib
$b mount -t proc proc /proc
$b mount -t sysfs sysfs /sys
$b mount -t devtmpfs dev /dev
$b mount -t tmpfs run /run
$b mkdir -p /run/xen /run/xenstored /var/lib/xenstored /var/lib/xen
$b ln -s /run /var/run
# No line of the kernel's in the middle of ours.
$b dmesg -n 1

id=$($b sed -n 's/.*probe\.id=\([^ ]*\).*/\1/p' /proc/cmdline)
# A guest's lines come whole. Those of dom0 could be torn by them: it speaks
# when the guests have ended.
said=/run/said
say() { echo "domc-probe $id $*" >>$said; }
speak() {
	$b cat $said
	: >$said
}

out=/run/out pass=0 fail=0
check() {
	name=$1
	shift
	"$@" >$out 2>&1
	rc=$?
	if [ $rc = 0 ]; then
		say check "$name" ok rc=0
		pass=$((pass + 1))
	else
		$b cat $out >>$said
		say check "$name" fail rc=$rc
		fail=$((fail + 1))
	fi
}

# Until a command succeeds, for so many seconds.
await() {
	left=$1
	shift
	until "$@" >/dev/null 2>&1; do
		left=$((left - 1))
		[ $left -gt 0 ] || return 1
		$b sleep 1
	done
}

finish() {
	say done pass=$pass fail=$fail
	speak
}

rest() {
	while :; do $b sleep 1000; done
}

# ---- a guest ----

print_tree() {
	fdt=/sys/firmware/fdt
	say tree 0x0 "$($b printf 0x%x "$($b stat -c %s $fdt)")"
	$b hexdump -v -e "\"domc-probe $id t %05_ax \" 32/1 \"%02x\" \"\\n\"" \
		$fdt >>$said
	say tree-end "$($b crc32 $fdt | $b cut -d ' ' -f 1)"
}

has_xenbus() { $b grep -q xenbus /proc/interrupts; }
named() { [ "$(xenstore-read name)" = "dom0less-$(xenstore-read domid)" ]; }

# The last word goes through the store: dom0 waits for it.
# It must not be asked for /dev/xen/xenbus before it is connected: that makes
# Linux look for the store too early.
guest() {
	print_tree
	check xenbus await 150 has_xenbus
	check store-name named
	finish
	xenstore-write data ended
	rest
}

# ---- dom0 ----

guest_ended() { [ "$(xenstore-read "/local/domain/$1/data")" = ended ]; }
ram_pages() { $b sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo; }
ram_kept() { [ "$(ram_pages)" -ge "$ram_before" ]; }

# Pages to map at are not RAM: the kernel adds address space for them.
print_scratch() {
	$b sed -n 's/^ *\([0-9a-f]*\)-\([0-9a-f]*\) : Xen scratch.*/\1 \2/p' \
		/proc/iomem | while read -r from to; do
		say scratch "0x$from" \
			"$($b printf 0x%x $((0x$to - 0x$from + 1)))"
	done
}

# The frame of the page that guest and store talk through.
print_ring() {
	say seen "ring-ref-$1" "$($b printf 0x%x \
		"$(xenstore-read "/local/domain/$1/store/ring-ref")")"
}

dom0() {
	say hello 1 dom0
	for m in xen-privcmd xenfs xen-evtchn xen-gntdev xen-gntalloc; do
		$b insmod /modules/$m.ko
	done
	$b mount -t xenfs xenfs /proc/xen
	xenstored --pid-file /run/xenstored.pid
	check init-dom0 xen-init-dom0
	ram_before=$(ram_pages)
	check map-guest /agent 1
	check ram-kept ram_kept
	# A guest asks for the store once, early: let it.
	$b sleep 3
	check init-dom0less init-dom0less
	check guest-1 await 150 guest_ended 1
	check guest-2 await 30 guest_ended 2
	print_ring 1
	print_ring 2
	print_scratch
	finish
	rest
}

case $id in
dom0) dom0 ;;
*) guest ;;
esac
