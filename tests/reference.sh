#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# reference.sh - the users' reference is what the schema makes it now, its
# links lead somewhere, and the manual pages are sound and have its keys.
set -u
cd "$(dirname "$0")/.." || exit 2
B=${B:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
ok() { passed=$((passed + 1)); }
fail() { echo "reference: $*"; failed=$((failed + 1)); }

make -s B="$B" "$B/reference" "$B/domc.yaml.5" >"$work/log" 2>&1 || {
	cat "$work/log"; exit 1; }
page=docs/domc.yaml.md
man=$B/domc.yaml.5

"$B/reference" markdown schemas/system.yaml >"$work/page.md"
if cmp -s $page "$work/page.md"; then ok; else
	fail "$page is another page than schemas/system.yaml makes: make reference"
fi
# all that our schemas say can be said in words
for schema in schemas/*.yaml; do
	if "$B/reference" markdown "$schema" >"$work/any.md" 2>"$work/log" &&
		"$B/reference" man "$schema" 'May 1, 2026' >"$work/any.5" &&
		[ "$(wc -l <"$work/any.md")" -gt 30 ]; then ok; else
		fail "$schema:"; cat "$work/log"
	fi
done
"$B/reference" nosuch schemas/system.yaml >"$work/log" 2>&1
if [ $? = 2 ]; then ok; else fail "another form is taken"; fi

# the anchor of a heading, as GitHub makes it
sed -nE 's/^#+ //p' $page | tr 'A-Z ' 'a-z-' | sed 's/[^a-z0-9_-]//g' |
	sort >"$work/anchors"
if [ -z "$(uniq -d "$work/anchors")" ]; then ok; else
	fail "two headings have one anchor: $(uniq -d "$work/anchors" | tr '\n' ' ')"
fi
grep -oE '\]\(#[^)]*\)' $page | sed -E 's/.*#(.*)\)/\1/' | sort -u >"$work/links"
if [ "$(wc -l <"$work/links")" -gt 70 ]; then ok; else fail "there are few links"; fi
dead=$(comm -23 "$work/links" "$work/anchors" | tr '\n' ' ')
if [ -z "$dead" ]; then ok; else fail "links lead nowhere: $dead"; fi
# each heading but those of the page and of its contents is linked to
lone=$(comm -13 "$work/links" "$work/anchors" |
	grep -vxE 'the-system-file|contents' | tr '\n' ' ')
if [ -z "$lone" ]; then ok; else fail "nothing leads to: $lone"; fi
if awk 'length > 80 && !/^\|/ && !/`.*`/ && !/^ *- \[/' $page | grep .; then
	fail "$page has long lines"
else ok; fi

# each key has words of its own, not only those of its type
if awk '/^##+ `/ { key = $0; next } key && NF { if (!/^\*\*/) { print key; bad = 1 }
	key = "" } END { exit !bad }' $page; then
	fail "these keys have no title or description of their own"
else ok; fi

# both pages have the same keys
sed -nE 's/^#+ `(.*)`$/\1/p' $page | sort >"$work/md-keys"
sed -nE 's/^\.It Ic //p' "$man" | sort >"$work/man-keys"
if diff "$work/md-keys" "$work/man-keys"; then ok; else
	fail "the manual page has other keys"
fi

# sound manual pages, for both readers of them
for f in docs/man/domc.1 "$man"; do
	if command -v mandoc >/dev/null; then
		# whether another page is installed here says nothing
		if mandoc -T lint "$f" 2>/dev/null |
			grep -v 'referenced manual not found'; then
			fail "mandoc complains about $f"
		else ok; fi
	fi
	if command -v groff >/dev/null && [ -n "$(groff -mdoc -ww -Tutf8 "$f" 2>&1 >/dev/null)" ]; then
		fail "groff complains about $f:"
		groff -mdoc -ww -Tutf8 "$f" 2>&1 >/dev/null | head
	else ok; fi
done
printf '.Dd\n' >"$work/bad.5"
if command -v mandoc >/dev/null && mandoc -T lint "$work/bad.5" >/dev/null 2>&1; then
	fail "mandoc takes a page without a title"
else ok; fi

echo "reference: $passed passed, $failed failed"
[ $failed = 0 ]
