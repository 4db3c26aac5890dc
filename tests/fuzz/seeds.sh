#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# seeds.sh TARGET DIR - what a search of TARGET starts from besides its corpus:
# files of this tree, and DIR.dict with the words of the language.
set -eu
cd "$(dirname "$0")/../.."
target=$1 dir=$2
mkdir -p "$dir"

# words FILE... - keys of schemas, for libFuzzer's dictionary
words() {
	sed -nE 's/^ *-? *"?([a-z$][A-Za-z0-9-]+)"?:.*/"\1"/p' "$@" | sort -u
}

# systems - system files whose board is compiled already
systems() {
	for f in examples/*.yaml examples/common/*.yaml tests/bad/*.yaml; do
		[ "$(wc -c <"$f")" -gt 60000 ] ||
			sed 's/qemu-virt\.dt[bs]/board.dtb/; s,fragments/\([a-z0-9-]*\)\.dts,\1.dtb,' "$f" >"$dir/$(basename "$f")"
	done
}

case $target in
document)
	systems
	cp schemas/*.yaml "$dir"
	cp tests/golden/*/expected/*.json "$dir" 2>/dev/null || :
	printf '"\\xef\\xbb\\xbf"\n"<<"\n"*a"\n"&a"\n"!!"\n"%%TAG"\n"|+"\n">-"\n"\\\\u"\n"{}"\n"[]"\n"? "\n' >"$dir.dict"
	;;
schema)
	for f in schemas/*.yaml; do
		{ cat "$f"; printf '\n---\n'; cat examples/one-domain.yaml; } >"$dir/$(basename "$f")"
	done
	words schemas/*.yaml >"$dir.dict"
	printf '"%s"\n' '$ref' '$defs' '$id' '$anchor' '$dynamicRef' '$dynamicAnchor' '$recursiveRef' '#/$defs/a' \
		allOf anyOf oneOf not if then else dependentSchemas dependentRequired prefixItems items contains \
		minContains maxContains propertyNames patternProperties unevaluatedItems unevaluatedProperties \
		multipleOf uniqueItems const enum format >>"$dir.dict"
	;;
tree | board)
	for f in examples/*.dts; do
		dtc -q -I dts -O dtb -o "$dir/$(basename "$f" .dts).dtb" "$f"
	done
	cp build*/test-files/damaged.dtb build*/test-files/letter.dtb "$dir" 2>/dev/null || :
	# boards and partial trees with one fault each
	for f in tests/bad/fragments/*.dts; do
		dtc -q -i examples -I dts -O dtb -o "$dir/$(basename "$f" .dts).dtb" "$f" 2>/dev/null || :
	done
	printf '"%s"\n' '#address-cells' '#size-cells' reg ranges compatible device_type memory reserved-memory \
		interrupts interrupt-parent phandle status no-map chosen stdout-path passthrough __symbols__ \
		xen,reg xen,path xen,force-assign-without-iommu xen,passthrough interrupts-extended interrupt-map \
		interrupt-map-mask cpu enable-method cpu-release-addr '#redistributor-regions' linux,phandle \
		'\x00\x00\x00\x01' '\x00\x00\x00\x02' '\x00\x00\x00\x03' '\x00\x00\x00\x04' '\x00\x00\x00\x09' >"$dir.dict"
	;;
compile)
	systems
	words schemas/system.yaml >"$dir.dict"
	sed -n 's/^OPTION("\([^"]*\)".*/" \1="/p' src/plan/options.def >>"$dir.dict"
	;;
esac
