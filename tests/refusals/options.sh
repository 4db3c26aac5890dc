#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# refusals/options.sh ROWS RELEASE=SOURCES... - are the options of Xen's command
# line in src/plan/options.def, of each release, those of its sources?
#
# ROWS: what rows.c prints; RELEASE=SOURCES: 4.20 and the folder above xen/.
# Prints a line for each difference; last how many options agree, and how many
# differences there are. What no option stands for is in options.tsv.
set -eu
rows=$1
here=$(dirname "$0")
shift

case $here in /*) ;; *) here=$PWD/$here ;; esac

# Lines RELEASE, FILE, KIND, NAME: the parameters of what arm64 is built of.
parameters() {
	for pair; do
		(cd "${pair#*=}/xen" && find arch/arm common drivers lib xsm \
			-name '*.c' -exec grep -lE '_param\(' {} + | sort |
			xargs awk -v release="${pair%%=*}" -f "$here/options.awk")
	done
}

parameters "$@" | awk -F '\t' '
function like(s, pattern) {
	if (pattern ~ /\*$/)
		return index(s, substr(pattern, 1, length(pattern) - 1)) == 1
	return s == pattern
}
function fault(text) { print text; failed++ }
BEGIN {
	kinds["custom"] = "CUSTOM"; kinds["boolean"] = "BOOL"
	kinds["integer"] = "NUMBER"; kinds["size"] = "SIZE"
	kinds["string"] = "TEXT"
}
FILENAME == ARGV[1] && $1 == "option" {
	if ($4 != "IN_4_20")
		kind["4.17", $2] = $3
	if ($4 != "IN_4_17")
		kind["4.20", $2] = $3
}
FILENAME == ARGV[1] { next }
FILENAME == ARGV[2] {
	if (/^#/ || !NF)
		next
	if (NF != 3)
		fault("options.tsv:" FNR ": " NF " fields, want 3")
	n_out++
	out_file[n_out] = $1; out_name[n_out] = $2
	next
}
{
	releases[$1] = 1
	if (($1, $4) in kind) {
		seen[$1, $4] = 1
		# CUSTOM_SIZE: CUSTOM, by a function that reads a size
		sub(/^CUSTOM_.*/, "CUSTOM", kind[$1, $4])
		if (kind[$1, $4] == kinds[$3])
			agree[$1, $4] = 1
		else
			fault("options.def: Xen " $1 " " $2 " has \"" $4 "\" as " kinds[$3])
		next
	}
	for (i = 1; i <= n_out; i++)
		if (like($2, out_file[i]) && like($4, out_name[i])) {
			used[i] = 1
			next
		}
	fault("options.def: nothing of \"" $4 "\", which Xen " $1 " " $2 " has")
}
END {
	for (key in kind) {
		split(key, part, SUBSEP)
		if (part[1] in releases && !(key in seen))
			fault("options.def: Xen " part[1] " has no \"" part[2] "\"")
	}
	for (i = 1; i <= n_out; i++)
		if (!(i in used))
			fault("options.tsv: nothing is like " out_file[i] " " out_name[i])
	for (key in agree)
		passed++
	print passed + 0, failed + 0
}' "$rows" "$here/options.tsv" -
