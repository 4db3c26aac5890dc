#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# oracle/run.sh quick|all|show [OPTION]... - generated systems through domc,
# then through Xen: do both say the same, and for the same reason?
#
#   quick  the systems of tests/oracle/quick, and whether the test can fail
#   all    250 blind systems a release, and each fault with its neighbour;
#          writes docs/xen-oracle.md
#   show   one system: show NUMBER --release 4.20 --kind blind
#
# Builds the Xens that it needs once. Options go to the program (oracle).
set -eu
cd "$(dirname "$0")/../.."
B=$(cd "${B:-build}" && pwd)
what=${1:?quick, all or show}
shift
cache=${DOMC_CACHE:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/domc}
jobs=$(nproc)

run() {
	"$B/oracle" --probe "$B/probe/probe.bin" --xens "$B/xen" \
		--cache "$cache" --work "$B/oracle-work" -j "$jobs" "$@"
}

# build RELEASE CONFIG... - of Debian's source, with these options on top; its
# folder is named as `make xen` names it.
build() {
	release=$1 name=$1 args=
	shift
	for config in "$@"; do
		name=$name-$config
		args="$args --kconfig hypervisor/xen-$release/kconfig/$config.config"
	done
	# shellcheck disable=SC2086
	sh hypervisor/build.sh --src "$cache/xen-src-$release" \
		--series none --out "$B/xen/$name" $args
}

# Debian's, and those of xens.h: they talk before they have a console.
get_xens() {
	if ! sh hypervisor/fetch.sh xen-4.17 xen-4.20 xen-src-4.17 \
		xen-src-4.20 2>"$B/oracle-fetch"; then
		tail -n 1 "$B/oracle-fetch"
		exit 77
	fi
	for release in 4.17 4.20; do
		build "$release" early-console
		build "$release" all-options early-console
		build "$release" all-options debug early-console
	done
}

# must_say WORDS OPTION... - a run that has to fail with these words
must_say() {
	words=$1
	shift
	if run "$@" run >"$B/oracle-self" 2>&1 ||
		! grep -q "^FAIL .*$words" "$B/oracle-self"; then
		echo "oracle: the run with $* does not say '$words'"
		cat "$B/oracle-self"
		failed=$((failed + 1))
	else
		passed=$((passed + 1))
	fi
}

passed=0 failed=0
case $what in
quick)
	get_xens
	mkdir -p "$B/oracle-work"
	run check
	run --list tests/oracle/quick "$@" run >"$B/oracle-log" || :
	cat "$B/oracle-log"
	counts=$(sed -nE 's/^boot: ([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' \
		"$B/oracle-log")
	# shellcheck disable=SC2086
	set -- $counts
	passed=${1:-0} failed=${2:-1}
	# A rule that is lost, and one that finds what is not there.
	grep '^4.20 planted vcpus-gicv2' tests/oracle/quick >"$B/oracle-one"
	must_say 'miss' --list "$B/oracle-one" --without E0503
	grep '^4.20 sound vcpus-gicv2' tests/oracle/quick >"$B/oracle-one"
	must_say 'false alarm' --list "$B/oracle-one" --pretend E0510
	echo "oracle: $passed passed, $failed failed"
	[ "$failed" = 0 ]
	;;
all)
	get_xens
	mkdir -p "$B/oracle-work"
	run check
	run --count 250 --report docs/xen-oracle.md "$@" run
	;;
show)
	number=$1
	shift
	run "$@" show "$number"
	;;
*)
	echo "run.sh: no part '$what'"
	exit 2
	;;
esac
