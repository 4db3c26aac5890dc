# SPDX-License-Identifier: BSD-2-Clause
#
# options.awk - options of Xen's command line that C sources declare, as lines
# RELEASE, FILE, KIND, NAME, divided by tabs.
#
# usage: awk -v release=4.20 -f options.awk FILE...
# A parameter that can only be set at run time (_runtime_only_) is none. A name
# may stand on the next line; one that is no literal gives its text, which no
# line of options.def has.

FNR == 1 { open = "" }

open != "" && match($0, /"[^"]*"/) {
	found(open, substr($0, RSTART + 1, RLENGTH - 2))
	open = ""
	next
}

/^[ \t]*(custom|boolean|integer|size|string)(_runtime)?_param\(/ {
	kind = $0
	sub(/^[ \t]*/, "", kind)
	sub(/_.*/, "", kind)
	name = $0
	sub(/^[^(]*\([ \t]*/, "", name)
	if (name == "")
		open = kind
	else if (match(name, /^"[^"]*"/))
		found(kind, substr(name, 2, RLENGTH - 2))
	else
		found(kind, name)
}

function found(kind, name) {
	print release "\t" FILENAME "\t" kind "\t" name
}
