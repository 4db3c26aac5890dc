#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# refusals/planted.sh FOLDER - what sites.c finds in a source of our own.
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
