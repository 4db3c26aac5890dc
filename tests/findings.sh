#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# findings.sh - findings for machines: every wrong file of tests/bad in every
# form, against the text form, our schema and SARIF's; what goes where; odd
# paths; what fails.
set -u
cd "$(dirname "$0")/.." || exit 2
top=$(pwd)
B=$(cd "${B:-build}" && pwd)
domc=$B/domc
files=$B/test-files
sh tests/files.sh "$files"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
one=examples/one-domain.yaml
ok() { passed=$((passed + 1)); }
fail() { echo "findings: $*"; failed=$((failed + 1)); }
# is NAME WANT GOT
is() { if [ "$2" = "$3" ]; then ok; else fail "$1: want '$2', got '$3'"; fi; }
# rc CMD... - run it, leave stdout and stderr in $work, print its status
rc() {
	"$@" >"$work/out" 2>"$work/err" </dev/null
	echo $?
}
# empty FILE - is there nothing in it?
empty() { [ -s "$1" ] && echo no || echo yes; }
# ask FILTER [FILE] - what jq makes of a log, a line
ask() { jq -r "$1" "${2:-$work/out}" 2>&1; }

# ---- every wrong file, in every form ----
logs=$work/bad
mkdir "$logs"
cd tests/bad || exit 2
# wrong FORM FILE OUT - its log in that form, and that it is alone: $rc
wrong() {
	args=$(sed -nE '1s,^(#|//) args: ,,p' "$2")
	# shellcheck disable=SC2086
	"$domc" check --format "$1" -I fragments -I ../../examples \
		-I "$files" $args "$2" >"$3" 2>"$work/err" </dev/null
	rc=$?
	[ ! -s "$work/err" ] || fail "$2 as $1: on stderr: $(head -n 1 "$work/err")"
}
# same NAME WANT GOT - two files
same() {
	if diff -u "$2" "$3" >"$work/diff"; then ok; else
		fail "$1:"; head -n 40 "$work/diff"
	fi
}
for yaml in E[0-9]*.yaml E[0-9]*.dts; do
	base=${yaml%.*}
	want=1
	grep -q ': error: ' "$base.err" || want=0
	wrong json "$yaml" "$logs/$base.findings.json"
	is "$yaml as json: exit status" $want $rc
	wrong sarif "$yaml" "$logs/$base.sarif"
	is "$yaml as sarif: exit status" $want $rc
	wrong github "$yaml" "$logs/$base.github"
	is "$yaml as github: exit status" $want $rc
done
# The text form is these lines, with sources between them and a sum; only it
# cuts a long override short.
grep -HvE '^ *[0-9]* \| |^domc: [0-9]+ (error|warning)' E*.err |
	sed -E 's/\.err:/ /; s/(--set .{30}).*: (error|note|warning): /\1 \2: /' >"$work/text"
(cd "$logs" && jq -r -f "$top/tests/findings.jq" E*.findings.json) |
	sed -E "s|$files|FILES|g; s/(--set .{30}).*: (error|note|warning): /\\1 \\2: /" >"$work/lines"
same 'json says other things than the text form' "$work/text" "$work/lines"
name='(input_filename | split(".")[0])'
(cd "$logs" && jq -r "$name + (.findings[] | \" \(.level) \(.code) \(.slug)\")" \
	E*.findings.json) >"$work/json"
(cd "$logs" && jq -r "$name + (.runs[0] | .tool.driver.rules as \$rules |
	.results[] | . as \$x | \$rules[.ruleIndex] |
	\" \(\$x.level) \(\$x.ruleId) \(select(.id == \$x.ruleId).name)\")" \
	E*.sarif) >"$work/sarif"
same 'sarif has other rules than json has codes' "$work/json" "$work/sarif"
span=',line=[0-9]+(,endLine=[0-9]+(,col=[0-9]+,endColumn=[0-9]+)?)?'
(cd "$logs" && grep -H '' E*.github) |
	sed -E "s/\.github:::(error|warning) file=[^,:]+($span)?,title=(E[0-9]{4}) ([a-z0-9-]+)::.+/ \1 \5 \6/" >"$work/github"
same 'github has other commands than json has findings' "$work/json" "$work/github"
cd "$top" || exit 2

# ---- what goes where ----
sed 's/memory: 64 MiB/memory: 64/' $one >"$work/bad.yaml"
check() { "$domc" check -I "$files" -I examples "$@"; }
for form in json sarif github; do
	is "$form of a clean file: exit status" 0 "$(rc check --format $form $one)"
	is "$form of a clean file: stderr" yes "$(empty "$work/err")"
	is "$form of a wrong file: exit status" 1 "$(rc check --format $form "$work/bad.yaml")"
	is "$form of a wrong file: stderr" yes "$(empty "$work/err")"
	is "$form of build: exit status" 1 "$(rc "$domc" build -I "$files" -I examples -o "$work/none" --format $form "$work/bad.yaml")"
	is "$form of build: stderr" yes "$(empty "$work/err")"
	is "$form of build: something is said" no "$(empty "$work/out")"
	is "$form of no file: exit status" 2 "$(rc check --format $form "$work/nosuch.yaml")"
	is "$form of no file: something is said" no "$(empty "$work/out")"
	is "$form of plan: exit status" 1 "$(rc "$domc" plan -I "$files" -I examples --findings $form "$work/bad.yaml")"
	is "$form of plan: no report" yes "$(empty "$work/out")"
	is "$form of plan: on stderr" "$(check --format $form "$work/bad.yaml")" "$(cat "$work/err")"
	is "$form on a full disk: exit status" 2 "$(check --format $form "$work/bad.yaml" >/dev/full 2>"$work/err"; echo $?)"
	is "$form on a full disk: it is said once" 1 "$(grep -c 'cannot write to stdout' "$work/err")"
	is "$form beside a file on stdout" 2 "$(rc "$domc" build --format $form -o - --only board.dtb -I "$files" $one)"
	is "$form beside a file on stdout: why" yes "$(grep -q 'go to stdout' "$work/err" && echo yes)"
done
is 'text is the form unless said' "$(check "$work/bad.yaml" 2>&1)" "$(check --format text "$work/bad.yaml" 2>&1)"
is 'an unknown form' 2 "$(rc check --format xml $one)"
is 'an unknown form of plan' 2 "$(rc "$domc" plan --findings xml $one)"
is 'plan: report and findings side by side' 0 "$(rc "$domc" plan -I "$files" --format json --findings json $one)"
cp "$work/out" "$logs/plan.layout.json"
cp "$work/err" "$logs/plan.findings.json"
is 'plan: findings' 0 "$(ask '.findings | length' "$work/err")"
is 'plan: a report that cannot be written' 2 "$("$domc" plan -I "$files" --findings json $one >/dev/full 2>"$work/err"; echo $?)"
is 'plan: is said in the log alone' 'cannot write to stdout: No space left on device' "$(ask '.inputs[0].error' "$work/err")"

# ---- files that fail ----
keep() { cp "$work/out" "$logs/$1"; }
is 'no such file' 2 "$(rc check --format json $one "$work/nosuch.yaml")"
keep nosuch.findings.json
is 'no such file: status of each' '0 2' "$(ask '[.inputs[].status] | join(" ")')"
is 'no such file: its finding' '1 2' "$(ask '"\(.findings[0].input) \(.sum.status)"')"
rc check --format sarif $one "$work/nosuch.yaml" >"$work/rc"
keep nosuch.sarif
is 'no such file: sarif' 'false 2' "$(ask '.runs[0].invocations[0] | "\(.executionSuccessful) \(.exitCode)"')"
is 'no such warning' 2 "$(rc check --format json -W nosuch $one)"
keep warning.findings.json
is 'no such warning: no finding says it' '0 yes' "$(ask '"\(.findings | length) \(if .inputs[0].error | test("-W nosuch") then "yes" else "no" end)"')"
is 'no such warning: stderr has it too' yes "$(grep -q -- '-W nosuch' "$work/err" && echo yes)"
rc check --format sarif -W nosuch $one >"$work/rc"
keep warning.sarif
is 'no such warning: sarif notes it' error "$(ask '.runs[0].invocations[0].toolExecutionNotifications[0].level')"
mkdir "$work/foreign" && touch "$work/foreign/precious"
is 'a foreign folder' 2 "$(rc "$domc" build -I "$files" --format json -o "$work/foreign" $one)"
keep foreign.findings.json
is 'a foreign folder: the log says it' yes "$(ask 'if .inputs[0].error | test("not empty") then "yes" else "no" end')"
is 'a foreign folder: so does the sum' 2 "$(ask '.sum.status')"
is 'build' 0 "$(rc "$domc" build -I "$files" --format json -o "$work/built" $one)"
keep build.findings.json

# ---- paths and places that are odd ----
odd=$(printf '%s/a b%%,:\303\251\377.yaml' "$work")
cp "$work/bad.yaml" "$odd"
is 'an odd path' 1 "$(rc check --format json "$odd")"
keep odd.findings.json
is 'an odd path: as a reference' 'a%20b%25%2C%3A%C3%A9%FF.yaml' "$(ask '.findings[0].place.uri | split("/") | last')"
rc check --format sarif "$odd" >"$work/rc"
keep odd.sarif
is 'an odd path: sarif' "file://$work/a%20b%25%2C%3A%C3%A9%FF.yaml" "$(ask '.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri')"
rc check --format github "$odd" >"$work/rc"
is 'an odd path: github' yes "$(LC_ALL=C grep -q "$(printf '/a b%%25%%2C%%3A\303\251\377.yaml,line=')" "$work/out" && echo yes)"
printf 'include: inc.yaml\n' | cat - "$work/bad.yaml" | sed '/vpl011/d' >"$work/outer.yaml"
printf 'domains:\n  guest: {vpl011: perhaps}\n' >"$work/inc.yaml"
rc check --format sarif "$work/outer.yaml" >"$work/rc"
keep include.sarif
is 'included: where it is' "inc.yaml" "$(ask '.runs[0].results[] | .locations[0].physicalLocation.artifactLocation.uri | split("/") | last' | grep inc)"
is 'included: among the artifacts' 2 "$(ask '.runs[0].artifacts | length')"
is 'an override' 1 "$(rc check --format json --set domains.guest.vcpus=many $one)"
keep set.findings.json
is 'an override: is no file' 'domains.guest.vcpus=many null' "$(ask '.findings[0].place | "\(.set) \(.file)"')"
rc check --format sarif --set domains.guest.vcpus=many $one >"$work/rc"
keep set.sarif
is 'an override: sarif has the input' "$one" "$(ask '.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri')"
"$domc" check -I "$files" -I examples --format json - <"$work/bad.yaml" >"$work/out"
keep stdin.findings.json
is 'stdin' '<stdin> <stdin>' "$(ask '"\(.inputs[0].file) \(.findings[0].place.file)"')"
printf '\357\273\277"\360\237\230\200": x\ndomc: 1\n' >"$work/wide.yaml"
rc check --format sarif "$work/wide.yaml" >"$work/rc"
keep wide.sarif
is 'columns are UTF-16, without the mark' '1 5' "$(ask '.runs[0].results[] | select(.message.text | test("unknown")) | .locations[0].physicalLocation.region | "\(.startColumn) \(.endColumn)"')"

# ---- many files, many findings ----
cp "$work/bad.yaml" "$work/worse.yaml"
is 'several files: exit status' 1 "$(rc check "$work/worse.yaml" $one "$work/bad.yaml")"
is 'several files: in their order' 'worse bad' "$(sed -nE 's|^.*/([a-z]*)\.yaml:[0-9]+:.*error:.*|\1|p' "$work/err" | tr '\n' ' ' | sed 's/ $//')"
is 'several files: the sum' 'domc: 2 errors in 2 of 3 files' "$(tail -n 1 "$work/err")"
rc check $one $one >"$work/rc"
is 'several clean files: the sum alone' 'domc: 0 errors in 0 of 2 files' "$(cat "$work/err")"
is 'several files: json' '0 1 1:2' "$(check --format json $one "$work/worse.yaml" "$work/bad.yaml" | tee "$logs/several.findings.json" | jq -r '"\([.inputs[].status] | join(" ")):\(.sum.errors)"')"
awk 'BEGIN { print "domc: 1"; for (i = 0; i < 3000; i++) print "k" i ": 1" }' >"$work/many.yaml"
is 'thousands of findings' 1 "$(rc check --format json "$work/many.yaml")"
keep many.findings.json
is 'thousands: counted, a thousand listed' 'true 1000 true' "$(ask '"\(.sum.errors > 1000) \(.findings | length) \(.sum.errors == 1000 + .sum.unlisted)"')"
rc check --format sarif "$work/many.yaml" >"$work/rc"
keep many.sarif
is 'thousands: sarif notes it' yes "$(ask '.runs[0].invocations[0].toolExecutionNotifications[0].message.text | if test("not listed") then "yes" else "no" end')"
printf 'type: text\n' >"$work/none.yaml"
is 'a schema that is none' 1 "$(rc "$domc" check --format json --schema "$work/none.yaml" $one)"
keep schema.findings.json
is 'a schema that is none: is the input' none.yaml "$(ask '.inputs[].file | split("/") | last')"
for option in '-I x' '--set a=b' '-W x' --force; do
	# shellcheck disable=SC2086
	is "--schema beside $option" 2 "$(rc "$domc" check --schema schemas/layout.yaml $option $one)"
done

# ---- against the schemas ----
if sh tests/forms.sh "$logs"; then ok; else fail 'json that is no such form'; fi
# spoil NAME FILTER - a log that the schema must refuse
spoil() {
	jq "$2" "$logs/odd.findings.json" >"$work/spoilt.findings.json"
	is "spoilt json: $1" 1 "$(rc "$domc" check --schema schemas/findings.yaml "$work/spoilt.findings.json")"
}
spoil 'another version' '.version = 2'
spoil 'a key of its own' '.findings[0].mine = 1'
spoil 'no text' 'del(.findings[0].text)'
spoil 'another level' '.findings[0].level = "note"'
spoil 'line 0' '.findings[0].place.line = 0'
spoil 'a place of two kinds' '.findings[0].place.set = "a=b"'
spoil 'an end without a line' '.findings[0].place |= del(.line)'
spoil 'a path that is no pointer' '.findings[0]."instance-path" = "a"'
spoil 'a status of its own' '.sum.status = 3'
is 'forms.sh notices' 1 "$(rc sh tests/forms.sh "$work")"
is 'forms.sh wants a file' 1 "$(rc sh tests/forms.sh "$work/foreign")"

sarif=$(sh tests/sarif-schema.sh)
case $? in
0)
	if "$domc" check --schema "$sarif" "$logs"/*.sarif >"$work/err" 2>&1; then ok; else
		fail 'sarif that is none:'; tail -n 20 "$work/err"
	fi
	# spoil_sarif NAME FILTER - what SARIF's schema must refuse
	spoil_sarif() {
		jq "$2" "$logs/odd.sarif" >"$work/spoilt.sarif.json"
		is "spoilt sarif: $1" 1 "$(rc "$domc" check --schema "$sarif" "$work/spoilt.sarif.json")"
	}
	spoil_sarif 'another version' '.version = "2.0.0"'
	spoil_sarif 'no tool' 'del(.runs[0].tool)'
	spoil_sarif 'no text' 'del(.runs[0].results[0].message.text)'
	spoil_sarif 'another level' '.runs[0].results[0].level = "fatal"'
	spoil_sarif 'line 0' '.runs[0].results[0].locations[0].physicalLocation.region.startLine = 0'
	spoil_sarif 'columns in bytes' '.runs[0].columnKind = "bytes"'
	spoil_sarif 'a file twice' '.runs[0].artifacts += .runs[0].artifacts'
	spoil_sarif 'a rule twice' '.runs[0].tool.driver.rules += [.runs[0].tool.driver.rules[0]]'
	spoil_sarif 'a key of its own' '.runs[0].results[0].slug = "x"'
	spoil_sarif 'no such place' '.runs[0].results[0].locations[0].physicalLocation.artifactLocation.index = -2'
	;;
77) echo "findings: skipped: SARIF's schema: $sarif" ;;
*) fail "SARIF's schema: $sarif" ;;
esac

echo "findings: $passed passed, $failed failed"
[ $failed = 0 ]
