# SPDX-License-Identifier: BSD-2-Clause
# oracle.mk - builds the program that holds domc's verdicts against Xen's.
#
# Included by the top Makefile behind boot.mk. Sets ORACLE_TOOLS.

ORACLE_SRC := $(sort $(wildcard tests/oracle/*.c))
ORACLE_OBJ := $(ORACLE_SRC:%.c=$(B)/%.o)
ORACLE_TOOLS := $(B)/oracle

# With all of the boot tests but their main().
$(B)/oracle: $(ORACLE_OBJ) $(filter-out $(B)/tests/boot/boot.o,$(BOOT_OBJ)) \
		$(B)/libdomc.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LDLIBS)

# More than 500 systems a release; writes docs/xen-oracle.md.
.PHONY: check-oracle
check-oracle: setup-boot
	@$(MAKE) --no-print-directory -j$$(nproc) $(ORACLE_TOOLS) $(PROBE_BIN)
	@B=$(B) sh tests/oracle/run.sh all

-include $(ORACLE_OBJ:.o=.d)
