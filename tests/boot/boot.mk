# SPDX-License-Identifier: BSD-2-Clause
# boot.mk - builds the programs that boot real Xen, and runs them.
#
# Included by the top Makefile behind probe.mk. Sets BOOT_TOOLS.

BOOT_SRC := $(sort $(filter-out tests/boot/grab.c,$(wildcard tests/boot/*.c)))
BOOT_OBJ := $(BOOT_SRC:%.c=$(B)/%.o)
GRAB_BIN := $(B)/probe/grab
BOOT_TOOLS := $(B)/boot $(GRAB_BIN)

$(B)/boot: $(BOOT_OBJ) $(B)/libdomc.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LDLIBS)

$(GRAB_BIN): tests/boot/grab.c tests/boot/boot.mk
	@mkdir -p $(@D)
	$(PROBE_CC) -std=gnu11 -O2 -Wall -Wextra -Werror -ffreestanding \
		-fno-stack-protector -nostdlib -static \
		-Wl,--build-id=none -o $@ $<

.PHONY: check-boot
check-boot: setup-boot
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/domc $(BOOT_TOOLS) \
		$(PROBE_BIN)
	@B=$(B) sh tests/boot/run.sh all

-include $(BOOT_OBJ:.o=.d)
