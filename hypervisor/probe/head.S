/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * head.S - arm64 Image header, entry and exception vectors.
 *
 * Xen enters at EL1 with the MMU off and the address of the tree in x0. The
 * image is linked at 0 and runs wherever it was put, at any 4 KiB boundary.
 */
	.section .head, "ax"
	.global _start
_start:
	b	entry
	.long	0
	.quad	0			/* text_offset: at the start of RAM */
	.quad	_end - _start		/* image_size, with bss and stack */
	.quad	0x0a			/* little endian, 4 KiB, anywhere */
	.quad	0, 0, 0			/* reserved; see touch_page() */
	.ascii	"ARM\x64"
	.long	0

/*
 * x0: tree. From Xen x1 to x3 are 0; from an earlier stage of this program
 * they are which stage this is, and its checks passed and failed so far.
 */
entry:
	mov	x19, x0
	mov	x20, x1
	mov	x21, x2
	mov	x22, x3
	adr	x0, vectors
	msr	vbar_el1, x0
	isb
	adr	x0, _stack_top
	mov	sp, x0

	adr	x0, __bss_start
	adr	x1, __bss_end
1:	cmp	x0, x1
	b.hs	2f
	stp	xzr, xzr, [x0], #16
	b	1b

	/* R_AARCH64_RELATIVE: the only kind a program linked at 0 has. */
2:	adr	x0, _start
	adr	x1, __rela_start
	adr	x2, __rela_end
3:	cmp	x1, x2
	b.hs	4f
	ldp	x3, x4, [x1]		/* offset, kind */
	ldr	x5, [x1, #16]		/* addend */
	add	x1, x1, #24
	cmp	x4, #1027
	b.ne	3b
	add	x5, x5, x0
	str	x5, [x0, x3]
	b	3b

4:	mov	x0, x19
	mov	x1, x20
	mov	x2, x21
	mov	x3, x22
	bl	probe_main
5:	wfi
	b	5b

	/* stage_jump(entry, tree, stage, n_pass, n_fail): code was written */
	.global	stage_jump
stage_jump:
	dsb	sy
	ic	iallu
	dsb	sy
	isb
	mov	x9, x0
	mov	x0, x1
	mov	x1, x2
	mov	x2, x3
	mov	x3, x4
	br	x9

/*
 * A synchronous exception resumes where trap_resume() says: behind a guarded
 * access of hypercall.S, all of which lose no more than a call does.
 */
sync:
	stp	x29, x30, [sp, #-16]!
	mrs	x0, esr_el1
	mrs	x1, elr_el1
	mrs	x2, far_el1
	bl	trap_resume
	msr	elr_el1, x0
	ldp	x29, x30, [sp], #16
	eret

other:
	mov	x0, xzr
	mrs	x1, elr_el1
	mrs	x2, far_el1
	b	trap_fatal

	.macro	vector label
	.balign	128
	b	\label
	.endm

	.balign	2048
vectors:
	.rept	4			/* current EL, SP_EL0 */
	vector	other
	.endr
	vector	sync			/* current EL, SP_EL1 */
	.rept	3
	vector	other
	.endr
	.rept	8			/* lower EL: there is none */
	vector	other
	.endr
