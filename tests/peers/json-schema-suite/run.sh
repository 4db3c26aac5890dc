#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# json-schema-suite/run.sh - the JSON Schema Test Suite against the validator.
#
# All required tests of both drafts are passed, what is not passed of the
# optional ones is exactly what not-passed.txt lists, and none of our keywords
# can be forgotten without a test that misses it. Exit 77 when the suite is not here.
set -u
cd "$(dirname "$0")/../../.." || exit 2
data=../shared/data/json-schema-test-suite
B=${B:-build}
[ -d "$data/tests" ] || {
	echo "the suite is not here ($data)"
	exit 77
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
ok() { passed=$((passed + 1)); }
fail() { echo "json-schema: $*"; failed=$((failed + 1)); }

# shellcheck disable=SC2046
${CC:-cc} -std=c11 -D_POSIX_C_SOURCE=200809L -Isrc -O1 -g \
	${SAN:+-fsanitize=$SAN} -o "$work/suite" \
	tests/peers/json-schema-suite/suite.c "$B/libdomc.a" \
	$(pkg-config --libs yaml-0.1 libpcre2-8 nettle zlib) -lfdt || exit 1

"$work/suite" run "$data" >"$work/out" 2>"$work/why" || fail "the program failed"
grep -v '^required: ' "$work/out" | LC_ALL=C sort >"$work/got"
grep -v '^#' tests/peers/json-schema-suite/not-passed.txt | LC_ALL=C sort >"$work/want"
if diff -u "$work/want" "$work/got"; then ok; else
	fail "not-passed.txt is another list than what is not passed:"
	cat "$work/why"
fi

# The suite's own files say how many tests there are.
n=$(cat "$data"/tests/draft2019-09/*.json "$data"/tests/draft2020-12/*.json |
	grep -oE '"valid" *: *(true|false)' | wc -l)
counts=$(sed -n 's/^required: \([0-9]*\) of \([0-9]*\)$/\1 \2/p' "$work/out")
good=${counts% *}
if [ "${counts#* }" = "$n" ]; then ok; else
	fail "ran ${counts#* } required tests; the files hold $n"
fi
if [ "${good:-0}" -gt 0 ] && [ "$good" = "$n" ]; then ok; else
	fail "passed $good of $n required tests; wanted all"
fi

# These say nothing that a document could break. `definitions` only holds
# places for $ref, which finds them there all the same.
notes=' $comment contentEncoding contentMediaType contentSchema default definitions deprecated description examples readOnly title writeOnly '
"$work/suite" keywords "$data" >"$work/keywords" || fail "the program failed"
while read -r keyword missed; do
	case $keyword in x-*) continue ;; esac
	case $notes in *" $keyword "*) continue ;; esac
	if [ "$missed" -gt 0 ]; then ok; else
		fail "no test notices that '$keyword' is not known"
	fi
done <"$work/keywords"

echo "required tests: $good of $n"
echo "json-schema: $passed passed, $failed failed"
[ $failed = 0 ]
