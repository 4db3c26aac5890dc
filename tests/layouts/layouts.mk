# SPDX-License-Identifier: BSD-2-Clause
# layouts.mk - builds the program that runs generated layouts through domc,
# through Xen's checker and through Xen.
#
# Included by the top Makefile behind boot.mk and layout-check.mk. Sets
# LAYOUTS_TOOLS.

LAYOUTS_SRC := $(sort $(wildcard tests/layouts/*.c))
LAYOUTS_OBJ := $(LAYOUTS_SRC:%.c=$(B)/%.o)
# All of the boot tests but their main().
LAYOUTS_BOOT := $(filter-out $(B)/tests/boot/boot.o,$(BOOT_OBJ))
LAYOUTS_SPOILS := $(shell sed -n 's/^\([a-z0-9-]*\): .*/\1/p' \
	tests/layouts/spoils)
LAYOUTS_SPOILT := $(LAYOUTS_SPOILS:%=$(B)/layout-check/spoilt/%)
LAYOUTS_TOOLS := $(B)/layouts $(LAYOUT_CHECK) $(LAYOUTS_SPOILT)

$(B)/layouts: $(LAYOUTS_OBJ) $(LAYOUTS_BOOT) $(B)/libdomc.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LDLIBS)

# Xen's checker with one line of it changed; it must be there to be changed.
$(B)/layout-check/spoilt/%: $(LAYOUT_CHECK_C) $(LAYOUT_CHECK_H) \
		$(LAYOUT_CHECK_DIR)/layout-check.c tests/layouts/spoils
	@mkdir -p $(@D)
	sed "$$(sed -n 's/^$*: //p' tests/layouts/spoils)" \
		$(LAYOUT_CHECK_C) >$@.c
	! cmp -s $@.c $(LAYOUT_CHECK_C)
	$(CC) -std=c11 -w -I$(B)/layout-check/include $(CFLAGS) -o $@ \
		$(LAYOUT_CHECK_DIR)/layout-check.c $@.c

.PHONY: check-differential
check-differential: $(LAYOUTS_TOOLS)
	@B=$(B) sh tests/layouts/run.sh

-include $(LAYOUTS_OBJ:.o=.d)
