#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# embed.sh FILE.yaml... - C source that holds the files as schema_embedded[],
# in the order given. See src/schema/schema.h.
set -eu
[ $# -gt 0 ] || { echo "usage: embed.sh FILE.yaml..." >&2; exit 2; }
# Bytes, not characters: the locale must not matter.
LC_ALL=C
export LC_ALL

exec awk '
function name_of(path) {
	sub(/.*\//, "", path)
	sub(/\.yaml$/, "", path)
	return path
}
function end_text() {
	if (n > 0)
		printf ";\n"
}
BEGIN {
	print "/* made by tools/embed.sh */"
	print "#include \"schema/schema.h\""
}
FNR == 1 {
	end_text()
	names[++n] = name_of(FILENAME)
	printf "\nstatic const char text_%d[] =", n
}
{
	# Two question marks begin a trigraph in C11.
	gsub(/[\\"?]/, "\\\\&")
	gsub(/\t/, "\\t")
	gsub(/\r/, "\\r")
	printf "\n\t\"%s\\n\"", $0
}
END {
	end_text()
	printf "\nconst struct schema_embedded schema_embedded[] = {\n"
	for (i = 1; i <= n; i++)
		printf "\t{ \"%s\", text_%d, sizeof(text_%d) - 1 },\n", \
			names[i], i, i
	printf "};\n\nconst size_t n_schema_embedded = %d;\n", n
}' "$@"
