#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# boot/run.sh quick|all|linux - boot real Xen with what domc compiles.
#
#   quick   every pair of values of the dimensions, several domains, sizes
#           where Xen decides otherwise, and whether the comparison can fail
#   all     every combination, and the rest of quick
#   linux   Debian's kernel as the guest
#
# Fetches Xen and kernel once; later runs need no network. Arguments behind
# the name go to the boot program (boot --help).
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
what=${1:?quick, all or linux}
shift
case $what in
quick) things='xen-4.17 xen-4.20' sets='quick several edges mutations' ;;
all) things='xen-4.17 xen-4.20' sets='all several all-edges mutations' ;;
linux) things='xen-4.17 xen-4.20 linux-6.12 busybox' sets=linux ;;
*) echo "run.sh: no set '$what'"; exit 2 ;;
esac
# shellcheck disable=SC2086
sh hypervisor/fetch.sh $things
# shellcheck disable=SC2086
exec "$B/boot" --domc "$B/domc" --probe "$B/probe/probe.bin" \
	--grab "$B/probe/grab" --work "$B/boot-work" -j "$(nproc)" "$@" $sets
