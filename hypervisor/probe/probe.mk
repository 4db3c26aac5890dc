# SPDX-License-Identifier: BSD-2-Clause
# probe.mk - builds $(B)/probe/probe.bin, a bare-metal arm64 guest.
#
# Included by the top Makefile, which sets B. AARCH64_CROSS names the
# compiler: Debian's gcc-aarch64-linux-gnu.

AARCH64_CROSS ?= aarch64-linux-gnu-
PROBE_DIR := hypervisor/probe
PROBE_CC := $(AARCH64_CROSS)gcc
PROBE_OBJCOPY := $(AARCH64_CROSS)objcopy
PROBE_BIN := $(B)/probe/probe.bin

# General registers only: nothing turns the FPU on. The MMU is off, so memory
# is Device memory and accesses must be aligned. No loop may become a call to
# the very memset() it is the body of.
PROBE_CFLAGS := -std=gnu11 -O2 -ffreestanding -fpie -mcmodel=tiny \
	-mgeneral-regs-only -mstrict-align -fno-stack-protector \
	-fno-asynchronous-unwind-tables -fno-tree-loop-distribute-patterns \
	-Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wundef -Wvla -Wpointer-arith -Werror
PROBE_LDFLAGS := -nostdlib -pie -Wl,--no-dynamic-linker -Wl,-Bsymbolic \
	-Wl,-z,norelro -Wl,--build-id=none -Wl,--no-warn-rwx-segments

PROBE_SRC := $(addprefix $(PROBE_DIR)/,head.S hypercall.S algorithm.c \
	clock.c console.c events.c fdt.c foreign.c grants.c handover.c machine.c \
	main.c physmap.c report.c share.c text.c trap.c vectors.c world.c xen.c)
PROBE_OBJ := $(patsubst $(PROBE_DIR)/%,$(B)/probe/%.o,$(PROBE_SRC))

$(B)/probe/%.o: $(PROBE_DIR)/% $(PROBE_DIR)/probe.mk
	@mkdir -p $(@D)
	$(PROBE_CC) $(PROBE_CFLAGS) -MMD -MP -c -o $@ $<

$(B)/probe/probe.elf: $(PROBE_OBJ) $(PROBE_DIR)/probe.ld
	$(PROBE_CC) $(PROBE_LDFLAGS) -T $(PROBE_DIR)/probe.ld -o $@ $(PROBE_OBJ)

$(B)/probe/probe.bin: $(B)/probe/probe.elf
	$(PROBE_OBJCOPY) -O binary $< $@

.PHONY: probe
probe: $(B)/probe/probe.bin

-include $(PROBE_OBJ:.o=.d)
