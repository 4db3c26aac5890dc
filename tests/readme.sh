#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# readme.sh - every command in a console block of README.md runs, and what the
# block shows below it is what it prints.
#
# In ```console blocks a line `$ CMD` is run from the top folder with build/
# in PATH; the lines below it are its output, where a line `...` stands for
# any lines. `make demo`, `make check` and installs outside a scratch folder
# have tests of their own and are only looked up in the Makefile.
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top" || exit 2
B=$(cd "${B:-build}" && pwd)
sh tests/files.sh "$B/test-files"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
mkdir -p "$work/tree"
cp -r examples README.md "$work/tree"
cp "$B"/test-files/* "$work/tree/examples"
awk '/^```console/ { on = 1; next } /^```/ { on = 0 } on { print }' README.md >"$work/blocks"

run() {
	cmd=$1
	case $cmd in
	make\ * | make | sudo\ make\ *)
		set -- $cmd
		for word in "$@"; do
			case $word in make | sudo | *=*) continue ;; esac
			grep -qhE "^([a-z-]+ )*$word( [a-z-]+)*:|^\.PHONY:.* $word( |$)" Makefile hypervisor/*.mk hypervisor/*/*.mk tests/*/*.mk ||
				{ echo "readme: the Makefile has no target '$word'"; return 1; }
		done
		return 0 ;;
	esac
	(cd "$work/tree" && PATH="$B:$PATH" sh -c "$cmd") >"$work/got" 2>&1
	rc=$?
	# a command fails exactly when it reports an error
	wanted=$(grep -q ': error: ' "$work/want" && echo 1 || echo 0)
	[ $rc = "$wanted" ] || { echo "readme: '$cmd' exits $rc"; return 1; }
	# `...` in the wanted text stands for any lines
	awk -v want="$work/want" '
	BEGIN { while ((getline line < want) > 0) w[++n] = line; i = 1 }
	{ if (i <= n && w[i] == "...") { if (i < n && $0 == w[i + 1]) i += 2; next }
	  if (i <= n && $0 == w[i]) { i++; next } bad = bad "\n  got:  " $0 "\n  want: " w[i]; exit }
	END { if (bad == "" && !(i > n || (i == n && w[n] == "..."))) bad = "\n  missing: " w[i]
	      if (bad != "") { print bad; exit 1 } }' "$work/got" ||
		{ echo "readme: '$cmd' prints something else"; cat "$work/got" | head -n 40; return 1; }
}

flush() {
	[ -n "$cmd" ] || return 0
	if run "$cmd"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
	cmd=''
}
cmd=''
: >"$work/want"
while IFS= read -r line; do
	case $line in
	'$ '*) flush; cmd=${line#"$ "}; : >"$work/want" ;;
	*) printf '%s\n' "$line" >>"$work/want" ;;
	esac
done <"$work/blocks"
flush
if sh "$top/tests/forms.sh" "$work/tree"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
[ $passed -gt 0 ] || { echo "readme: no command found"; failed=1; }
echo "readme: $passed passed, $failed failed"
[ $failed = 0 ]
