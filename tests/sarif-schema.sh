#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# sarif-schema.sh - print the path of the schema of SARIF 2.1.0, as a schema
# that domc takes; exit 77 when it is neither in the cache nor to be had.
#
# It is OASIS's own, out of an npm package that is pinned by version and sum.
# It says draft-04 of JSON Schema and uses nothing that 2019-09 reads in
# another way, but for the name of its `id`: two lines are changed.
set -eu
package=@microsoft/jest-sarif@1.0.0-beta.0
file=package/lib/schemas/sarif-2.1.0-rtm.5.json
sum=2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8
cache=${DOMC_CACHE:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/domc}/sarif-2.1.0
schema=$cache/schema.json
if [ -s "$schema" ]; then
	echo "$schema"
	exit 0
fi
command -v npm >/dev/null || { echo "npm is not here"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
tarball=$(npm pack --loglevel=error --fetch-retries=1 "$package" 2>npm.log) || {
	echo "npm cannot fetch $package: $(tail -n 1 npm.log)"
	exit 77
}
tar xzf "$tarball" "$file"
echo "$sum  $file" | sha256sum --check --quiet || {
	echo "$package holds another $file than it did"
	exit 1
}
sed -e '2s|http://json-schema.org/draft-04/schema#|https://json-schema.org/draft/2019-09/schema|' \
	-e '4s|"id":|"$id":|' "$file" >schema.json
mkdir -p "$cache"
mv schema.json "$schema.$$"
mv "$schema.$$" "$schema"
echo "$schema"
