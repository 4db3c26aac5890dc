#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# hostile/run.sh - files that somebody made to take long: each ends in a
# diagnostic (or is simply fine) within a second of CPU and 64 MiB.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=$(cd "${B:-build}" && pwd)
domc=$B/domc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sh tests/files.sh "$B/test-files"
# Sanitizers take several times as much of both.
most_us=1000000 most_kib=65536
[ -z "${SAN:-}" ] || most_us=20000000 most_kib=2000000
${CC:-cc} -O2 -o "$work/cost" tests/bench/cost.c || exit 2
cp "$B/test-files/xen" "$B/test-files/probe.bin" "$B/test-files/Image" "$work"
dtc -q -I dts -O dtb -o "$work/board.dtb" examples/qemu-virt.dts
cd "$work" || exit 2
passed=0 failed=0

# ends NAME WANT ARGUMENT... - domc with these: status 0 or 1, and says WANT
ends() {
	name=$1 want=$2
	shift 2
	"$domc" "$@" >out 2>err
	rc=$?
	what=$("$work/cost" 1 "$domc" "$@" -- true)
	us=${what%% *} kib=$(echo "$what" | cut -d' ' -f4)
	us=${us%.*}
	if [ $rc -le 1 ] && grep -qE -- "$want" err && [ "$us" -le $most_us ] && [ "$kib" -le $most_kib ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "hostile: $name: status $rc, $us us, $kib KiB, want '$want'"
		head -c 300 err
	fi
	printf '%-28s %7d us %6d KiB\n' "$name" "$us" "$kib" >>costs
}

# many N TEXT - TEXT N times, "%d" in it the count
many() {
	awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; i++) printf text, i }'
}

# ---- YAML: 4 MiB of one thing ----
yaml() {
	ends "$1" "$2" check x.yaml
}
{ echo 'a: &a [x,x,x,x,x,x,x,x,x]'
	awk 'BEGIN { for (i = 98; i < 108; i++) { printf "%c: &%c [", i, i; for (k = 0; k < 9; k++) printf "%s*%c", k ? "," : "", i - 1; print "]" } }'
} >x.yaml
yaml 'an alias bomb' 'repeated by aliases'
{ echo 'a: &a {x: 1}'; echo 'b: &b {<<: ['; many 900 '*a, '; echo ']}'; echo 'c: {<<: ['; many 900 '*b, '; echo ']}'
} >x.yaml
yaml 'a bomb of merge keys' 'repeated by aliases|repeat'
many 4000000 '[' >x.yaml
yaml 'deep lists' '64 levels'
many 1000000 '{a: ' >x.yaml
yaml 'deep maps' '64 levels'
many 2000000 -- | sed 's/--/- /g' >x.yaml
yaml 'deep items' '64 levels|input-limit'
{ printf 'a: ['; many 2000000 '1,'; echo ']'; } >x.yaml
yaml 'a list in one line' '200000 values'
{ printf 'a: '; many 4000000 x; echo; } >x.yaml
yaml 'one text' '65536 bytes'
{ printf 'domc: '; many 4000000 1; echo; } >x.yaml
yaml 'one number' '4096 digits'
many 380000 'k%d: 1\n' >x.yaml
yaml 'many keys' '200000 values'
many 100000 'k: 1\n' >x.yaml
yaml 'one key many times' 'given twice'
{ echo 'a: &a 1'; printf 'b: ['; many 1300000 '*a,'; echo ']'; } >x.yaml
yaml 'many aliases' 'repeated by aliases'
{ printf 'b: ['; many 300000 '&a%d 1,'; echo ']'; } >x.yaml
yaml 'many anchors' '4096 anchors'
{ printf 'domc: 1\ndomains:\n'; many 60000 '  d%d: {memory: 1, vcpus: x}\n'; } >x.yaml
yaml 'many errors' 'more are not listed|error'
many 2000000 'a:' >x.yaml
yaml 'a row of colons' 'input-limit'
many 300000 '%%TAG !a! b\n' >x.yaml
yaml 'many tag lines' '16 %TAG'
many 400000 'a:\n\tb: 1\n' >x.yaml
yaml 'tabs' 'tab'

# ---- schemas: patterns and branches that multiply ----
schema() {
	ends "$1" "$2" check --schema x.schema.json x.json
}
text=$(many 60000 a)
# against PATTERN - on sixty texts of 60000 letters
against() {
	printf '{"items": {"pattern": "%s"}}\n' "$2" >x.schema.json
	{ printf '["%s"' "$text"; for i in 1 2 3 4 5 6 7 8 9 10; do printf ',"%sb!"' "$text" "$text" "$text" "$text" "$text"; done; echo ']'; } >x.json
	schema "$1" "$3"
}
against 'plus of plus' '^(a+)+$' 'takes more than'
against 'or of the same' '^(a|a)*$' 'takes more than'
against 'not anchored' 'a*a*a*c' 'takes more than|wanted'
against 'references back' '^(.*)(.*)(.*)\\1\\2\\3$' 'takes more than'
against 'looking ahead' '(?=(a+))\\1c' 'takes more than|wanted'
against 'counted counts' '(a{1,100}){1,100}c' 'takes more than|wanted'
against 'counts past all' '((a{1,1000}){1,1000}){1,1000}' 'a regular expression'
against 'calling itself' '^(a(?1)?)*$' 'takes more than|wanted'
{ printf '{"patternProperties": {'; many 2000 '"^(a+)+%d$": false,'; echo '"x": true}}'; } >x.schema.json
{ printf '{'; many 2000 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%d": 1,' | sed 's/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"&/g'; echo '"x": 1}'; } >x.json
schema 'many patterns on many keys' 'takes more than|error'
{ printf '{"items": {"enum": ['; many 60000 '%d,'; echo '-1]}}'; } >x.schema.json
{ printf '['; many 60000 '1%06d,'; echo '1]'; } | sed 's/\([0-9]*\),/9\1,/g' >x.json
schema 'many values of many' 'error'
{ printf '{"$ref": "#/$defs/a0", "$defs": {'; awk 'BEGIN { for (i = 0; i < 40; i++) printf "\"a%d\": {\"allOf\": [{\"$ref\": \"#/$defs/a%d\"}, {\"$ref\": \"#/$defs/a%d\"}]},", i, i + 1, i + 1 }'; echo '"a40": {"type": "object"}}}'; } >x.schema.json
echo 1 >x.json
schema 'references that double' 'error'
{ printf '{"properties": {'; many 50000 '"x%d": true,'; echo '"y": true}, "additionalProperties": false}'; } >x.schema.json
{ printf '{'; many 50000 '"z%d": 1,'; echo '"y": 1}'; } >x.json
schema 'many unknown keys' 'unknown key'

# ---- a kernel that unpacks to more than anyone needs ----
{ head -c 4096 Image; head -c 520M /dev/zero; } | gzip -1 >bomb.gz
cat >x.yaml <<'END'
domc: 1
target: {xen: "4.20", kconfig: debian}
board: {device-tree: board.dtb}
boot: {methods: [direct]}
hypervisor: {image: xen}
domains: {a: {memory: 64 MiB, kernel: bomb.gz}}
END
ends 'a kernel of 520 MiB in gzip' 'more than 512 MiB' check x.yaml

[ $failed = 0 ] || sort -k 1 costs
echo "hostile: $passed passed, $failed failed"
[ $failed = 0 ]
