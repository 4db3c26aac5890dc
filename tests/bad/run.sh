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

# What is asked of each file is asked once, or by the shell itself: there are
# some hundred files, and a program for each question takes longer than domc.
"$domc" explain >"$out/codes" || exit 2

# args_of FILE - $args: those of its first line
args_of() {
	read -r args <"$1"
	case $args in
	'# args: '* | '// args: '*) args=${args#* args: } ;;
	*) args= ;;
	esac
}

# explained NUMBER - $out/NUMBER: what 'explain' says of it
explained() {
	[ -e "$out/$1" ] || "$domc" explain "$1" >"$out/$1"
}

# check YAML - run domc on it: $rc, $out/stdout, $out/got
check() {
	args_of "$1"
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
	elif ! cmp -s "$base.err" "$out/got"; then
		fail "$yaml: other messages than $base.err:"
		diff -u "$base.err" "$out/got"
		continue
	fi
	got=$(cat "$out/got")
	want=0
	case $got in *': error: '*) want=1 ;; esac
	case $got in *"[$number "*) fires=yes ;; *) fires=no ;; esac
	if [ $rc != $want ]; then
		fail "$yaml: exit status $rc, want $want"
	elif [ $fires = no ]; then
		fail "$yaml: $number does not fire"
	elif [ -s "$out/stdout" ]; then
		fail "$yaml: prints on stdout"
	else
		passed=$((passed + 1))
	fi
done

# no example fires another code than its own
awk '{
	own = substr(FILENAME, 1, 5)
	for (s = $0; match(s, /\[E[0-9][0-9][0-9][0-9] /); s = substr(s, RSTART + 6))
		if (substr(s, RSTART + 1, 5) != own)
			print FILENAME ": fires another code too: " substr(s, RSTART + 1, 5)
}' E[0-9]*.err >"$out/others"
while IFS= read -r other; do
	fail "$other"
done <"$out/others"

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
	args_of "$yaml"
	[ ! -e "$out/o" ] || rm -rf "$out/o"
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
	level=
	while IFS= read -r line; do
		case $line in
		' '*) continue ;;
		*': error: '*"[$number "*) one=error ;;
		*': warning: '*"[$number "*) one=warning ;;
		*) continue ;;
		esac
		case $level in '' | "$one") level=$one ;; *) level=both ;; esac
	done <"$out/got"
	if [ "$rc $made ${level:-none}" = "$2 $3 $4" ]; then
		passed=$((passed + 1))
	else
		fail "$yaml: $1: exit status $rc, output: $made, $number: ${level:-none}; want $2 $3 $4"
	fi
}

# each rule can be switched, and does what 'explain' says of it
for yaml in E0[345]*.yaml; do
	number=${yaml%%-*}
	explained "$number"
	case $(grep -E '^(An error|A warning)' "$out/$number") in
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
	echo "$yaml"
done | awk 'FILENAME == ARGV[1] { slug[$1] = $2; next }
{
	base = $0
	sub(/^good\//, "", base)
	sub(/\.[^.]*$/, "", base)
	number = substr(base, 1, 5)
	if (index(base "-", number "-" slug[number] "-") != 1)
		print $0 ": code " number " has the slug " slug[number]
}' "$out/codes" - >"$out/others"
while IFS= read -r other; do
	fail "$other"
done <"$out/others"

# every rule has a good neighbour, and every code that stands for Xen's words
for number in $(sed -nE 's/^(E0[345][0-9]{2}) .*/\1/p' "$out/codes"); do
	case $number in
	E04*)
		explained "$number"
		grep -q '^Where it would show' "$out/$number" || continue ;;
	esac
	set -- good/"$number"-*.yaml
	[ -e "$1" ] || fail "$number has no neighbour in tests/bad/good"
done

# every code has an example, except those that no file can show
for number in $(sed -nE 's/^(E[0-9]{4}) .*/\1/p' "$out/codes"); do
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
		grep -q "^$number " "$out/codes" || fail "unreachable.txt: no code $number"
	done
fi
[ "$rewrite" = --rewrite ] && git -C "$top" --no-pager diff -- tests/bad
echo "bad: $passed passed, $failed failed"
[ $failed = 0 ]
