#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# cli.sh - the command as a caller meets it: exit status, what goes where, the
# output folder, the depfile, warnings, --force.
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
cd "$top" || exit 2
B=$(cd "${B:-build}" && pwd)
domc=$B/domc
files=$B/test-files
sh tests/files.sh "$files"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

# is NAME WANT GOT
is() {
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'cli: %s: want %s, got %s\n' "$1" "$2" "$3"
		tail -n 20 "$work/err" 2>/dev/null
	fi
}
# rc CMD... - run it, leave stdout and stderr in $work, print its status
rc() {
	"$@" >"$work/out" 2>"$work/err" </dev/null
	echo $?
}
has() { grep -qE -- "$1" "$2" && echo yes || echo no; }
one=examples/one-domain.yaml

# ---- help and version ----
is 'version' 0 "$(rc "$domc" --version)"
is 'version names the releases' yes "$(has '4\.17.*4\.20' "$work/out")"
is 'help' 0 "$(rc "$domc" --help)"
for sub in build check plan schema explain; do
	is "help lists $sub" yes "$(has "^ *$sub " "$work/out")"
done
for sub in build check plan schema explain; do
	is "$sub --help" 0 "$(rc "$domc" $sub --help)"
done
is 'no arguments' 2 "$(rc "$domc")"
is 'an unknown subcommand' 2 "$(rc "$domc" biuld)"
is 'it is guessed at' yes "$(has 'build' "$work/err")"
is 'an unknown option' 2 "$(rc "$domc" check --nosuch $one)"
is 'a missing file' 2 "$(rc "$domc" check "$work/nosuch.yaml")"
is 'it is named' yes "$(has 'nosuch\.yaml' "$work/err")"

# ---- check ----
is 'a clean file' 0 "$(rc "$domc" check -I "$files" $one)"
is 'prints nothing on stderr' 0 "$(wc -c <"$work/err")"
cat $one | "$domc" check -I "$files" -I examples - >"$work/out" 2>"$work/err"
is 'stdin' 0 $?
sed 's/memory: 64 MiB/memory: 64/' $one >"$work/bad.yaml"
is 'a schema error' 1 "$(rc "$domc" check -I "$files" -I examples "$work/bad.yaml")"
is 'points with a caret' yes "$(has '\^' "$work/err")"
is 'several files, one bad' 1 "$(rc "$domc" check -I "$files" -I examples $one "$work/bad.yaml" examples/three-domains.yaml)"
is 'colour only on a terminal' no "$(has "$(printf '\033')" "$work/err")"

# ---- build and the output folder ----
is 'build' 0 "$(rc "$domc" build -I "$files" -o "$work/o" -d "$work/dep" $one)"
for f in board.dtb guest/guest.dtb guest/guest.dts layout.txt layout.json manifest.json; do
	is "makes $f" yes "$([ -s "$work/o/$f" ] && echo yes)"
done
is 'make reads the depfile' 0 "$(cd "$top" && make -f "$work/dep" -n >/dev/null 2>"$work/err"; echo $?)"
for f in one-domain.yaml qemu-virt.dtb probe.bin xen; do
	is "depfile names $f" yes "$(has "$f" "$work/dep")"
done
mkdir "$work/inc"
echo '/include/ "body.dtsi"' >"$work/inc/board.dts"
cp examples/qemu-virt.dts "$work/inc/body.dtsi"
sed 's|qemu-virt.dtb|board.dts|' $one >"$work/inc/one.yaml"
is 'a board source that includes' 0 "$(rc "$domc" build -I "$files" -o "$work/inc/o" -d "$work/inc/dep" "$work/inc/one.yaml")"
is 'depfile names what a .dts includes' yes "$(has 'body\.dtsi' "$work/inc/dep")"
is 'so does the manifest' yes "$(has 'body\.dtsi' "$work/inc/o/manifest.json")"
find "$work/o" -type f -exec ls -l --time-style=full-iso {} + >"$work/before"
is 'an error writes nothing' 1 "$(rc "$domc" build -I "$files" -I examples -o "$work/o" "$work/bad.yaml")"
find "$work/o" -type f -exec ls -l --time-style=full-iso {} + >"$work/after"
is 'the old output is untouched' same "$(cmp -s "$work/before" "$work/after" && echo same)"
is 'an error makes no folder' 1 "$(rc "$domc" build -I "$files" -I examples -o "$work/new" "$work/bad.yaml")"
is 'not even an empty one' no "$([ -e "$work/new" ] && echo yes || echo no)"
touch "$work/o/mine"
sed 's/^  guest:/  renamed:/' $one >"$work/renamed.yaml"
is 'build over an old output' 0 "$(rc "$domc" build -I "$files" -I examples -o "$work/o" "$work/renamed.yaml")"
is 'files no longer made are gone' no "$([ -e "$work/o/guest/guest.dtb" ] && echo yes || echo no)"
is 'unknown files stay' yes "$([ -e "$work/o/mine" ] && echo yes)"
is 'no temporary file is left' 0 "$(find "$work/o" -name '*tmp*' -o -name '.*' -type f | wc -l)"
mkdir "$work/foreign" && touch "$work/foreign/precious"
is 'a foreign folder is refused' 2 "$(rc "$domc" build -I "$files" -o "$work/foreign" $one)"
is 'and untouched' 1 "$(find "$work/foreign" -type f | wc -l)"
is 'with a depfile too' 2 "$(rc "$domc" build -I "$files" -o "$work/foreign" -d "$work/foreign.d" $one)"
is 'which is not written then' no "$([ -e "$work/foreign.d" ] && echo yes || echo no)"
is 'a percent sign in its name' 0 "$(rc "$domc" build -I "$files" -o "$work/a%b" -d "$work/percent" $one)"
is 'make finds it up to date' 0 "$(make -q -f "$work/percent" "$work/a%b/manifest.json" >/dev/null 2>"$work/err"; echo $?)"
is 'a folder without its parents' 0 "$(rc "$domc" build -I "$files" -o "$work/p/q/r" $one)"
is 'is made with them' yes "$([ -s "$work/p/q/r/manifest.json" ] && echo yes)"
is 'an empty output name' 2 "$(rc "$domc" build -I "$files" -o '' $one)"
is 'is called that' yes "$(has 'empty' "$work/err")"
is 'an empty depfile name' 2 "$(rc "$domc" build -I "$files" -o "$work/e" -d '' $one)"
is 'is called that too' yes "$(has 'empty' "$work/err")"
is 'an unwritable folder' 2 "$(rc "$domc" build -I "$files" -o /proc/domc $one)"
is '--only' 0 "$(rc "$domc" build -I "$files" -o "$work/only" --only guest.dtb $one)"
is '--only makes that' yes "$([ -s "$work/only/guest/guest.dtb" ] && echo yes)"
is '--only makes no other' no "$([ -e "$work/only/board.dtb" ] && echo yes || echo no)"
is '--only with an unknown kind' 2 "$(rc "$domc" build -I "$files" -o "$work/only" --only nosuch $one)"

# ---- check --schema ----
printf '{\n\t"properties": {"a": {"type": "integer"}},\n\t"mine": 1,\n\t"unevaluatedProperties": false\n}\n' >"$work/schema.json"
printf 'a: 1\n' >"$work/doc.yaml"
printf '{"a": "\\ud83d\\ude00",\t"b": 2}\n' >"$work/doc.json"
is 'documents of any kind' 0 "$(rc "$domc" check --schema "$work/schema.json" "$work/doc.yaml" "$work/doc.yaml")"
is 'one that breaks the schema' 1 "$(rc "$domc" check --schema "$work/schema.json" "$work/doc.yaml" "$work/doc.json")"
is 'each finding' 2 "$(grep -c '^[^ ]*doc\.json:1:.*error:' "$work/err")"
printf 'type: text\n' >"$work/none.yaml"
is 'a schema that is none' 1 "$(rc "$domc" check --schema "$work/none.yaml" "$work/doc.yaml")"
is 'a schema that is not there' 2 "$(rc "$domc" check --schema "$work/nosuch.json" "$work/doc.yaml")"
is 'a device tree for a document' 1 "$(rc "$domc" check --schema "$work/schema.json" examples/qemu-virt.dtb)"
is 'is told from a text' 1 "$(grep -c "qemu-virt\.dtb: error: 'examples/qemu-virt\.dtb' is a device tree" "$work/err")"
is 'with what checks one' 1 "$(grep -c "note: 'domc check' without --schema" "$work/err")"
printf 'properties: {a: {$ref: none.yaml}}\n' >"$work/refers.yaml"
is 'nor may a file beside it be none' 1 "$(rc "$domc" check --schema "$work/refers.yaml" "$work/doc.yaml")"
is 'and is told there' 1 "$(grep -c "none\.yaml:1:7: error:" "$work/err")"
printf 'properties: {a: {format: date}}\n' >"$work/format.yaml"
printf 'a: soon\n' >"$work/date.yaml"
is 'format is no rule' 0 "$(rc "$domc" check --schema "$work/format.yaml" "$work/date.yaml")"
is '--assert-formats' 1 "$(rc "$domc" check --schema "$work/format.yaml" --assert-formats "$work/date.yaml")"

is '--assert-formats of nothing' 2 "$(rc "$domc" check --assert-formats $one)"

# ---- check -j ----
for i in 1 2 3 4 5 6 7 8 9; do
	for k in 1 2 3 4 5 6 7 8 9; do
		printf 'a: %s\nb: %s\n' $i $k >"$work/many$i$k.yaml"
	done
done
printf 'properties: {a: {type: integer, maximum: 5}, b: {enum: [1, 3]}}\n' >"$work/many.schema"
is 'many files' 2 "$(rc "$domc" check -j 1 --schema "$work/many.schema" "$work"/many*.yaml "$work/nosuch.yaml")"
mv "$work/err" "$work/err1"
for n in 2 3 7 64; do
	is "the status of $n at once" 2 "$(rc "$domc" check -j $n --schema "$work/many.schema" "$work"/many*.yaml "$work/nosuch.yaml")"
	is "the output of $n at once" same "$(cmp "$work/err" "$work/err1" && echo same)"
done
is 'as many as processors' 2 "$(rc "$domc" check --schema "$work/many.schema" "$work"/many*.yaml "$work/nosuch.yaml")"
is 'say the same' same "$(cmp "$work/err" "$work/err1" && echo same)"
is 'in the order given' yes "$(grep -o 'many[0-9]*\.yaml' "$work/err" | sort -c && echo yes)"
is 'system files' 1 "$(rc "$domc" check -j 1 -I "$files" -I examples examples/*.yaml "$work/bad.yaml")"
mv "$work/err" "$work/err1"
is 'system files at once' 1 "$(rc "$domc" check -j 4 -I "$files" -I examples examples/*.yaml "$work/bad.yaml")"
is 'too' same "$(cmp "$work/err" "$work/err1" && echo same)"
is 'no number' 2 "$(rc "$domc" check -j none $one)"
is 'none at once' 2 "$(rc "$domc" check -j 0 $one)"

# ---- --set, -W, --force ----
is '--set' 0 "$(rc "$domc" build -I "$files" -o "$work/set" --set domains.guest.vcpus=4 --set target.xen=4.17 $one)"
is 'is in the report' yes "$(has 'domains\.guest\.vcpus=4' "$work/set/layout.txt")"
is 'and in the manifest' yes "$(has 'domains\.guest\.vcpus=4' "$work/set/manifest.json")"
is 'it took' 4 "$(dtc -q -I dtb -O dts "$work/set/guest/guest.dtb" | grep -c 'cpu@.*{')"
is 'a bad --set' 1 "$(rc "$domc" check -I "$files" --set domains.guest.vcpus=many $one)"
is 'its place' yes "$(has '^--set domains\.guest\.vcpus=many' "$work/err")"
is 'an include cannot be set' 1 "$(rc "$domc" check -I "$files" --set include=nofile.yaml $one)"
is 'it is told so' yes "$(has 'include cannot be set.*E0118' "$work/err")"
is 'no memory at all' 1 "$(rc "$domc" check -I "$files" --set 'domains.guest.memory=0 MiB' $one)"
is 'has a unit' yes "$(has 'more than 0' "$work/err")"
is 'a missing kernel' 1 "$(rc "$domc" check -I "$files" --set domains.guest.kernel=nosuch $one)"
for at in tree-at=0xfffffffffffffff0 xen-at=0xffffffffffffffff xen-at=0xfffffffffffff000; do
	is "boot.$at passes 2^64" 1 "$(rc "$domc" build -I "$files" -o "$work/wrap" --force --set boot.$at $one)"
	is 'which is told' yes "$(has 'E0444' "$work/err")"
	is 'and cannot be forced' no "$([ -e "$work/wrap" ] && echo yes || echo no)"
done
is 'a rule finding' 1 "$(rc "$domc" build -I "$files" -o "$work/f" --set domains.guest.vcpus=40 $one)"
is 'writes nothing' no "$([ -e "$work/f" ] && echo yes || echo no)"
is '--force still exits 1' 1 "$(rc "$domc" build -I "$files" -o "$work/f" --force --set domains.guest.vcpus=40 $one)"
is '--force writes' yes "$([ -s "$work/f/guest/guest.dtb" ] && echo yes)"
is 'the manifest says so' yes "$(has '"forced"' "$work/f/manifest.json")"
is '--force also of what a binding refuses' yes "$("$domc" build -I "$files" -o "$work/h" --force --set domains.guest.spi-count=961 $one >"$work/h.log" 2>&1; [ -s "$work/h/guest/guest.dtb" ] && echo yes)"
is 'and -W no- likewise' 0 "$(rc "$domc" build -I "$files" -o "$work/i" -W no-spi-count-too-many --set domains.guest.spi-count=961 $one)"
is '--force does not help a schema error' 1 "$(rc "$domc" build -I "$files" -I examples -o "$work/g" --force "$work/bad.yaml")"
is 'nothing is written' no "$([ -e "$work/g" ] && echo yes || echo no)"
is '-W with an unknown name' 2 "$(rc "$domc" check -W nosuch $one)"

# ---- plan, schema, explain ----
is 'plan' 0 "$(rc "$domc" plan -I "$files" $one)"
is 'shows the grant table' yes "$(has '0x0*38000000' "$work/out")"
is 'plan json' 0 "$(rc "$domc" plan -I "$files" --format json $one)"
cp "$work/out" "$work/plan-layout.json"
is 'plan json of one domain' 0 "$(rc "$domc" plan -I "$files" --format json --domain sensor examples/three-domains.yaml)"
cp "$work/out" "$work/domain-layout.json"
is 'plan of one domain' 0 "$(rc "$domc" plan -I "$files" --domain sensor examples/three-domains.yaml)"
is 'of that one alone' no "$(has 'control' "$work/out")"
is 'plan of an unknown domain' 2 "$(rc "$domc" plan -I "$files" --domain nosuch $one)"
is 'schema' 0 "$(rc "$domc" schema system)"
is 'schema as it stands' same "$(cmp -s "$work/out" schemas/system.yaml && echo same)"
is 'schema json' 0 "$(rc "$domc" schema system --format json)"
is 'an unknown schema' 2 "$(rc "$domc" schema nosuch)"
is 'explain lists' 0 "$(rc "$domc" explain)"
number=$(sed -nE '1s/^(E[0-9]{4}) .*/\1/p' "$work/out")
is 'explain one' 0 "$(rc "$domc" explain "$number")"
is 'explain in short' 0 "$(rc "$domc" explain e301)"
is 'is the same' yes "$(has '^E0301 ' "$work/out")"
is 'with what Xen says' 0 "$(rc "$domc" explain static-sum)"
is 'and where' yes "$(has 'Xen 4.20: xen/arch/arm/static-memory.c allocate_static_memory.*with CONFIG_STATIC_MEMORY' "$work/out")"
is 'an unknown code' 2 "$(rc "$domc" explain E9999)"
is 'that is like none' no "$(has 'did you mean' "$work/err")"
is 'a slug that is misspelt' 2 "$(rc "$domc" explain static-overlp)"
is 'is recognized' yes "$(has "did you mean 'static-overlap'" "$work/err")"


# ---- what was written is what our schemas say ----
is 'layout and manifest of all these' 0 "$(rc sh tests/forms.sh "$work")"

# ---- the layering test can fail ----
mkdir -p "$work/src/base" "$work/src/plan"
echo '#include "plan/plan.h"' >"$work/src/base/x.c"
echo 'int x;' >"$work/src/plan/plan.h"
is 'layering finds a step to the right' 1 "$(rc sh tests/layering.sh "$work/src")"
echo '#include <yaml.h>' >"$work/src/base/x.c"
is 'layering finds a foreign library' 1 "$(rc sh tests/layering.sh "$work/src")"
echo 'void f(void) { exit(1); }' >"$work/src/base/x.c"
is 'layering finds an exit' 1 "$(rc sh tests/layering.sh "$work/src")"

# ---- -W, refused ----
is 'a finding that is none' 2 "$(rc "$domc" check -W error=kconfig-mising $one)"
is 'the one that was meant' yes "$(has "did you mean 'kconfig-missing'" "$work/err")"
is 'an error that stays' 2 "$(rc "$domc" check -W no-file-not-found $one)"
is 'it is told apart' yes "$(has 'E0401 .*cannot be turned off' "$work/err")"
is 'nor made a warning' 2 "$(rc "$domc" check -W no-error=file-not-found $one)"
is 'for the same reason' yes "$(has 'E0401 .*cannot be turned off' "$work/err")"
is 'an error without a place stays' 2 "$(rc "$domc" check -W no-no-room $one)"
# ---- -W: an error that stands for Xen's ----
forty='--set domains.guest.vcpus=40'
is 'is made a warning' 0 "$(rc "$domc" build -I "$files" -o "$work/w" -W no-error=tree-too-large $forty $one)"
is 'and shown as one' yes "$(has 'warning: .*E0501' "$work/err")"
is 'the trees are written' yes "$([ -s "$work/w/guest/guest.dtb" ] && echo yes)"
is 'the last -W counts' 1 "$(rc "$domc" build -I "$files" -o "$work/w1" -W no-error=E0501 -W E0501 $forty $one)"
is 'explain says so' yes "$("$domc" explain E0501 >"$work/out"; has 'no-error=tree-too-large makes it a warning' "$work/out")"
is 'and what stays' yes "$("$domc" explain E0401 >"$work/out"; has 'stays one: nothing' "$work/out")"

# ---- completion ----
# completes WORD... - what bash offers for the last word
completes() {
	PATH="$B:$PATH" bash -c '. docs/completion/domc.bash
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _domc
		echo "${COMPREPLY[*]}"' bash "$@"
}
is 'a command' 'check' "$(completes domc ch)"
is 'a form of findings' 'sarif' "$(completes domc check --format s)"
is 'the same behind =' 'sarif' "$(completes domc check --format = s)"
is 'a form of plan' 'c-header' "$(completes domc plan --format c)"
is 'its findings' 'sarif' "$(completes domc plan --findings s)"
is 'a kind' 'xl.cfg' "$(completes domc build --only x)"
is 'a further kind' 'xl.cfg,board.dtb' "$(completes domc build --only xl.cfg,b)"
is 'a finding to leave out' 'no-kconfig-missing' "$(completes domc build -W no-kconfig-m)"
is 'one to make an error' 'kconfig-missing' "$(completes domc build -W error = kconfig-m)"
is 'one to make a warning' 'kconfig-missing' "$(completes domc build -W no-error = kconfig-m)"
is 'an option' '--assert-formats' "$(completes domc check --a)"

# ---- make install ----
make -s install DESTDIR="$work/root" PREFIX=/usr B="$B" >"$work/out" 2>"$work/err"
is 'make install' 0 $?
for f in bin/domc share/man/man1/domc.1 share/man/man5/domc.yaml.5 \
	include/domc.h lib/libdomc.a share/domc/schemas/system.yaml; do
	is "installs $f" yes "$([ -s "$work/root/usr/$f" ] && echo yes)"
done
is 'the installed one has its schemas' 0 "$(cd / && rc "$work/root/usr/bin/domc" schema system --format json)"
is 'as JSON' yes "$(has '"\$schema": "https' "$work/out")"
make -s uninstall DESTDIR="$work/root" PREFIX=/usr B="$B" >"$work/out" 2>"$work/err"
is 'uninstall leaves no file' 0 "$(find "$work/root" -type f | wc -l)"

echo "cli: $passed passed, $failed failed"
[ $failed = 0 ]
