#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# init-dom0less.sh - builds the program that connects dom0less domains to the
# xenstore, for an arm64 dom0.
#
# usage: init-dom0less.sh --src DIR --tools DIR --series DIR|none --out FILE
#   --src    what fetch.sh xen-src-* has left in the cache
#   --tools  what fetch.sh tools-* has left there: headers and libraries
#   --series folder with a `series` file; of its patches those count that
#            change this program
#
# One source file and its helper, a second or two: it is not cached.
set -eu

prog=init-dom0less.sh
. "$(dirname "$0")/lib.sh"

cross=${CROSS_COMPILE:-aarch64-linux-gnu-}
sources='init-dom0less.c init-dom-json.c init-dom-json.h'
main_source=tools/helpers/init-dom0less.c

usage()
{
	sed -n 's/^# \{0,1\}//; 5,10p' "$0" >&2
	exit 2
}

# Those of the series that change this program and nothing else.
patches()
{
	[ "$series" != none ] || return 0
	sed 's/#.*//; s/[[:space:]]*$//; /^$/d' "$series/series" |
		while read -r patch; do
			touched=$(grep '^diff --git ' "$series/$patch" |
				sed 's/.* b\///')
			[ "$touched" != "$main_source" ] ||
				printf '%s\n' "$series/$patch"
		done
}

src="" tools="" series="" out=""
while [ $# -gt 1 ]; do
	case $1 in
	--src) src=$2 ;;
	--tools) tools=$2 ;;
	--series) series=$2 ;;
	--out) out=$2 ;;
	*) usage ;;
	esac
	shift 2
done
[ -n "$src" ] && [ -n "$tools" ] && [ -n "$series" ] && [ -n "$out" ] || usage
[ -r "$src/src/$main_source" ] || die "'$src' is not Xen's source"
[ -r "$tools/include/libxl.h" ] || die "'$tools' has no headers of libxl"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/tools/helpers" "$(dirname "$out")"
for file in $sources; do
	cp "$src/src/tools/helpers/$file" "$work/tools/helpers/"
done
for patch in $(patches); do
	patch -s -d "$work" -p1 -F0 -N -i "$(cd "$(dirname "$patch")" &&
		pwd)/$(basename "$patch")" || die "$patch does not apply"
done
# The libraries are of another Debian than the compiler's own: what they ask
# of the C library is found where they run.
"${cross}gcc" -std=gnu99 -O2 -Wall -I"$tools/include" -o "$out" \
	"$work"/tools/helpers/*.c -L"$tools/lib" \
	-Wl,--allow-shlib-undefined \
	-l:libxenlight.so.4.20 -l:libxenguest.so.4.20 -l:libxenctrl.so.4.20 \
	-l:libxenstore.so.4 -l:libxenforeignmemory.so.1 \
	-l:libxentoollog.so.1 2>"$work/log" || {
		cat "$work/log" >&2
		die "the compiler refuses"
	}
