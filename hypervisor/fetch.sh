#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# fetch.sh - stock hypervisors, kernels and sources from Debian's archive.
#
# usage: fetch.sh THING...
#   xen-4.17 xen-4.20          Debian's hypervisor: xen, config
#   linux-6.1 linux-6.12       Debian's arm64 kernel: vmlinuz, modules/*.ko
#   busybox                    a static arm64 busybox
#   xen-src-4.17 xen-src-4.20  the upstream source: src/
#   tools-4.20                 dom0's programs and all they load: bin/, lib/,
#                              and headers to build more: include/
#
# Each lands in ${DOMC_CACHE:-~/.cache/domc}/THING beside a file `version`;
# what is there already is not asked for again, so later runs need no network.
# apt checks each package against the archive's signed hashes. It works with
# a configuration of its own below the cache: the system's package lists and
# sources are read for the mirror's address and otherwise left alone.
set -eu

prog=fetch.sh
. "$(dirname "$0")/lib.sh"

keyring=/usr/share/keyrings/debian-archive-keyring.gpg
lists_max_minutes=1440

usage()
{
	sed -n 's/^# \{0,1\}//; 5,11p' "$0"
	exit "$1"
}

# The versions our fact tables were proved on, best first; `any` comes last:
# the newest that the archive has.
pinned()
{
	case $1 in
	xen-4.17)
		echo '4.17.7+13-g2445b30a44-0+deb12u1' \
		     '4.17.5+72-g01140da4e8-1' any ;;
	xen-4.20|tools-4.20)
		echo '4.20.4+63-g7abfd2bce2-0+deb13u1' \
		     '4.20.3+127-gc42374a105-0+deb13u1' any ;;
	xen-src-4.17)
		echo '4.17.5+72-g01140da4e8-1' \
		     '4.17.7+13-g2445b30a44-0+deb12u1' any ;;
	xen-src-4.20)
		echo '4.20.3+127-gc42374a105-0+deb13u1' \
		     '4.20.4+63-g7abfd2bce2-0+deb13u1' any ;;
	*)
		echo any ;;
	esac
}

# The start of every version that will do for a thing.
version_prefix()
{
	case $1 in
	xen-src-*) echo "${1#xen-src-}." ;;
	xen-*) echo "${1#xen-}." ;;
	tools-*) echo "${1#tools-}." ;;
	linux-*) echo "${1#linux-}." ;;
	*) echo ;;
	esac
}

package_name()
{
	case $1 in
	xen-src-*) echo xen ;;
	xen-*) echo "xen-hypervisor-${1#xen-}-arm64" ;;
	tools-*) echo "xen-utils-${1#tools-}" ;;
	linux-*) echo linux-image-arm64 ;;
	busybox) echo busybox-static ;;
	*) die "no such thing: '$1'" ;;
	esac
}

# ---- a private apt ----

# "URI SUITE COMPONENT..." for each source of the system, both file formats.
system_sources()
{
	for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
		[ -r "$file" ] || continue
		sed -n 's/^deb[[:space:]]*\(\[[^]]*\]\)\{0,1\}[[:space:]]*//p' \
			"$file"
	done
	for file in /etc/apt/sources.list.d/*.sources; do
		[ -r "$file" ] || continue
		awk -v RS= -F '\n' '{
			uris = suites = parts = ""; off = 0
			for (i = 1; i <= NF; i++) {
				line = $i; key = line
				sub(/:.*/, "", key); key = tolower(key)
				sub(/^[^:]*:[ \t]*/, "", line)
				if (key == "uris") uris = line
				if (key == "suites") suites = line
				if (key == "components") parts = line
				if (key == "enabled" && line ~ /^no/) off = 1
			}
			n = split(uris, u, " "); m = split(suites, s, " ")
			for (i = 1; !off && i <= n; i++)
				for (j = 1; j <= m; j++)
					print u[i], s[j], parts
		}' "$file"
	done
}

# Address of Debian's archive ($1 empty) or security archive ($1 -security)
# as the system knows it. Other archives may use the same suite names, so one
# whose address ends in debian$1 is taken first.
mirror()
{
	system_sources | awk -v ext="$1" '
		$2 !~ "^(bookworm|trixie|stable|testing|sid)" ext "/?$" { next }
		!/ main( |$)/ { next }
		{ uri = $1; sub("/+$", "", uri) }
		uri ~ ("debian" ext "$") { print uri; found = 1; exit }
		!other { other = uri }
		END { if (!found && other) print other }'
}

# One apt folder for packages and one for sources: neither waits for the
# lists of the other. $1 is deb or deb-src.
apt_setup()
{
	apt=$cache/apt/$1
	mkdir -p "$apt/lists/partial" "$apt/archives/partial"
	[ -r "$keyring" ] ||
		die "$keyring is missing: install debian-archive-keyring"
	main=${DOMC_MIRROR:-$(mirror '')}
	security=${DOMC_SECURITY_MIRROR:-$(mirror -security)}
	[ -n "$main" ] || die "no Debian mirror in /etc/apt: set DOMC_MIRROR"
	[ -n "$security" ] || security=$main-security
	for suite in bookworm trixie; do
		echo "$1 [signed-by=$keyring] $main $suite main"
		echo "$1 [signed-by=$keyring] $security $suite-security main"
	done >"$apt/sources.list.new"
	# Other addresses: the lists at hand do not count.
	if ! cmp -s "$apt/sources.list.new" "$apt/sources.list"; then
		mv "$apt/sources.list.new" "$apt/sources.list"
		rm -f "$apt/updated"
	else
		rm "$apt/sources.list.new"
	fi
	: >"$apt/status"
	cat >"$apt/apt.conf" <<-CONF
	#clear APT::Update;
	APT::Architecture "arm64";
	APT::Architectures { "arm64"; };
	APT::Sandbox::User "";
	Acquire::Languages "none";
	Acquire::Retries "3";
	Dir::Etc::sourcelist "$apt/sources.list";
	Dir::Etc::sourceparts "/dev/null";
	Dir::Etc::preferences "/dev/null";
	Dir::Etc::preferencesparts "/dev/null";
	Dir::State "$apt";
	Dir::State::lists "$apt/lists";
	Dir::State::status "$apt/status";
	Dir::Cache "$apt";
	Dir::Cache::archives "$apt/archives";
	CONF
	command -v apt-get >/dev/null ||
		die "apt-get is missing: only Debian and its children have it"
}

apt_get()
{
	apt-get -q -y -c "$apt/apt.conf" "$@" >"$apt/log" 2>&1
}

apt_cache()
{
	apt-cache -q -c "$apt/apt.conf" "$@" 2>/dev/null
}

# Package lists, at most once a day.
apt_lists()
{
	[ -z "$(find "$apt/updated" -mmin -$lists_max_minutes \
		2>/dev/null)" ] || return 0
	step_begin "package lists from $main"
	if apt_get -o APT::Update::Error-Mode=any update; then
		: >"$apt/updated"
		step_end
	elif [ -n "$(find "$apt/lists" -name '*_InRelease')" ]; then
		step_end "not all could be had, older ones are used"
	else
		step_fail "no lists: $(apt_error). Is there a network?"
	fi
}

apt_error()
{
	grep '^[EW]:' "$apt/log" | head -n 1 | sed 's/^[EW]: //'
}

# ---- one thing ----

# Versions of package or source $1 in the lists that begin with $2.
known_versions()
{
	case $(basename "$apt") in
	deb) apt_cache show "$1" ;;
	deb-src) apt_cache showsrc --only-source "$1" ;;
	esac | sed -n 's/^Version: //p' | grep -F "$2" |
		while read -r version; do
			case $version in "$2"*) echo "$version" ;; esac
		done
}

# The newest of the versions on stdin.
newest()
{
	best=
	while read -r version; do
		if [ -z "$best" ] || dpkg --compare-versions "$version" gt "$best"
		then
			best=$version
		fi
	done
	printf '%s\n' "$best"
}

# linux-image-arm64 VERSION only names the package that holds the kernel.
real_package()
{
	case $1 in
	linux-image-arm64)
		apt_cache show "$1=$2" |
			sed -n 's/^Depends: \(linux-image-[^ ,]*\).*/\1/p' |
			head -n 1 ;;
	*)
		echo "$1" ;;
	esac
}

# Bring version $2 of package or source $1 into folder $3.
download()
{
	real=$(real_package "$1" "$2")
	cd "$3"
	case $(basename "$apt") in
	deb) apt_get download "$real=$2" ;;
	deb-src) apt_get source --download-only --tar-only "$1=$2" ;;
	esac
}

# Sets `got` to the version that arrived in $work, best first; says what was
# tried when none did.
fetch_version()
{
	thing=$1 package=$(package_name "$1") prefix=$(version_prefix "$1")
	tried= got=
	for version in $(pinned "$thing"); do
		asked=$version
		[ "$version" != any ] ||
			version=$(known_versions "$package" "$prefix" | newest)
		[ -n "$version" ] || { tried="$tried
  any version $prefix*: none in the lists"; continue; }
		if (download "$package" "$version" "$work"); then
			got=$version
			[ "$asked" != any ] || [ "$(pinned "$thing")" = any ] ||
				warn "$thing: $got is newer than what domc was proved on"
			return 0
		fi
		tried="$tried
  $package $version: $(apt_error)"
	done
	step_fail "no version could be had from $main. Tried:$tried"
}

unpack_deb()
{
	deb=$(find "$work" -name '*.deb')
	mkdir "$work/root"
	dpkg-deb --fsys-tarfile "$deb" | tar -C "$work/root" -xf - "$@"
}

unpack_xen()
{
	unpack_deb ./boot
	cp "$work"/root/boot/xen-*-arm64 "$fresh/xen"
	cp "$work"/root/boot/xen-*.config "$fresh/config"
}

# Only the modules that give a guest Xen's interfaces.
unpack_linux()
{
	unpack_deb --wildcards './boot/vmlinuz-*' './boot/config-*' \
		'*/kernel/drivers/xen/*'
	cp "$work"/root/boot/vmlinuz-* "$fresh/vmlinuz"
	cp "$work"/root/boot/config-* "$fresh/config"
	mkdir "$fresh/modules"
	find "$work/root" -name '*.ko' -o -name '*.ko.xz' |
		while read -r module; do
			cp "$module" "$fresh/modules/"
		done
	find "$fresh/modules" -name '*.xz' -exec xz -d {} +
}

unpack_busybox()
{
	unpack_deb --wildcards '*bin/busybox'
	cp "$(find "$work/root" -name busybox -type f)" "$fresh/busybox"
}

# Packages of one Xen release that must have one version, and the others.
tools_with()
{
	echo "xenstore-utils libxenmisc$1 libxen-dev libxencall1 \
		libxendevicemodel1 libxenevtchn1 libxenforeignmemory1 \
		libxengnttab1 libxenhypfs1 libxenstore4 libxentoolcore1 \
		libxentoollog1"
}
tools_beside='libc6 libgcc-s1 libfdt1 libuuid1 libyajl2 zlib1g'

# xen-utils is here; what its programs load is not yet.
unpack_tools()
{
	release=${1#tools-}
	wanted=$tools_beside
	for package in $(tools_with "$release"); do
		wanted="$wanted $package=$got"
	done
	# shellcheck disable=SC2086
	(cd "$work" && apt_get download $wanted) ||
		step_fail "what $1 needs: $(apt_error)"
	mkdir "$work/root" "$fresh/bin" "$fresh/lib"
	for deb in "$work"/*.deb; do
		dpkg-deb -x "$deb" "$work/root"
	done
	usr=$work/root/usr
	for program in xenstored xen-init-dom0; do
		cp "$usr/lib/xen-$release/bin/$program" "$fresh/bin/"
	done
	for program in xenstore-read xenstore-write; do
		cp -L "$usr/bin/$program" "$fresh/bin/"
	done
	# By the names that programs ask for, each a file of its own.
	find "$usr/lib" -name 'lib*.so.[0-9]*' ! -name '*.so.*.*.*' \
		-exec cp -L {} "$fresh/lib/" ';'
	cp -L "$(find "$usr/lib" -name ld-linux-aarch64.so.1 | head -n 1)" \
		"$fresh/lib/"
	cp -R "$usr/include" "$fresh/include"
}

unpack_source()
{
	mkdir "$fresh/src"
	tar -C "$fresh/src" --strip-components=1 \
		-xf "$(find "$work" -name '*.orig.tar.*' ! -name '*.asc')"
}

fetch()
{
	kind=deb
	case $1 in xen-src-*) kind=deb-src ;; esac
	apt_setup $kind
	apt_lists
	step_begin "$1"
	cache_begin "$1"
	work=$fresh/work
	mkdir "$work"
	fetch_version "$1"
	case $1 in
	xen-src-*) unpack_source ;;
	xen-*) unpack_xen ;;
	linux-*) unpack_linux ;;
	busybox) unpack_busybox ;;
	tools-*) unpack_tools "$1" ;;
	esac
	rm -rf "$work"
	cache_commit "$1" "$got"
	step_end "$got"
}

[ $# -gt 0 ] || usage 2 >&2
missing=
for thing; do
	case $thing in
	xen-4.17|xen-4.20|xen-src-4.17|xen-src-4.20) ;;
	linux-6.1|linux-6.12|busybox|tools-4.20) ;;
	-h|--help) usage 0 ;;
	*) die "no such thing: '$thing' (fetch.sh --help lists them)" ;;
	esac
	cache_version "$thing" >/dev/null || missing="$missing $thing"
done
[ -n "$missing" ] || exit 0
cache_lock
for thing in $missing; do
	# Another process may have brought it while this one waited.
	cache_version "$thing" >/dev/null || fetch "$thing"
done
