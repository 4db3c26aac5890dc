#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# bad/run.sh - each NUMBER-slug[-variant].yaml, or .dts, must give exactly the
# messages of its .err file, and no code but its own. Each good/NUMBER-slug.yaml
# is one step away from it, and must pass in silence. -W and --force make of it
# what 'domc explain' says.
#
# A first line `# args: ...` (in a .dts `// args: ...`) holds further arguments. An example with only
# warnings in its .err exits 0, any other 1. `run.sh --rewrite` writes the
# .err files and shows what changed.
set -u
cd "$(dirname "$0")" || exit 2
top=$(cd ../.. && pwd)
B=$(cd "$top" && cd "${B:-build}" && pwd)
domc=$B/domc
[ -x "$domc" ] || { echo "bad: no $domc"; exit 2; }
files=$B/test-files
sh ../files.sh "$files"
rewrite=${1:-}
passed=0 failed=0
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
fail() { echo "bad: $*"; failed=$((failed + 1)); }


# check YAML - run domc on it: $rc, $out/stdout, $out/got
check() {
	args=$(sed -nE '1s,^(#|//) args: ,,p' "$1")
	# shellcheck disable=SC2086
	"$domc" check -I fragments -I ../../examples -I "$files" $args "$1" \
		>"$out/stdout" 2>"$out/err" </dev/null
	rc=$?
	sed "s|$files|FILES|g" "$out/err" >"$out/got"
}

for yaml in E[0-9]*.yaml E[0-9]*.dts; do
	base=${yaml%.*}
	number=${base%%-*}
	check "$yaml"
	if [ "$rewrite" = --rewrite ]; then
		cp "$out/got" "$base.err"
	elif ! diff -u "$base.err" "$out/got" >"$out/diff" 2>&1; then
		fail "$yaml: other messages than $base.err:"; cat "$out/diff"
		continue
	fi
	want=1
	grep -q ': error: ' "$out/got" || want=0
	others=$(grep -oE '\[E[0-9]{4} ' "$out/got" | sort -u | grep -v "\[$number " || true)
	if [ $rc != $want ]; then
		fail "$yaml: exit status $rc, want $want"
	elif [ -n "$others" ]; then
		fail "$yaml: fires another code too: $others"
	elif ! grep -q "\[$number " "$out/got"; then
		fail "$yaml: $number does not fire"
	elif [ -s "$out/stdout" ]; then
		fail "$yaml: prints on stdout"
	else
		passed=$((passed + 1))
	fi
done

for yaml in good/E[0-9]*.yaml; do
	check "$yaml"
	if [ $rc = 0 ] && [ ! -s "$out/stdout" ] && [ ! -s "$out/got" ]; then
		passed=$((passed + 1))
	else
		fail "$yaml: exit status $rc, or not silent:"
		cat "$out/stdout" "$out/got"
	fi
done

# builds YAML OPTION... - exit status of a build of it: $out/got, $out/o
builds() {
	yaml=$1
	shift
	args=$(sed -nE '1s,^# args: ,,p' "$yaml")
	rm -rf "$out/o"
	# What the trees of examples break of bindings is not asked here.
	# shellcheck disable=SC2086
	"$domc" build -o "$out/o" -I fragments -I ../../examples -I "$files" \
		-W no-E0604 -W no-E0605 -W no-E0606 -W no-E0608 \
		$args "$@" "$yaml" \
		>"$out/stdout" 2>"$out/got" </dev/null
	rc=$?
	[ -e "$out/o/manifest.json" ] && made=yes || made=no
}

# says WHAT RC MADE LEVEL - was the last build so? LEVEL: of $number, or none
says() {
	level=$(sed -nE "s/^[^ ].*: (error|warning): .*\[$number .*/\1/p" "$out/got" |
		sort -u)
	if [ "$rc $made ${level:-none}" = "$2 $3 $4" ]; then
		passed=$((passed + 1))
	else
		fail "$yaml: $1: exit status $rc, output: $made, $number: ${level:-none}; want $2 $3 $4"
	fi
}

# each rule can be switched, and does what 'explain' says of it
for yaml in E0[345]*.yaml; do
	number=${yaml%%-*}
	case $("$domc" explain "$number" | grep -E '^(An error|A warning)') in
	'An error: '*)
		builds "$yaml" -W "no-$number"
		says 'turned off' 0 yes none
		builds "$yaml" -W "no-error=$number"
		says 'a warning' 0 yes warning
		builds "$yaml" --force
		says 'forced' 1 yes error ;;
	'An error that stays one, since '*)
		builds "$yaml" -W "no-$number"
		says 'turned off' 2 no none
		builds "$yaml" --force
		says 'forced' 1 yes error ;;
	'An error that stays one: '*)
		builds "$yaml" -W "no-error=$number"
		says 'a warning' 2 no none
		builds "$yaml" --force
		says 'forced' 1 no error ;;
	'A warning: '*)
		builds "$yaml" -W "no-$number"
		says 'turned off' 0 yes none
		builds "$yaml" -W "error=$number"
		says 'an error' 1 no error ;;
	*) fail "explain $number: no word of how it is switched" ;;
	esac
done

# file names say the code and its slug
for yaml in E[0-9]*.yaml E[0-9]*.dts good/E[0-9]*.yaml; do
	base=${yaml#good/} base=${base%.*}
	number=${base%%-*}
	slug=$("$domc" explain | sed -nE "s/^$number ([a-z0-9-]+) .*/\1/p")
	case $base- in
	"$number-$slug-"*) ;;
	*) fail "$yaml: code $number has the slug '$slug'" ;;
	esac
done

# every rule has a good neighbour, and every code that stands for Xen's words
for number in $("$domc" explain | sed -nE 's/^(E0[345][0-9]{2}) .*/\1/p'); do
	case $number in
	E04*) "$domc" explain "$number" | grep -q '^Where it would show' || continue ;;
	esac
	set -- good/"$number"-*.yaml
	[ -e "$1" ] || fail "$number has no neighbour in tests/bad/good"
done

# every code has an example, except those that no file can show
for number in $("$domc" explain | sed -nE 's/^(E[0-9]{4}) .*/\1/p'); do
	set -- "$number"-*.yaml
	[ -e "$1" ] && continue
	set -- "$number"-*.dts
	[ -e "$1" ] && continue
	grep -q "^$number " unreachable.txt 2>/dev/null && continue
	fail "$number has no example in tests/bad"
done
# and a code listed as unreachable exists
if [ -e unreachable.txt ]; then
	for number in $(sed -nE 's/^(E[0-9]{4}) .*/\1/p' unreachable.txt); do
		"$domc" explain "$number" >/dev/null || fail "unreachable.txt: no code $number"
	done
fi
[ "$rewrite" = --rewrite ] && git -C "$top" --no-pager diff -- tests/bad
echo "bad: $passed passed, $failed failed"
[ $failed = 0 ]
