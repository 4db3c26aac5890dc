#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# refusals/planted.sh FOLDER - what sites.c and options.sh find in sources of
# our own.
set -eu
work=$1
mkdir -p "$work/planted/xen"
cat >"$work/planted/xen/a.c" <<'END'
/* panic("not this one\n"); */
#define SAY(x) panic("nor this one")
int __init plain(int x)
{
    const char *s = "panic(\"in a literal\")";

    if ( x > 1 )
        panic("stops %s"
              " in two lines\n", s);
    BUG_ON(x == 7);
    if ( x == 2 )
    {
        printk("says %#"PRIpaddr" and fails\n", x);
        xfree(s);
        return -EINVAL;
    }
    printk("all is well\n");
    if ( x == 3 ) return -ENOMEM;
    if ( x == -EINVAL )
        return 0;
    switch ( x )
    {
    case 4:
        return -ENOENT;
    }
    dprintk(XENLOG_ERR, "of a debug build\n");
    return 0;
}
static void second(void) { printk("Ignoring what follows\n"); }
END
cat >"$work/planted/want" <<'END'
plain panic stops %s in two lines
plain panic BUG_ON(x == 7)
plain says says %#PRIpaddr and fails
plain returns -ENOMEM: if ( x == 3 )
plain returns -ENOENT: case 4:
plain debug of a debug build
second says Ignoring what follows
END
"$work/sites" 4.20 "$work/planted" xen/a.c | cut -f3- | tr '\t' ' ' \
	>"$work/planted/got"
diff -u "$work/planted/want" "$work/planted/got"

# Options: one that agrees, of another kind, unknown, with its name on a line of
# its own, at run time alone, without a literal name, and left out; and in the
# table one that is gone, and one of another release.
for folder in arch/arm common drivers lib xsm; do
	mkdir -p "$work/planted/xen/$folder"
done
cat >"$work/planted/xen/common/numa.c" <<'END'
boolean_param("agrees", opt_agrees);
integer_param("sized", opt_sized);
string_runtime_param("unknown", opt_unknown);
custom_runtime_param(
    "broken", parse_broken, init_broken);
size_runtime_only_param("runs", opt_runs);
custom_param(NAME, parse_name);
custom_param("numa", parse_left_out);
END
tr ' ' '\t' >"$work/planted/options" <<'END'
option agrees BOOL ALL_RELEASES
option sized SIZE ALL_RELEASES
option gone TEXT IN_4_20
option older TEXT IN_4_17
END
cat >"$work/planted/want" <<'END'
Xen 4.20 common/numa.c has "sized" as NUMBER
Xen 4.20 has no "gone"
nothing of "NAME, parse_name);", which Xen 4.20 common/numa.c has
nothing of "broken", which Xen 4.20 common/numa.c has
nothing of "unknown", which Xen 4.20 common/numa.c has
END
sh "$(dirname "$0")/options.sh" "$work/planted/options" 4.20="$work/planted" |
	sed -n 's/^options\.def: //p' | LC_ALL=C sort >"$work/planted/got"
diff -u "$work/planted/want" "$work/planted/got"
