#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# boot/run.sh quick|all|linux|features|layouts|layouts-linux - boot real Xen with what domc compiles.
#
#   quick   every pair of values of the dimensions, several domains, sizes
#           where Xen decides otherwise, and whether the comparison can fail
#   all     every combination, and the rest of quick
#   linux   Debian's kernel as the guest
#   features CPU pools, event channels, SVE, colours, heaps, overlays, shared
#           memory and policies, on stock Xen with options on
#   layouts explicit layouts, on Xens that are built for it
#   layouts-linux  the same with Linux as dom0 and as guests (a minute or two)
#
# Fetches Xen and kernel once; later runs need no network. Arguments behind
# the name go to the boot program (boot --help).
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
what=${1:?quick, all, linux, features, layouts or layouts-linux}
cache=${DOMC_CACHE:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/domc}
shift
case $what in
quick) things='xen-4.17 xen-4.20' sets='quick several edges mutations' ;;
all) things='xen-4.17 xen-4.20' sets='all several all-edges mutations' ;;
linux) things='xen-4.17 xen-4.20 linux-6.12 busybox' sets=linux ;;
features) things='xen-src-4.17 xen-src-4.20' sets=features ;;
layouts) things='xen-4.17 xen-4.20 xen-src-4.20' sets=layouts ;;
layouts-linux)
	things='xen-src-4.20 linux-6.1 linux-6.12 busybox tools-4.20'
	sets='--seconds 240 layouts-linux' ;;
*) echo "run.sh: no set '$what'"; exit 2 ;;
esac
# shellcheck disable=SC2086
sh hypervisor/fetch.sh $things

# A Xen of our own: the series, and options on top. The cache has it already
# unless one of them changed.
xen()
{
	sh hypervisor/build.sh --src "$cache/xen-src-4.20" \
		--series hypervisor/xen-4.20 --out "$B/xen/4.20-guest-layout$1" \
		${1:+--kconfig "hypervisor/xen-4.20/kconfig/${1#-}.config"}
}

# Stock Xen of release $1 with options on, and a FLASK policy for it.
stock()
{
	sh hypervisor/build.sh --src "$cache/xen-src-$1" --series none \
		--kconfig "hypervisor/xen-$1/kconfig/all-options.config" \
		--out "$B/xen/$1-all-options"
	work=$(realpath -m "$B/xen/flask-$1")
	mkdir -p "$work"
	make -s -C "$cache/xen-src-$1/src/tools/flask/policy" \
		-f Makefile.common FLASK_BUILD_DIR="$work" XEN_FULLVERSION=xen \
		USERS="$PWD/tests/boot/dom0less.te policy/users"
	cp "$work/xenpolicy-xen" "$B/xen/policy-$1"
}
case $what in
features)
	stock 4.17
	stock 4.20 ;;
layouts)
	xen ''
	xen -all-options
	xen -dummy-xsm ;;
layouts-linux)
	xen ''
	sh hypervisor/init-dom0less.sh --src "$cache/xen-src-4.20" \
		--tools "$cache/tools-4.20" --series hypervisor/xen-4.20 \
		--out "$B/xen/init-dom0less" ;;
esac
# shellcheck disable=SC2086
exec "$B/boot" --domc "$B/domc" --probe "$B/probe/probe.bin" \
	--grab "$B/probe/grab" --agent "$B/probe/agent" \
	--xens "$B/xen" --init-dom0less "$B/xen/init-dom0less" --work "$B/boot-work" -j "$(nproc)" "$@" $sets
