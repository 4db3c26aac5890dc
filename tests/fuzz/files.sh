#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# files.sh FROM DIR - the neighbours of a fuzzed system file: those of
# tests/files.sh in FROM that are small, and a board tree.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
from=$1 dir=$2
mkdir -p "$dir"
for f in Image Image.gz Image.broken.gz Image.xz Image.trailing.gz probe.bin rootfs.cpio \
	rootfs.cpio.gz partial.dtb damaged.dtb uImage elf text empty; do
	cp -f "$from/$f" "$dir/$f"
done
cp -f "$from/policy" "$from"/device-*.dtb "$dir"
# its header alone counts: the rest would be hashed again and again
head -c 65536 "$from/xen" >"$dir/xen"
# boards as seeds.sh names them: what is no tree by itself is left out
dtc -q -I dts -O dtb -o "$dir/board.dtb" "$here/../../examples/qemu-virt.dts"
for f in "$here"/../bad/fragments/*.dts; do
	dtc -q -i "$here/../../examples" -I dts -O dtb -o "$dir/$(basename "$f" .dts).dtb" "$f" 2>/dev/null || :
done
