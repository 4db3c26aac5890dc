#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# faults/run.sh - output that cannot be written, and programs that are killed.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=$(cd "${B:-build}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sh tests/files.sh "$B/test-files"
for f in xen probe.bin; do cp "$B/test-files/$f" "$work"; done
dtc -q -I dts -O dtb -o "$work/board.dtb" examples/qemu-virt.dts
sed 's/qemu-virt\.dt[bs]/board.dtb/' examples/one-domain.yaml >"$work/old.yaml"
# another name, so that files go and come; layout and board tree change
sed 's/^  guest:/  other:/; s/64 MiB/96 MiB/' "$work/old.yaml" >"$work/new.yaml"
cd "$work" || exit 2
for v in old new; do
	"$B/domc" build -I . -o out -d dep $v.yaml || exit 1
	mv out $v
	mv dep $v.dep
done

passed=0 failed=0
# is NAME WANT GOT
is() {
	if [ "$2" = "$3" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'faults: %s: want %s, got %s\n' "$1" "$2" "$3"
		cat err
	fi
}
has() { grep -qE -- "$1" err && echo yes || echo no; }
# same DIR - holds what the build of new.yaml or old.yaml holds, no more
same() { diff -r "$1" "$2" >/dev/null 2>&1 && echo same || echo different; }
domc=$B/domc

# ---- stdout that takes nothing ----
for command in 'schema system' 'explain' 'plan -I . new.yaml' 'build -I . --only guest.dtb -o - new.yaml' '--help'; do
	# shellcheck disable=SC2086
	"$domc" $command >/dev/full 2>err
	is "$command to a full disk" 2 $?
	is "$command says so" yes "$(has 'cannot write to stdout: No space left')"
	# shellcheck disable=SC2086
	"$domc" $command >&- 2>err
	is "$command to a closed stdout" 2 $?
	is "$command says that" yes "$(has 'cannot write to stdout: Bad file')"
done
"$domc" schema system --format json >whole 2>err
"$domc" schema system --format json 2>err | { sleep 0.1; dd bs=100 status=none; } >pieces
is 'a reader that is slow gets all' same "$(cmp -s whole pieces && echo same)"

# ---- places that cannot be written ----
# refused NAME WANT-IN-MESSAGE ARGUMENT... - status 2, nothing made or changed
refused() {
	name=$1 message=$2
	shift 2
	"$domc" build -I . "$@" new.yaml 2>err
	is "$name" 2 $?
	is "$name: the message" yes "$(has "$message")"
}
cp -R old out
refused 'a depfile on a full disk' "cannot write '/dev/full'" -o made -d /dev/full
is 'the folder is made' same "$(same made new)"
refused 'a depfile in no folder' "cannot write 'none/dep'" -o made -d none/dep
refused 'a file in the place of a folder' 'old\.yaml' -o old.yaml/out
refused 'a file in the place of the folder' 'old\.yaml' -o old.yaml
refused 'a folder that no one can make' '/proc/domc' -o /proc/domc
mkdir -p busy/other/guest.dtb && cp old/manifest.json busy
refused 'a folder in the place of a file' 'busy/other/guest\.dtb.*directory' -o busy
is 'its manifest stays' same "$(cmp -s busy/manifest.json old/manifest.json && echo same)"
is 'and nothing is left' 1 "$(find busy -type f | wc -l)"

# ---- a limit on the size of files ----
(
	trap '' XFSZ
	ulimit -f 1
	exec "$domc" build -I . -o out new.yaml
) 2>err
is 'a file that grows too large' 2 $?
is 'is named' yes "$(has "out/[a-z./]*': File too large")"
is 'the old build stays' same "$(same out old)"
(
	ulimit -f 1
	exec "$domc" build -I . -o out new.yaml
) 2>err
is 'death by the limit' yes "$([ $? -gt 128 ] && echo yes)"
"$domc" build -I . -o out new.yaml 2>err
is 'is mended by the next build' same "$(same out new)"

# ---- a folder without permission, as nobody where this is root ----
nobody=
[ "$(id -u)" != 0 ] || nobody='setpriv --reuid 65534 --regid 65534 --clear-groups'
chmod 755 . && cp "$domc" domc-copy
if $nobody ./domc-copy --version >/dev/null 2>&1; then
	rm -rf out && cp -R old out && chmod 555 out
	$nobody ./domc-copy build -I . -o out new.yaml 2>err
	is 'a folder for reading alone' 2 $?
	is 'the file is named' yes "$(has "out/manifest.json': Permission denied")"
	is 'nothing has changed' same "$(same out old)"
	chmod 755 out
else
	echo 'skipped: no way to be another user'
fi

# ---- a disk of 48 KiB ----
mkdir -p disk
cat >on-disk <<'END'
mount -t tmpfs -o size=48k none disk || exit 77
mkdir disk/out && cp -R old/. disk/out || exit 77
head -c 1000000 /dev/zero >disk/rest 2>/dev/null
"$1" build -I . -o disk/out new.yaml 2>err
echo $? >status
cp -R disk/out after
rm disk/rest
"$1" build -I . -o disk/out new.yaml && cp -R disk/out later
END
if unshare -m sh on-disk "$domc" 2>/dev/null || unshare -rm sh on-disk "$domc" 2>/dev/null; then
	is 'a full disk' 2 "$(cat status)"
	is 'it is said' yes "$(has 'cannot write .*No space left')"
	is 'the old build is there' same "$(same after old)"
	is 'with room it is done' same "$(same later new)"
else
	echo 'skipped: no disk of our own: unshare -m or mount is not permitted'
fi
echo "faults: $passed passed, $failed failed in places"

"$B/faults/run" "$domc" >log 2>&1
rc=$?
cat log
# one closing line for both parts
set -- $(sed -nE 's/^faults: ([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' log)
echo "faults: $((passed + ${1:-0})) passed, $((failed + ${2:-1})) failed"
[ $failed = 0 ] && [ $rc = 0 ]
