/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * grab.c - an arm64 Linux program without libc: asks the kernel for a page of
 * address space to map a grant at, and ends with the errno it got.
 *
 * IOCTL_GNTDEV_MAP_GRANT_REF (include/uapi/xen/gntdev.h) reserves the pages
 * when it is called; the grant itself is looked at when they are mapped, so
 * any reference will do.
 */
#include <stdint.h>

/* asm-generic/unistd.h, fcntl.h */
#define SYS_IOCTL 29
#define SYS_OPENAT 56
#define SYS_EXIT 93
#define AT_FDCWD (-100)
#define O_RDWR 2

struct map_grant_ref {
	uint32_t n_refs;
	uint32_t pad;
	uint64_t index;		/* out: where to map it in the device */
	struct {
		uint32_t domid;
		uint32_t ref;
	} refs[1];
};

/* _IOC(_IOC_NONE, 'G', 0, sizeof(struct map_grant_ref)) */
#define MAP_GRANT_REF (sizeof(struct map_grant_ref) << 16 | 'G' << 8)

static long call(long number, long a0, long a1, long a2, long a3)
{
	register long x8 __asm__("x8") = number;
	register long x0 __asm__("x0") = a0;
	register long x1 __asm__("x1") = a1;
	register long x2 __asm__("x2") = a2;
	register long x3 __asm__("x3") = a3;

	__asm__ volatile("svc #0"
			 : "+r"(x0)
			 : "r"(x8), "r"(x1), "r"(x2), "r"(x3)
			 : "memory");
	return x0;
}

_Noreturn void _start(void);

_Noreturn void _start(void)
{
	struct map_grant_ref m = { .n_refs = 1, .refs = { { 0, 8 } } };
	long rc = call(SYS_OPENAT, AT_FDCWD, (long)"/dev/xen/gntdev", O_RDWR,
		       0);

	if (rc >= 0)
		rc = call(SYS_IOCTL, rc, MAP_GRANT_REF, (long)&m, 0);
	for (;;)
		call(SYS_EXIT, rc < 0 ? -rc : 0, 0, 0, 0);
}
