#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# yaml-language-server/run.sh - what an editor makes of our schema.
#
# The real server, from npm, is given `domc schema system --format json`, and
# asked what an editor asks: drive.mjs. It finds nothing in the examples, and
# in wrong files something on each line where domc does; it shows what a key
# means and proposes keys and values. It runs without a network. Exit 77 when
# it cannot be had.
set -u
cd "$(dirname "$0")/../../.." || exit 2
prog=yaml-language-server
. hypervisor/lib.sh
here=$PWD/tests/peers/yaml-language-server
B=${B:-build}
skip() { echo "$*"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
ok() { passed=$((passed + 1)); }
fail() { echo "$prog: $*"; failed=$((failed + 1)); }

# The server wants Node 22.13. An older one only fetches a newer one, which
# npm has as well.
node_version=22.23.3
new_enough()
{
	"$1" -e 'const [a, b] = process.versions.node.split(".");
		process.exit(a > 22 || (a == 22 && b >= 13) ? 0 : 1)'
}

# fetched NAME VERSION ARGS... - cache/NAME, filled by npm with these ARGS
#
# `npm ci` takes what package-lock.json lists, each with its digest.
fetched()
{
	name=$1 version=$2
	shift 2
	[ "$(cache_version "$name")" = "$version" ] && return
	command -v npm >/dev/null || skip "npm is not here"
	cache_lock
	cache_begin "$name"
	[ "$1" != ci ] ||
		cp "$here/package.json" "$here/package-lock.json" "$fresh"
	(cd "$fresh" && npm "$@" --ignore-scripts --no-audit --no-fund \
		--fetch-retries=1 --fetch-timeout=60000) >"$work/npm" 2>&1 || {
		cat "$work/npm"
		rm -rf "$fresh"
		skip "npm cannot fetch $name $version: no network?"
	}
	cache_commit "$name" "$version"
}

command -v node >/dev/null || skip "node is not here"
node=node
if ! new_enough node; then
	arch=$(node -p process.arch)
	fetched node "$node_version" install --no-save \
		--prefix . "node-linux-$arch@$node_version"
	node=$cache/node/node_modules/node-linux-$arch/bin/node
fi
fetched yaml-language-server "2.0.0 $(cksum <"$here/package-lock.json")" ci
server=$cache/yaml-language-server/node_modules/yaml-language-server
server=$server/bin/yaml-language-server

# No network for it, where this user may say so.
alone=
unshare -rn true 2>/dev/null && alone='unshare -rn'

# drive SCHEMA - ask what $work/questions holds; the answers are in $work/said
drive()
{
	$alone "$node" "$here/drive.mjs" "$server" "$1" \
		<"$work/questions" >"$work/said" 2>&1
}

# driven SCHEMA - the same, and add to the sums
driven()
{
	drive "$1" || cat "$work/said"
	sums=$(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$work/said")
	[ -n "$sums" ] || { fail "the server gives up"; return; }
	passed=$((passed + ${sums% *})) failed=$((failed + ${sums#* }))
}

# ask WORD... - a line of questions
ask()
{
	line=$1
	shift
	for word; do
		line="$line	$word"
	done
	printf '%s\n' "$line" >>"$work/questions"
}

"$B/domc" schema system --format json >"$work/system.json" || exit 1

# of EXPRESSION - what JavaScript says of the schema, in one line
of()
{
	node -p "const s = JSON.parse(require('fs').readFileSync('$work/system.json'));
		($1).replace(/\s+/g, ' ').trim()"
}

# ---- with the schema as JSON, from the editor's settings ----

: >"$work/questions"
for yaml in examples/*.yaml; do
	# its own word on the schema would have precedence
	grep -v '^# yaml-language-server:' "$yaml" >"$work/${yaml##*/}"
	ask silent "$work/${yaml##*/}"
done

n_bad=0
for bad in E0202-wrong-type E0202-wrong-type-boolean E0203-unknown-key \
	E0203-unknown-key-indent E0204-missing-key E0205-wrong-value \
	E0205-wrong-value-gic E0206-out-of-range E0207-wrong-form-unit \
	E0208-wrong-count E0209-duplicate-item E0210-size-without-unit; do
	n_bad=$((n_bad + 1))
	[ -s "tests/bad/$bad.err" ] || fail "no tests/bad/$bad.err"
	for line in $(sed -nE "s/^$bad.yaml:([0-9]+):[0-9]+: error: .*/\1/p" \
			"tests/bad/$bad.err" | sort -u); do
		ask finds "$PWD/tests/bad/$bad.yaml" "$line"
	done
done
[ $n_bad -ge 10 ] || fail "too few wrong files: $n_bad"

cat >"$work/editor.yaml" <<'END'
domc: 1
target:
  xen: "4.20"
  arch: arm64
board:
  device-tree: virt.dtb
  memory: [{base: 0x40000000, size: 2 GiB}]
domains:
  net:
    memory: 512 MiB
    kernel: {file: Image, cmdline: quiet}
    gic: 
    enhanced: 
    
END
key='s.$defs.domain.properties'
ask hover "$work/editor.yaml" 2 1 "$(of 's.properties.target.description')"
ask hover "$work/editor.yaml" 3 3 \
	"$(of 's.properties.target.properties.xen.description')"
ask hover "$work/editor.yaml" 9 3 "$(of 's.$defs.domain.description')"
ask hover "$work/editor.yaml" 10 6 "$(of "$key.memory.description")"
ask hover "$work/editor.yaml" 11 27 Options
for name in $(of "Object.keys($key).join(' ')"); do
	case $name in memory | kernel | gic | enhanced) ;; *) ask offers \
		"$work/editor.yaml" 14 5 "$name" ;; esac
done
# shellcheck disable=SC2046
ask only "$work/editor.yaml" 12 10 $(of "$key.gic.enum.join(' ')")
# shellcheck disable=SC2046
ask only "$work/editor.yaml" 13 15 $(of "$key.enhanced.enum.join(' ')")
driven "$work/system.json"

# ---- with the schema that a file names in its first lines ----

: >"$work/questions"
for yaml in examples/*.yaml; do
	ask silent "$PWD/$yaml"
	line=$(grep -n '^domc:' "$yaml")
	ask hover "$PWD/$yaml" "${line%%:*}" 1 "$(of 's.properties.domc.description')"
done
# README.md: a schema beside the file
{ echo '# yaml-language-server: $schema=system.json'; cat "$work/editor.yaml"; } \
	>"$work/named.yaml"
ask hover "$work/named.yaml" 11 6 "$(of "$key.memory.description")"
# and the installed one
mkdir "$work/installed"
cp schemas/system.yaml "$work/installed"
{ echo "# yaml-language-server: \$schema=$work/installed/system.yaml"
	cat "$work/editor.yaml"; } >"$work/elsewhere.yaml"
ask hover "$work/elsewhere.yaml" 11 6 "$(of "$key.memory.description")"
driven -

# ---- no question is answered well whatever it is ----

: >"$work/questions"
ask silent "$PWD/tests/bad/E0206-out-of-range.yaml"
ask finds "$work/one-domain.yaml" 3
ask hover "$work/editor.yaml" 10 6 'words that are not there'
ask offers "$work/editor.yaml" 14 5 nosuch
ask only "$work/editor.yaml" 12 10 native
drive "$work/system.json" && fail "nothing is denied"
if grep -q '^0 passed, 5 failed$' "$work/said"; then ok; else
	fail "not all of these are denied:"; cat "$work/said"
fi

echo "$prog: $passed passed, $failed failed"
[ $failed = 0 ]
