# SPDX-License-Identifier: BSD-2-Clause
#
# join.awk - Xen's places with what docs/xen-refusals.md says of them.
#
# usage: awk -f join.awk ROWS ELSEWHERE SITES
#   ROWS: what rows.c prints; ELSEWHERE: elsewhere.tsv; SITES: what sites.c
#   prints, of both releases
# Prints the tables of the document. What does not fit goes to the file
# `faults`, a line each.

BEGIN { FS = "\t"; bad = 0 }

function fault(text) { print text >faults }

# Shell patterns as elsewhere.tsv has them: * for any text, all else as it is.
function like(s, pattern,    n, part, i, at) {
	if (pattern == "*" || pattern == s)
		return 1
	n = split(pattern, part, "*")
	if (n == 1)
		return 0
	if (substr(s, 1, length(part[1])) != part[1])
		return 0
	s = substr(s, length(part[1]) + 1)
	for (i = 2; i < n; i++) {
		at = index(s, part[i])
		if (!at)
			return 0
		s = substr(s, at + length(part[i]))
	}
	return length(s) >= length(part[n]) &&
	       substr(s, length(s) - length(part[n]) + 1) == part[n]
}

function cell(s) {
	gsub(/\\/, "\\\\", s)
	gsub(/\|/, "\\|", s)
	gsub(/</, "\\&lt;", s)
	return s
}

function quoted(s) {
	if (s ~ /`/)
		return "`` " cell(s) " ``"
	return "`" cell(s) "`"
}

function base(file) {
	sub(/.*\//, "", file)
	return file
}

# A rule's place, once, with the releases that have it.
function rule_place(number, release, text) {
	if (!((number, text) in releases)) {
		places[number] = places[number] SUBSEP text
		releases[number, text] = release
	} else if (index(releases[number, text], release) == 0) {
		releases[number, text] = "both"
	}
}

# "4.17: `f()`; both: `g()`"
function places_of(number,    n, i, text, part, line) {
	n = split(places[number], part, SUBSEP)
	for (i = 2; i <= n; i++) {
		text = releases[number, part[i]]
		line = line (i > 2 ? "; " : "") (text == "" ? "" : text ": ") part[i]
	}
	return line
}

FILENAME == rows && $1 == "rule" {
	if (!($2 in by))
		number[++n_rules] = $2
	slug[$2] = $3
	by[$2] = by[$2] ($2 in by && by[$2] != "" ? ", " : "") $4
	summary[$2] = $5
	next
}
FILENAME == rows && $1 == "beside" {
	rule_place($2, "", $3 ": " $4)
	next
}
FILENAME == rows && $1 != "row" { next }
FILENAME == rows {
	rule_place($6, $2, "`" base($3) " " $4 "()`" \
		   ($8 == "" ? "" : " with `" $8 "`"))
	if ($5 == "")
		next
	key = $2 FS $3 FS $4 FS $5
	with = $8 == "" ? "" : " with `" $8 "`"
	if (key in codes)
		codes[key] = codes[key] ", " $6 " " $7 with
	else
		codes[key] = $6 " " $7 with
	unused[key] = $6 " " $4 "(): " $5
	of_file[key] = $2 FS $3
	next
}
FILENAME == elsewhere && !/^#/ && NF {
	n_why++
	w_file[n_why] = $1; w_function[n_why] = $2
	w_text[n_why] = $3; why[n_why] = $4
	if (NF != 4)
		fault("elsewhere.tsv:" FNR ": " NF " fields, want 4")
	next
}
FILENAME == sites {
	n_places[$1]++
	is_read[$1 FS $2] = 1
	key = $1 FS $2 FS $3 FS $5
	if (key in codes) {
		delete unused[key]
		by_code[$1]++
		add($1, $2, $3, quoted($5), codes[key])
		next
	}
	for (i = 1; i <= n_why; i++)
		if (like($2, w_file[i]) && like($3, w_function[i]) &&
		    like($5, w_text[i]))
			break
	if (i > n_why) {
		fault("Xen " $1 " " $2 " " $3 "() has no row: " $4 ": " $5)
		next
	}
	used[i] = 1
	if (why[i] ~ /^open: /)
		n_open[$1]++
	# What does not build domains is only counted: a new place shows.
	if (w_function[i] == "*" && w_text[i] == "*")
		add($1, $2, "", "", why[i])
	else
		add($1, $2, $3, quoted($5), why[i])
}

# One line a file, function, text and verdict; places are counted a release.
function add(release, file, fn, text, verdict,    line) {
	line = file FS fn FS text FS verdict
	if (!(line in count17) && !(line in count20)) {
		lines[++n_lines] = line
		if (!(file in seen_file)) {
			seen_file[file] = 1
			file_order[++n_files] = file
		}
	}
	if (release == "4.17")
		count17[line]++
	else
		count20[line]++
}

function times(n) { return n > 1 ? " (" n ")" : "" }

function where(line) {
	if (!(line in count17))
		return "4.20" times(count20[line])
	if (!(line in count20))
		return "4.17" times(count17[line])
	if (count17[line] == count20[line])
		return "both" times(count17[line])
	return "4.17" times(count17[line]) ", 4.20" times(count20[line])
}

END {
	# Files that are not read for places: run.sh looks into them.
	for (key in unused)
		if (of_file[key] in is_read)
			fault("rules.def: no such place: " unused[key] " (Xen " key ")")
	for (i = 1; i <= n_why; i++)
		if (!(i in used))
			fault("elsewhere.tsv: nothing is like " w_file[i] " " w_function[i] " " w_text[i])
	printf "| release | places | a code of domc | cannot be reached or is lost nothing by | open |\n"
	printf "|---|---|---|---|---|\n"
	for (r = 17; r <= 20; r += 3) {
		release = "4." r
		printf "| %s | %d | %d | %d | %d |\n", release,
		       n_places[release], by_code[release],
		       n_places[release] - by_code[release] - n_open[release],
		       n_open[release]
	}
	for (f = 1; f <= n_files; f++) {
		printf "\n## %s\n\n| function | Xen says, or returns | Xen | domc |\n|---|---|---|---|\n", file_order[f]
		for (i = 1; i <= n_lines; i++) {
			split(lines[i], part, FS)
			if (part[1] != file_order[f])
				continue
			printf "| %s | %s | %s | %s |\n",
			       part[2] == "" ? "all others" : "`" part[2] "`",
			       part[3] == "" ? "all others" : part[3],
			       where(lines[i]), part[4]
		}
	}
	print "\n## The rules\n"
	print "In the order in which they are asked. What is found by a folder is found while it works; all others are checks of `src/lint`."
	print "What Xen prints is in the tables above, or `domc explain` shows it.\n"
	print "| code | finds | by | where Xen refuses, or would do something else |\n|---|---|---|---|"
	for (i = 1; i <= n_rules; i++)
		printf "| %s %s | %s | %s | %s |\n", number[i],
		       slug[number[i]], cell(summary[number[i]]),
		       by[number[i]] ~ /\// ? "`" by[number[i]] "`" : by[number[i]],
		       places_of(number[i])
}
