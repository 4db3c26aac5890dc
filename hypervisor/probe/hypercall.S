/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hypercall.S - calls out of the guest, and what may trap.
 */
	.text

	/* A guarded instruction and where to go on when it traps. */
	.macro	guard from, to
	.pushsection .guards, "a"
	.balign	4
	.long	\from - ., \to - .
	.popsection
	.endm

	/* Xen's ABI: number in x16, arguments from x0, result in x0. */
	.global	hypercall
hypercall:
	mov	x16, x0
	mov	x0, x1
	mov	x1, x2
	mov	x2, x3
	hvc	#0xea1
	ret

	.global	psci
psci:
	hvc	#0
	ret

	/* QEMU serves it before Xen sees it; without -semihosting it traps. */
	.global	semihost
semihost:
1:	hlt	#0xf000
	ret
	guard	1b, trapped

	.global	guarded_read
guarded_read:
2:	ldr	x2, [x0]
	str	x2, [x1]
	mov	x0, #0
	ret
	guard	2b, trapped

	.global	guarded_read32
guarded_read32:
3:	ldr	w2, [x0]
	str	w2, [x1]
	mov	x0, #0
	ret
	guard	3b, trapped

	.global	guarded_write
guarded_write:
4:	str	x1, [x0]
	dsb	sy
	mov	x0, #0
	ret
	guard	4b, trapped

	/* rdvl x2, #1: the assembler is not told of SVE. */
	.global	guarded_vector_bytes
guarded_vector_bytes:
5:	.inst	0x04bf5022
	str	x2, [x0]
	mov	x0, #0
	ret
	guard	5b, trapped

trapped:
	mrs	x0, esr_el1
	ret
