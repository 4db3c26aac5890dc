#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# demo.sh - compile examples/one-domain.yaml, boot it on Debian's Xen in QEMU,
# and show the guest's memory map: as compiled, and as the guest saw it.
set -eu
cd "$(dirname "$0")/.."
B=${B:-build}
cache=${DOMC_CACHE:-$HOME/.cache/domc}
work=$B/demo
system=examples/one-domain.yaml
name=guest

now() { date +%s%N; }
# took NAME FROM - note how long a step took, in microseconds
took() { printf '  %-44s %8.1f ms\n' "$1" "$(awk -v a="$2" -v b="$(now)" 'BEGIN { print (b - a) / 1e6 }')" >>"$work/times"; }

rm -rf "$work"
mkdir -p "$work/files"
: >"$work/times"
t=$(now); sh hypervisor/fetch.sh xen-4.20; took "fetch Debian's Xen (offline once it is here)" "$t"
cp "$cache/xen-4.20/xen" "$B/probe/probe.bin" "$work/files"

t=$(now); "$B/domc" build -I "$work/files" -o "$work/out" "$system"; took "domc build $system" "$t"
t=$(now)
"$B/boot" --domc "$B/domc" --files "$work/files" system "$work/out" >"$work/report" || {
	cat "$work/report"
	echo "demo.sh: the boot failed; its console is in $work/out/serial.log" >&2
	exit 1
}
took 'boot Xen and the guest, read its tree back' "$t"

value() { sed -nE "s/^(.*[ ^])?$1=//p" "$work/report" | sed -E 's/ [a-z_]+=.*//' | head -n 1; }

# ranges TREE NODE: lines "BASE SIZE" of a node's reg; root cells are 2 and 2
ranges() {
	fdtget -t x "$1" "$2" reg 2>/dev/null | awk '
	function n(hi, lo) { return (hi == "0" ? "" : hi) (hi == "0" ? lo : sprintf("%8s", lo)) }
	{ for (i = 1; i + 3 <= NF; i += 4) {
		b = n($i, $(i + 1)); s = n($(i + 2), $(i + 3)); gsub(" ", "0", b); gsub(" ", "0", s); print b, s } }'
}
# human HEX - a size with its unit
human() {
	v=$((0x$1))
	for u in B KiB MiB GiB; do
		if [ $((v % 1024)) != 0 ] || [ $u = GiB ]; then echo "$v $u"; return; fi
		v=$((v / 1024))
	done
}
# node TREE PREFIX: path of the root's child whose name starts so
node() { fdtget -l "$1" / | grep "^$2" | sed 's|^|/|' | head -n 1; }

good=$(printf '\342\234\223') bad=$(printf '\342\234\227')
map() {
	compiled=$work/out/$name/guest.dtb seen=$work/out/$name/seen.dtb
	for row in 'interrupt-controller:GIC distributor:GIC redistributors' 'sbsa-uart:UART (vpl011)' \
		'hypervisor:grant table:extended region' 'memory:RAM'; do
		prefix=${row%%:*} rest=${row#*:}
		path=$(node "$compiled" "$prefix")
		[ -n "$path" ] || continue
		ranges "$compiled" "$path" >"$work/a"
		ranges "$seen" "$(node "$seen" "$prefix")" >"$work/b"
		paste -d' ' "$work/a" "$work/b" | while read -r base size seen_base seen_size; do
			what=${rest%%:*} rest=${rest#*:}
			mark=$good
			[ "$base $size" = "$seen_base $seen_size" ] || mark=$bad
			printf '%016x  %-20s 0x%010x  %10s   0x%010x  %10s  %s\n' "0x$base" "$what" \
				"0x$base" "$(human "$size")" "0x${seen_base:-0}" "$(human "${seen_size:-0}")" "$mark"
		done
	done | sort | cut -c19-
}

verdict=$(value verdict)
cat <<E

  domc demo: $system on Xen $(value xen)

  Guest '$name': its address space, as compiled and as it saw it

                        compiled                   seen by the guest
$(map | sed 's/^/  /')

  Device tree: $(value tree_bytes) bytes at $(value tree_at), byte for byte $verdict.
  The guest ran $(value checks) checks of its own (RAM, GIC, timer, grant table, regions, ballooning); $(value failed) failed.

$(cat "$work/times")

  Look further: $work/out/layout.txt (every address with its reason), $work/out/$name/guest.dts,
  $work/out/serial.log (Xen's console). Change a line of $system and run this again.
E
[ "$verdict" = equal ] && [ "$(value failed)" = 0 ]
