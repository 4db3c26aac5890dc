#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# setup.sh [build|check|boot]... - install what is missing for these jobs.
#
# On Debian and its children by apt-get, through sudo where not root. Where
# that cannot be, it lists what is missing and why, and exits 1. Nothing is
# asked of the network, and nothing printed, when nothing is missing.
set -eu

prog=setup.sh
. "$(dirname "$0")/../hypervisor/lib.sh"

# job | Debian package | how to see that it is there | what it is for
needs='
build|gcc|cmd:cc|the C11 compiler
build|libc6-dev|hdr:stdio.h|headers of the C library
build|make|cmd:make|runs the build
build|pkg-config|cmd:pkg-config|finds the libraries
build|libyaml-dev|hdr:yaml.h|reads system files
build|libfdt-dev|hdr:libfdt.h|reads board trees, writes device trees
build|libpcre2-dev|hdr:pcre2.h|patterns in schemas
build|nettle-dev|hdr:nettle/sha2.h|SHA-256 of files for the manifest
build|zlib1g-dev|hdr:zlib.h|unpacked size and header of gzipped kernels
build|device-tree-compiler|cmd:dtc|compiles boards given as .dts
check|check|hdr:check.h|unit tests
check|clang|cmd:clang|the second compiler that must not warn
check|valgrind|cmd:valgrind|memory errors and peak memory
check|libxen-dev|hdr:libxlutil.h|reads our xl.cfg back as xl does
check|dt-schema|cmd:dt-validate|the bindings, as dt-schema sees them
check|xz-utils|cmd:xz|test files; compressed kernel modules
check|gzip|cmd:gzip|test files
check|nodejs|cmd:node|runs the language server that editors use
check|npm|cmd:npm|fetches that language server and the schema of SARIF
check|mandoc|cmd:mandoc|checks the manual pages
check|jq|cmd:jq|reads findings for programs back
boot|gcc-aarch64-linux-gnu|cmd:aarch64-linux-gnu-gcc|builds the probe guest
boot|libc6-dev-arm64-cross|file:/usr/aarch64-linux-gnu/include/stdio.h|headers for programs of dom0
boot|qemu-system-arm|cmd:qemu-system-aarch64|the machine that boots Xen
boot|xz-utils|cmd:xz|compressed kernel modules and sources
boot|dpkg|cmd:dpkg-deb|unpacks Xen and kernel packages
boot|flex|cmd:flex|builds a patched Xen
boot|bison|cmd:bison|builds a patched Xen
boot|patch|cmd:patch|builds a patched Xen
boot|checkpolicy|cmd:checkpolicy|compiles the FLASK policy of a boot test
boot|m4|cmd:m4|the same
boot|debian-archive-keyring|file:/usr/share/keyrings/debian-archive-keyring.gpg|verifies the packages of Xen and kernels
'

[ $# -gt 0 ] || set -- build check boot
wanted=$(
	for job; do
		case $job in
		build|check|boot) ;;
		*) die "no such job: '$job' (there are: build check boot)" ;;
		esac
	done
	printf '%s' "$needs" | while IFS='|' read -r job package probe why; do
		case " $* " in
		*" ${job:-?} "*) printf '%s|%s|%s\n' \
			"$package" "$probe" "$why" ;;
		esac
	done | sort -u -t '|' -k 1,1
)

# Is it there? For systems without dpkg, and what dpkg does not know of.
# (pcre2.h wants to be told a width.)
present()
{
	case $1 in
	cmd:*) command -v "${1#cmd:}" >/dev/null ;;
	file:*) [ -e "${1#file:}" ] ;;
	hdr:*) printf '#include <%s>\n' "${1#hdr:}" |
		${CC:-cc} -E -DPCRE2_CODE_UNIT_WIDTH=8 -x c - >/dev/null 2>&1 ;;
	esac
}

missing_by_dpkg()
{
	names=$(echo "$wanted" | cut -d '|' -f 1)
	# shellcheck disable=SC2086
	dpkg-query -W -f '${Package} ${db:Status-Status}\n' $names 2>/dev/null |
		awk -v names="$(echo "$names" | tr '\n' ' ')" '
			$2 == "installed" { have[$1] = 1 }
			END {
				n = split(names, name, " ")
				for (i = 1; i <= n; i++)
					if (!have[name[i]])
						printf " %s", name[i]
			}'
}

# missing_by_probe [PACKAGE...] - of these, or of all
missing_by_probe()
{
	echo "$wanted" | while IFS='|' read -r package probe why; do
		case " ${*:-$package} " in
		*" $package "*) present "$probe" || printf ' %s' "$package" ;;
		esac
	done
}

list_missing()
{
	printf '%s: please install these and try again:\n' "$prog"
	for package in $missing; do
		printf '  %-24s %s\n' "$package" "$(echo "$wanted" |
			awk -F '|' -v p="$package" '$1 == p { print $3 }')"
	done
}

as_root()
{
	if [ "$(id -u)" = 0 ]; then
		"$@"
	elif [ -t 0 ]; then
		sudo -- "$@"
	else
		sudo -n -- "$@"
	fi
}

give_up()
{
	[ ! -t 2 ] || echo >&2
	cat "$log" >&2
	list_missing >&2
	exit 1
}

apt_update()
{
	step_begin "package lists"
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update \
		>"$log" 2>&1 || give_up
	step_end
}

apt_install()
{
	# shellcheck disable=SC2086
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
		--no-install-recommends install $missing >"$log" 2>&1
}

# No lists at all, or too old to know a package: only then they are renewed.
all_known()
{
	for package in $missing; do
		apt-cache -q show "$package" >/dev/null 2>&1 || return 1
	done
}

if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
	missing=$(missing_by_dpkg)
	# such as Node.js from another place than Debian
	# shellcheck disable=SC2086
	[ -z "$missing" ] || missing=$(missing_by_probe $missing)
	can_install=$([ "$(id -u)" = 0 ] || command -v sudo >/dev/null &&
		echo yes || echo no)
else
	missing=$(missing_by_probe)
	can_install=no
fi
[ -n "$missing" ] || exit 0
if [ "$can_install" = no ]; then
	list_missing >&2
	exit 1
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
all_known || apt_update
step_begin "installing$missing"
if ! apt_install; then
	step_end "once more with new lists"
	apt_update
	step_begin "installing$missing"
	apt_install || give_up
fi
step_end
