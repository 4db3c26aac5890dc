# SPDX-License-Identifier: BSD-2-Clause
# lib.sh - what the scripts that fetch and build hypervisors share.
#
# Sourced, not run. The caller sets `prog`, its name in messages.

# Everything fetched or built lives here; remove it and it is made anew.
cache=${DOMC_CACHE:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/domc}

die()
{
	printf '%s: %s\n' "$prog" "$*" >&2
	exit 2
}

warn()
{
	printf '%s: %s\n' "$prog" "$*" >&2
}

# One line a step: on a terminal the step shows while it runs, with its time
# when it is done; elsewhere one line at its end.
step_begin()
{
	step_text=$1
	step_start=$(date +%s)
	[ ! -t 2 ] || printf '%s: %s ...' "$prog" "$step_text" >&2
}

step_end()
{
	step_took=$(($(date +%s) - step_start))
	[ ! -t 2 ] || printf '\r\033[K' >&2
	printf '%s: %s: %s (%d s)\n' "$prog" "$step_text" "${1:-done}" \
		"$step_took" >&2
}

step_fail()
{
	[ ! -t 2 ] || printf '\n' >&2
	die "$step_text: $*"
}

# One process at a time changes the cache; a second one waits.
cache_lock()
{
	mkdir -p "$cache" || die "cannot make the cache folder $cache"
	exec 9>"$cache/lock"
	command -v flock >/dev/null || return 0
	flock -n 9 || { warn "waiting for another $prog to end"; flock 9; }
}

# Full version of what is in the cache as $1; fails when it is not there.
cache_version()
{
	[ -r "$cache/$1/version" ] && cat "$cache/$1/version"
}

# An empty folder to fill; cache_commit puts it in the place of cache/$1.
cache_begin()
{
	fresh=$cache/$1.new
	rm -rf "$fresh"
	mkdir -p "$fresh"
}

# The version is written before the folder gets its name: a folder that has
# its name is complete.
cache_commit()
{
	printf '%s\n' "$2" >"$fresh/version"
	rm -rf "${cache:?}/$1"
	mv "$fresh" "$cache/$1"
}
