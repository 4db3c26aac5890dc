#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# layering.sh - a folder of src/ includes itself and what stands to its left;
# each outside library is known only where docs/architecture.md says; no header
# includes itself by way of others. Without SRC it also looks at wrong trees.
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
	for inc in $(sed -n 's|^ *# *include "\([^"]*\)".*|\1|p' "$dir"/*.[ch] "$dir"/*.def 2>/dev/null | sort -u); do
		case $inc in domc.h) ;; ../* | */../*) complain "$dir includes $inc";;
		[a-z]*/*) ;; *) complain "$dir includes $inc without its folder";; esac
	done
	if grep -lq '^#include "domc.h"' "$dir"/*.[ch] 2>/dev/null; then
		case $stage in api | cli) ;; *) complain "$dir includes domc.h";; esac
	fi
done

# circles
circle=$(cd "$src" && find . -name '*.h' | sed 's|^\./||' | while read -r h; do
	sed -n "s|^#include \"\([^\"]*\.h\)\".*|$h \1|p" "$h"
done | tsort 2>&1 >/dev/null) || complain "headers include one another: $circle"

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

# wrong PATH LINE [PATH LINE] - a tree with such files is noticed
wrong() {
	tree=$(mktemp -d)
	while [ $# -gt 1 ]; do
		mkdir -p "$tree/${1%/*}"
		printf '%s\n' "$2" >"$tree/$1"
		last="$1: $2"
		shift 2
	done
	if sh tests/layering.sh "$tree" >/dev/null 2>&1; then
		complain "a tree with $last passes"
	fi
	rm -r "$tree"
}
if [ $# = 0 ]; then
	wrong dt/a.c '#include "binding/binding.h"'
	wrong binding/a.c '#include "lint/lint.h"'
	wrong cli/a.c '#include "base/limits.h"'
	wrong emit/a.c '#include "domc.h"'
	wrong doc/a.c '#include "doc.h"'
	wrong doc/a.c '#include "../base/buf.h"'
	wrong later/a.c '/* a folder of no order */'
	wrong lint/a.c '#include "later/a.h"'
	wrong model/a.c '#include <yaml.h>'
	wrong plan/a.c '#include <libfdt.h>'
	wrong base/a.c '	exit(1);'
	wrong doc/a.h '#include "doc/b.h"' doc/b.h '#include "doc/a.h"'
fi

[ $failed = 0 ] && echo "layering: 1 passed, 0 failed"
exit $failed
