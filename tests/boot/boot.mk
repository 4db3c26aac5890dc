# SPDX-License-Identifier: BSD-2-Clause
# boot.mk - builds the programs that boot real Xen, and runs them.
#
# Included by the top Makefile behind probe.mk. Sets BOOT_TOOLS.

# Programs for a Linux inside, without libc.
BOOT_INSIDE := grab agent
BOOT_SRC := $(sort $(filter-out $(BOOT_INSIDE:%=tests/boot/%.c),\
	$(wildcard tests/boot/*.c)))
BOOT_OBJ := $(BOOT_SRC:%.c=$(B)/%.o)
BOOT_TOOLS := $(B)/boot $(BOOT_INSIDE:%=$(B)/probe/%)

$(B)/boot: $(BOOT_OBJ) $(B)/libdomc.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LDLIBS)

$(BOOT_INSIDE:%=$(B)/probe/%): $(B)/probe/%: tests/boot/%.c tests/boot/boot.mk
	@mkdir -p $(@D)
	$(PROBE_CC) -std=gnu11 -O2 -Wall -Wextra -Werror -ffreestanding \
		-fno-stack-protector -nostdlib -static \
		-Wl,--build-id=none -o $@ $<

.PHONY: check-boot
check-boot: setup-boot
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/domc $(BOOT_TOOLS) \
		$(PROBE_BIN)
	@B=$(B) sh tests/boot/run.sh all
	@B=$(B) sh tests/boot/run.sh layouts-linux

-include $(BOOT_OBJ:.o=.d)
