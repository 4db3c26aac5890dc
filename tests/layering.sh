#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# layering.sh - a folder of src/ includes itself and what stands to its left;
# each outside library is known only where docs/architecture.md says.
#
# usage: layering.sh [SRC]
set -eu
src=${1:-src}
order="base diag doc schema facts model plan dt binding lint emit import api cli"
failed=0
complain() { echo "layering: $*" >&2; failed=1; }

# rank FOLDER -> its place in the order, empty if it has none
rank() {
	i=0
	for s in $order; do
		i=$((i + 1))
		[ "$s" = "$1" ] && { echo $i; return; }
	done
}

# inner includes
for dir in "$src"/*/; do
	dir=${dir%/}
	stage=${dir##*/}
	own=$(rank "$stage")
	[ -n "$own" ] || { complain "$dir is not in the order"; continue; }
	for inc in $(sed -n 's|^#include "\([a-z]*\)/[^"]*".*|\1|p' "$dir"/*.[ch] "$dir"/*.def 2>/dev/null | sort -u); do
		other=$(rank "$inc")
		if [ "$stage" = cli ] && [ "$inc" != cli ]; then
			complain "$dir includes $inc/: cli sees only domc.h"
		elif [ -z "$other" ]; then
			complain "$dir includes $inc/, which is not a folder of the order"
		elif [ "$other" -gt "$own" ]; then
			complain "$dir includes $inc/, which stands to its right"
		fi
	done
	if grep -lq '^#include "domc.h"' "$dir"/*.[ch] 2>/dev/null; then
		case $stage in api | cli) ;; *) complain "$dir includes domc.h";; esac
	fi
done

# outer includes: header -> files that may know it
only() {
	header=$1
	shift
	for f in $(grep -lE "^#include <$header" -r "$src" 2>/dev/null || true); do
		ok=0
		for pattern in "$@"; do
			# shellcheck disable=SC2254
			case ${f#"$src"/} in $pattern) ok=1;; esac
		done
		[ $ok = 1 ] || complain "$f includes <$header>"
	done
}
only 'yaml\.h' 'doc/*'
only '(lib)?fdt' 'model/board*' 'dt/fdt*'
only 'libxlutil' 'import/*'
only 'nettle/' 'model/*' 'emit/*'
only 'zlib\.h' 'model/*'
only 'pcre2\.h' 'schema/*'

# the library never prints and never exits
for f in $(find "$src" -name '*.c' ! -path "$src/cli/*"); do
	if grep -nE '(^|[^a-z_])(exit|printf|puts|perror|fprintf) ?\(' "$f" >/dev/null; then
		complain "$f prints or exits"
	fi
done

[ $failed = 0 ] && echo "layering: 1 passed, 0 failed"
exit $failed
