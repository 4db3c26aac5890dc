#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# alloc/run.sh [all] - a sample of the requests for memory fails, or each.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sh tests/files.sh "$B/test-files"

cp -R "$B/test-files/." "$work"
cp -R examples/common examples/qemu-virt.dts examples/partial.dts schemas/system.yaml "$work"
cp -R tests/bad "$work/bad"
dtc -q -I dts -O dtb -o "$work/board.dtb" examples/qemu-virt.dts
cp examples/one-domain.yaml "$work/source.yaml"
for f in examples/*.yaml; do
	sed 's/qemu-virt\.dt[bs]/board.dtb/' "$f" >"$work/$(basename "$f")"
done
sed -i 's/qemu-virt\.dt[bs]/board.dtb/' "$work"/bad/*.yaml
"$B/domc" build -I "$work" -o "$work/out" "$work/one-domain.yaml"
cp "$work/out/manifest.json" "$work"
# more matches of one pattern than it takes to make machine code of it
awk 'BEGIN { printf "["; for (i = 0; i < 300; i++) printf "%s\"a%d\"", i ? "," : "", i; print "]" }' >"$work/matches.json"
echo '{"items": {"type": "string", "pattern": "^a[0-9]+$"}, "uniqueItems": true}' >"$work/matches-schema.json"

case ${1:-} in
all) "$B/alloc/run" "$work" 0 ;;
*) "$B/alloc/run" "$work" 120 ;;
esac
