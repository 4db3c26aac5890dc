# SPDX-License-Identifier: GPL-2.0-only
# layout-check.mk - builds $(B)/layout-check/layout-check, Xen's own checker
# of guest layouts as a program of the host.
#
# Included by the top Makefile, which sets B, CC and WARN. The checker's one
# source is the first patch of the series: it is cut out of it here.

LAYOUT_CHECK := $(B)/layout-check/layout-check
LAYOUT_CHECK_DIR := hypervisor/layout-check
LAYOUT_CHECK_PATCH := $(wildcard hypervisor/xen-4.20/0001-*.patch)
LAYOUT_CHECK_H := $(B)/layout-check/include/xen/guest-layout.h
LAYOUT_CHECK_C := $(B)/layout-check/guest-layout.c

# $(call new_file_of_patch,PATH): what the patch puts into a new file
new_file_of_patch = awk -v file='b/$(1)' '\
	/^diff --git / { wanted = $$4 == file; body = 0; next } \
	/^@@ / { body = 1; next } \
	wanted && body && /^\+/ { print substr($$0, 2) }'

$(LAYOUT_CHECK_H): $(LAYOUT_CHECK_PATCH) $(LAYOUT_CHECK_DIR)/layout-check.mk
	@mkdir -p $(@D)
	$(call new_file_of_patch,xen/include/xen/guest-layout.h) $< > $@.tmp
	test -s $@.tmp && mv $@.tmp $@

$(LAYOUT_CHECK_C): $(LAYOUT_CHECK_PATCH) $(LAYOUT_CHECK_DIR)/layout-check.mk
	@mkdir -p $(@D)
	$(call new_file_of_patch,xen/common/device-tree/guest-layout.c) \
		$< > $@.tmp
	test -s $@.tmp && mv $@.tmp $@

$(LAYOUT_CHECK): $(LAYOUT_CHECK_DIR)/layout-check.c $(LAYOUT_CHECK_C) \
		$(LAYOUT_CHECK_H)
	$(CC) -std=c11 -I$(B)/layout-check/include $(WARN) $(CFLAGS) -o $@ \
		$(LAYOUT_CHECK_DIR)/layout-check.c $(LAYOUT_CHECK_C)

.PHONY: layout-check
layout-check: $(LAYOUT_CHECK)

.PHONY: layout-check-test
layout-check-test: $(LAYOUT_CHECK)
	$(LAYOUT_CHECK) < $(LAYOUT_CHECK_DIR)/cases.in | \
		diff $(LAYOUT_CHECK_DIR)/cases.out -
