#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# build.sh - builds an arm64 hypervisor from source, patched or not.
#
# usage: build.sh --src TARBALL|DIR --series DIR|none [--kconfig FILE|TEXT]...
#                 --out DIR
#   --src      upstream source: a tarball, its unpacked folder, or what
#              fetch.sh xen-src-* has left in the cache
#   --series   folder with a `series` file and the patches it lists
#   --kconfig  options on top of the default configuration: a file, or text
#              such as "CONFIG_EXPERT=y CONFIG_STATIC_MEMORY=y"; later ones win
#   --out      gets: xen, xen-syms, config, version
#
# Same source, patches, options and compiler: the result comes out of the
# cache. Needs make, flex, bison, patch and ${CROSS_COMPILE}gcc, no python.
set -eu

prog=build.sh
. "$(dirname "$0")/lib.sh"

cross=${CROSS_COMPILE:-aarch64-linux-gnu-}
log_lines=20

usage()
{
	sed -n 's/^# \{0,1\}//; 3,/^  --out/p' "$0" | sed -n '3,12p' >&2
	exit 2
}

sha()
{
	sha256sum | cut -d ' ' -f 1
}

# ---- what is asked for ----

# Options on stdin, one a line, without comments.
options_lines()
{
	sed 's/#.*//' | tr -s ' \t' '\n\n' | sed '/^$/d'
}

# Adds options to the text in `options`. Anything with a = is text.
options_add()
{
	case $1 in
	*=*) more=$(printf '%s\n' "$1" | options_lines) ;;
	*)
		[ -r "$1" ] || die "cannot read kconfig file '$1'"
		more=$(options_lines <"$1") ;;
	esac
	bad=$(printf '%s\n' "$more" |
		grep -Ev '^(CONFIG_[A-Z0-9_]+=.+)?$' | head -n 1) || true
	[ -z "$bad" ] || die "not a kconfig option: '$bad' (CONFIG_NAME=value)"
	options=$options$more$nl
}

# Sets `source`, a tarball or a folder with Xen in it, `source_name` for
# messages, and `source_id`, which stands for all of the content.
source_find()
{
	source=$1 source_name=$(basename "$1")
	if [ -f "$source" ]; then
		source_id=$(sha <"$source")
		return
	fi
	[ -d "$source" ] || die "no such source: '$1'"
	if [ -r "$source/version" ] && [ -d "$source/src/xen" ]; then
		source_name=$(cat "$source/version")
		source_id=$source_name
		source=$source/src
		return
	fi
	[ -r "$source/xen/Makefile" ] || die "'$1' is not Xen's source"
	source_id=$(cd "$source" && find . -type f -exec cksum {} + |
		LC_ALL=C sort -k 3 | sha)
}

series_files()
{
	[ "$series" != none ] || return 0
	sed 's/#.*//; s/[[:space:]]*$//; /^$/d' "$series/series"
}

series_check()
{
	[ "$series" != none ] || return 0
	[ -r "$series/series" ] || die "'$series' has no file named series"
	for patch in $(series_files); do
		[ -r "$series/$patch" ] ||
			die "$series/series lists $patch, which is not there"
	done
}

tools_check()
{
	for tool in make flex bison patch "${cross}gcc" "${cross}ld"; do
		command -v "$tool" >/dev/null || missing="${missing-} $tool"
	done
	[ -z "${missing-}" ] || die "missing:$missing"
}

# What the result depends on.
build_id()
{
	printf '%s\n' "format 1" "$source_id" "$options"
	"${cross}gcc" --version | head -n 1
	"${cross}ld" --version | head -n 1
	for patch in $(series_files); do
		# Mails and dates do not matter, file contents do.
		sed -n '/^diff --git /,$p' "$series/$patch"
	done
}

# ---- the build ----

run()
{
	"$@" >>"$fresh/log" 2>&1 || {
		[ ! -t 2 ] || echo >&2
		tail -n $log_lines "$fresh/log" | sed 's/^/  /' >&2
		die "$step_text: failed, all of the log is in $fresh/log"
	}
}

unpack()
{
	mkdir "$fresh/src"
	if [ -f "$source" ]; then
		run tar -C "$fresh/src" --strip-components=1 -xf "$source"
	else
		run cp -R "$source/." "$fresh/src"
	fi
	[ -r "$fresh/src/xen/Makefile" ] || die "'$source' is not Xen's source"
	for patch in $(series_files); do
		echo "== $patch" >>"$fresh/log"
		run patch -d "$fresh/src" -p1 -F0 -N -i "$(cd "$series" &&
			pwd)/$patch"
	done
}

# Nothing of this machine gets into the binary, no policy either: Xen would
# have one built in where there is a checkpolicy.
xen_make()
{
	run make -C "$fresh/src/xen" -s XEN_TARGET_ARCH=arm64 \
		CROSS_COMPILE="$cross" CHECKPOLICY=false \
		XEN_WHOAMI=domc XEN_DOMAIN=localdomain \
		XEN_BUILD_DATE=- XEN_BUILD_TIME=- XEN_BUILD_HOST=localhost "$@"
}

configure()
{
	config=$fresh/src/xen/.config
	xen_make defconfig
	[ -n "$options" ] || return 0
	printf '%s' "$options" | sed 's/^\(.*\)=n$/# \1 is not set/' >>"$config"
	xen_make olddefconfig
	# The last word on an option counts, and must have been heard.
	printf '%s' "$options" | awk -F = '{ last[$1] = $0 }
		END { for (name in last) print last[name] }' | LC_ALL=C sort |
		while IFS= read -r option; do
			case $option in
			*=n) ! grep -q "^${option%n}" "$config" ;;
			*) grep -qxF "$option" "$config" ;;
			esac || step_fail "$option has no effect in this source" \
				"(what it depends on is off, or no such option)"
		done
}

build()
{
	step_begin "xen $source_name, series $(basename "$series")"
	cache_begin "$built"
	unpack
	configure
	xen_make -j"$(getconf _NPROCESSORS_ONLN)"
	cp "$fresh/src/xen/xen" "$fresh/src/xen/xen-syms" "$fresh/"
	cp "$config" "$fresh/config"
	rm -rf "$fresh/src"
	cache_commit "$built" "$source_name"
	step_end
}

nl='
'
source_arg= series= options= out=
while [ $# -gt 0 ]; do
	case $1 in
	--src|--series|--kconfig|--out)
		[ $# -gt 1 ] || die "$1 wants a value"
		case $1 in
		--src) source_arg=$2 ;;
		--series) series=$2 ;;
		--kconfig) options_add "$2" ;;
		--out) out=$2 ;;
		esac
		shift 2 ;;
	-h|--help) usage ;;
	*) die "unknown argument '$1' (--help)" ;;
	esac
done
[ -n "$source_arg" ] && [ -n "$series" ] && [ -n "$out" ] || usage

tools_check
source_find "$source_arg"
series_check
built=xen-built/$(build_id | sha | cut -c 1-32)
if ! cache_version "$built" >/dev/null; then
	cache_lock
	cache_version "$built" >/dev/null || build
fi
mkdir -p "$out"
for file in xen xen-syms config version; do
	cp "$cache/$built/$file" "$out/$file.new"
	mv "$out/$file.new" "$out/$file"
done
