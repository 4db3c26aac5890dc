#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# plan-formats.sh - `domc plan --format c-header` and `--format dtsi` through
# the compilers of those who take them, and against guest.dtb.
set -u
cd "$(dirname "$0")/.." || exit 2
B=$(cd "${B:-build}" && pwd)
domc=$B/domc
files=$B/test-files
sh tests/files.sh "$files"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# is NAME WANT GOT
is() {
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'plan-formats: %s:\n want %s\n got  %s\n' "$1" "$2" "$3"
	fi
}

cat >"$work/system.yaml" <<'YAML'
domc: 1
target:
  xen: "4.20"
  kconfig: [CONFIG_STATIC_MEMORY, CONFIG_STATIC_SHM, CONFIG_XSM_SILO_DEFAULT=n]
  extensions: [guest-layout]
board: {device-tree: qemu-virt.dts}
hypervisor: {image: xen}
shared-memory:
  ring0: {size: 2 MiB, maps: {net: 0x70000000, app-1: 0x90000000}}
domains:
  net:
    memory: 64 MiB
    kernel: Image
    vpl011: true
    enhanced: no-xenstore
    address-space:
      grant-table: {base: 0x3a000000}
      magic-base: 0x3c000000
      shared-info-page: true
      expose: [{base: 0x3b000000, size: 1 MiB, why: "*/ mailbox /*"}]
    maps: [{of: app-1, how: grant, size: 64 MiB}]
  app-1:
    memory: 96 MiB
    kernel: Image
    enhanced: no-xenstore
    address-space:
      extended-regions: [{base: 0x80000000, size: 128 MiB}, {base: 0x98000000, size: 64 MiB}]
  bare:
    memory: 32 MiB
    kernel: Image
YAML
plan() { "$domc" plan -I examples -I "$files" "$@" "$work/system.yaml"; }

"$domc" build -I examples -I "$files" -o "$work/out" "$work/system.yaml" ||
	failed=$((failed + 1))

# ---- the header ----
# cells PATH PROP FILE - the property's cells, as decimal numbers of 64 bits
cells() {
	fdtget -t x "$3" "$1" "$2" | tr ' ' '\n' |
		while read -r high && read -r low; do
			printf '%d\n' $((0x$high << 32 | 0x$low))
		done | tr '\n' ' '
}
# reg NAME... - what the header says of ranges, in the order of a `reg`
reg() {
	{
		echo '#include <stdio.h>'
		echo '#include "all.h"'
		echo 'int main(void) {'
		for name; do
			printf 'printf("%%llu %%llu ", (unsigned long long)%s_BASE, (unsigned long long)%s_SIZE);\n' "$name" "$name"
		done
		echo 'return 0; }'
	} >"$work/show.c"
	cc -std=c11 -Wall -Wextra -Werror -pedantic -o "$work/show" \
		"$work/show.c" && "$work/show"
}
plan --format c-header >"$work/all.h"
is 'header: exit status' 0 $?
for domain in net app-1 bare; do
	plan --format c-header --domain $domain >"$work/$domain.h"
	printf '#include "%s.h"\n#include "%s.h"\n' "$domain" "$domain" >"$work/one.c"
	is "header of $domain: compiles, twice in one file" 0 \
		"$(cc -std=c11 -Wall -Wextra -Werror -fsyntax-only "$work/one.c" >&2; echo $?)"
done
N=DOMC_NET A=DOMC_APP_1
is 'header: memory and shared memory of net' \
	"$(cells /memory@40000000 reg "$work/out/net/guest.dtb")" \
	"$(reg ${N}_RAM0 ${N}_SHARED0)"
is 'header: grant table and regions of net' \
	"$(cells /hypervisor reg "$work/out/net/guest.dtb")" \
	"$(reg ${N}_GRANT_TABLE ${N}_REGION0 ${N}_REGION1 ${N}_REGION2)"
is 'header: GIC of net' \
	"$(cells /interrupt-controller@3001000 reg "$work/out/net/guest.dtb")" \
	"$(reg ${N}_GICD ${N}_GICR0)"
is 'header: UART of net' \
	"$(cells /sbsa-uart@22000000 reg "$work/out/net/guest.dtb")" \
	"$(reg ${N}_UART)"
is 'header: grant table and regions of app-1' \
	"$(cells /hypervisor reg "$work/out/app-1/guest.dtb")" \
	"$(reg ${A}_GRANT_TABLE ${A}_REGION0 ${A}_REGION1)"
cat >"$work/asm.S" <<'ASM'
#include "net.h"
	.quad DOMC_NET_SHARED_INFO_PAGE, DOMC_NET_MAGIC_BASE + DOMC_NET_MAGIC_SIZE
ASM
is 'header: for the assembler' 0 \
	"$(cc -c -o "$work/asm.o" "$work/asm.S" >&2; echo $?)"
is 'header: the page of the shared info page' \
	"$(fdtget -t x "$work/out/net/guest.dtb" /hypervisor/magic-page@3c004000 reg | cut -d' ' -f2)" \
	"$(sed -n 's/.*SHARED_INFO_PAGE DOMC_U64(0x\(.*\))/\1/p' "$work/net.h")"
is 'header: no grant table without a hypervisor node' 0 \
	"$(grep -c GRANT "$work/bare.h")"

# ---- the nodes ----
# A guest's own tree has the rest: its GIC above all.
guest() {
	printf '/dts-v1/;\n/ {\n\tinterrupt-parent = <&gic>;\n'
	printf '\tgic: interrupt-controller@3001000 {\n'
	printf '\t\tinterrupt-controller; #interrupt-cells = <3>; #address-cells = <0>;\n'
	printf '\t\treg = <0 0x3001000 0 0x10000>; };\n};\n/include/ "%s"\n' "$1"
}
# nodes FILE - those of the address space, without what a guest's tree adds
nodes() {
	dtc -q -I dtb -O dts "$1" | awk '
		/^\t(memory@|reserved-memory|hypervisor)/ { on = 1 }
		on && !/interrupt-parent/ { print }
		/^\t};/ { on = 0 }'
}
for domain in net app-1 bare; do
	plan --format dtsi --domain $domain >"$work/$domain.dtsi"
	guest "$work/$domain.dtsi" >"$work/$domain.dts"
	# The node's name is exactly "hypervisor", as guests look for it.
	dtc -I dts -O dtb -W no-unit_address_vs_reg -o "$work/$domain.dtb" \
		"$work/$domain.dts" 2>"$work/warnings"
	is "dtsi of $domain: compiles" 0 $?
	is "dtsi of $domain: without a warning" '' "$(cat "$work/warnings")"
	is "dtsi of $domain: as in guest.dtb" \
		"$(nodes "$work/out/$domain/guest.dtb")" \
		"$(nodes "$work/$domain.dtb")"
done
plan --format dtsi >"$work/all.dtsi"
cc -E -x assembler-with-cpp -P -nostdinc -DDOMC_APP_1_DTSI -o "$work/one.dtsi" "$work/all.dtsi"
guest "$work/one.dtsi" | dtc -q -I dts -O dtb -o "$work/one.dtb"
is 'dtsi of all: the preprocessor picks one' \
	"$(nodes "$work/out/app-1/guest.dtb")" "$(nodes "$work/one.dtb")"

# ---- who has none ----
for format in c-header dtsi; do
	plan --format $format --domain nobody >"$work/none" 2>&1
	is "$format: an unknown domain" 2 $?
	"$domc" plan -I "$files" --format $format --domain dom0 \
		examples/three-domains.yaml >"$work/none" 2>"$work/err"
	is "$format: dom0 has none" 2 $?
	is "$format: it is said why" 1 "$(grep -c 'whose tree Xen makes' "$work/err")"
done
plan --format ini >"$work/none" 2>&1
is 'an unknown format' 2 $?

sh tests/forms.sh "$work/out"
is 'layout and manifest are what our schemas say' 0 $?

echo "plan-formats: $passed passed, $failed failed"
[ $failed = 0 ]
