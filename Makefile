# SPDX-License-Identifier: BSD-2-Clause
#
# domc - the domain compiler.
#
#   make            build domc
#   make demo       set up what is missing, compile a system, boot it on real Xen
#   make check      set up what is missing, run every test but the long boots
#   make help       the rest

PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= cc
# For programs that run during the build, when CC makes programs for another
# machine.
HOSTCC  ?= cc
AR      ?= ar
PKG_CONFIG ?= pkg-config
# SAN=address,undefined builds and tests with sanitizers, in a folder of its own.
SAN     ?=
B       ?= build$(if $(SAN),-san)

PKGS := yaml-0.1 libpcre2-8 nettle zlib
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wformat=2 -Wundef -Wwrite-strings -Wvla \
	-Wpointer-arith -Wno-overlength-strings
CFLAGS ?= -O2 -g
ALL_CFLAGS = -std=c11 -pthread -D_POSIX_C_SOURCE=200809L -Isrc $(WARN) $(CFLAGS) \
	$(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all \
	-fno-omit-frame-pointer) \
	$(if $(findstring address,$(SAN)),-DFIRST_BLOCK_BYTES=0) \
	$(shell $(PKG_CONFIG) --cflags $(PKGS) 2>/dev/null)
# libfdt has a .pc file only where dtc was built with meson.
ALL_LDLIBS = $(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null) -lfdt $(LDLIBS)
ALL_LDFLAGS = -pthread $(LDFLAGS) $(if $(SAN),-fsanitize=$(SAN))

STAGES   := base diag doc schema facts model plan dt binding lint emit api
LIB_SRC  := $(foreach s,$(STAGES),$(sort $(wildcard src/$(s)/*.c)))
CLI_SRC  := $(sort $(wildcard src/cli/*.c))
LIB_OBJ  := $(LIB_SRC:%.c=$(B)/%.o) $(B)/schemas.o $(B)/bindings.o
CLI_OBJ  := $(CLI_SRC:%.c=$(B)/%.o)
UNIT_SRC := $(sort $(wildcard tests/unit/test_*.c))
UNIT_OBJ := $(UNIT_SRC:%.c=$(B)/%.o)
SCHEMAS  := $(sort $(wildcard schemas/*.yaml))
META     := $(sort $(wildcard schemas/meta/*.yaml))
BINDINGS := $(sort $(wildcard bindings/*.yaml))

.PHONY: all
all: $(B)/domc $(B)/domc.yaml.5

$(B)/domc: $(CLI_OBJ) $(B)/libdomc.a
	$(CC) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LDLIBS)

$(B)/libdomc.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# These run on the machine that builds: they read the schemas with domc's own
# reader.
READER_SRC := tools/schema_file.c $(foreach s,base diag doc,$(sort $(wildcard src/$(s)/*.c)))
READER_DEP := $(READER_SRC) tools/schema_file.h \
	$(wildcard src/base/*.h src/diag/* src/doc/*.h)
HOST_CC := $(HOSTCC) -std=c11 -D_POSIX_C_SOURCE=200809L -Isrc $(WARN) -O1
REFERENCE_SRC := $(sort $(wildcard tools/reference*.c))

$(B)/embed: tools/embed.c tools/c_text.c tools/c_text.h $(READER_DEP)
	@mkdir -p $(@D)
	$(HOST_CC) -o $@ tools/embed.c tools/c_text.c $(READER_SRC) -lyaml

$(B)/reference: $(REFERENCE_SRC) tools/reference.h src/model/keys.def $(READER_DEP)
	@mkdir -p $(@D)
	$(HOST_CC) -o $@ $(REFERENCE_SRC) $(READER_SRC) -lyaml

# As old as the other page: both say what one release does.
$(B)/domc.yaml.5: schemas/system.yaml $(B)/reference docs/man/domc.1
	$(B)/reference man $< "$$(sed -n 's/^\.Dd //p' docs/man/domc.1)" \
		> $@.tmp && mv $@.tmp $@

$(B)/schemas.c: $(SCHEMAS) $(META) $(B)/embed
	$(B)/embed $(SCHEMAS) -- $(META) > $@.tmp && mv $@.tmp $@

# Prepares bindings as the running domc does.
PREPARE_SRC := $(foreach f,edit prepare prepare_prop types index,src/binding/$(f).c)
$(B)/embed_bindings: tools/embed_bindings.c tools/c_text.c tools/c_text.h $(PREPARE_SRC) $(READER_DEP) $(wildcard src/binding/*.h src/binding/*.def)
	@mkdir -p $(@D)
	$(HOST_CC) -o $@ tools/embed_bindings.c tools/c_text.c $(PREPARE_SRC) $(READER_SRC) -lyaml

# A name has a comma, never a blank.
$(B)/bindings.c: $(BINDINGS) $(B)/embed_bindings
	$(B)/embed_bindings $(BINDINGS) > $@.tmp && mv $@.tmp $@

$(B)/schemas.o $(B)/bindings.o: $(B)/%.o: $(B)/%.c
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# ---- tests -----------------------------------------------------------------

$(B)/unit/main.c: $(UNIT_SRC) tools/unit-main.sh
	@mkdir -p $(@D)
	sh tools/unit-main.sh $(UNIT_SRC) > $@.tmp && mv $@.tmp $@

# The command's parts are tested too, all but its main().
$(B)/unit/run: $(B)/unit/main.c $(UNIT_OBJ) \
		$(filter-out %/cli/main.o,$(CLI_OBJ)) $(B)/libdomc.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(ALL_LDLIBS) \
		$(shell $(PKG_CONFIG) --libs check)

include hypervisor/probe/probe.mk
include tests/boot/boot.mk
include hypervisor/xen.mk
include hypervisor/layout-check/layout-check.mk
include tests/layouts/layouts.mk
include tests/fuzz/fuzz.mk
include tests/alloc/alloc.mk
include tests/faults/faults.mk
include tests/oracle/oracle.mk

.PHONY: setup setup-boot check check-unit check-quick check-boot demo
setup:
	@sh tools/setup.sh build check
setup-boot: setup
	@sh tools/setup.sh boot

# One line a suite; ends in "N passed, N failed".
check: setup-boot
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/domc $(B)/unit/run \
		$(B)/alloc/run $(B)/faults/run $(FUZZ_REPLAY) \
		$(BOOT_TOOLS) $(PROBE_BIN) $(LAYOUTS_TOOLS) $(ORACLE_TOOLS)
	@B=$(B) SAN=$(SAN) CC="$(CC)" MAKE="$(MAKE)" sh tests/run.sh $(SUITES)

check-unit: $(B)/unit/run
	$(B)/unit/run

demo: setup-boot
	@$(MAKE) --no-print-directory -j$$(nproc) $(B)/domc $(BOOT_TOOLS) \
		$(PROBE_BIN) >$(B).log 2>&1 || { cat $(B).log; exit 1; }
	@rm -f $(B).log
	@B=$(B) sh tools/demo.sh

.PHONY: golden reference bench
golden: $(B)/domc
	@B=$(B) sh tests/golden/run.sh --rewrite

reference: $(B)/reference
	$(B)/reference markdown schemas/system.yaml > docs/domc.yaml.md.tmp
	mv docs/domc.yaml.md.tmp docs/domc.yaml.md
	@git --no-pager diff --stat -- docs/domc.yaml.md

bench: $(B)/domc
	@B=$(B) sh tests/bench/run.sh

# ---- installing ------------------------------------------------------------

.PHONY: install uninstall
install: $(B)/domc $(B)/domc.yaml.5
	install -D -m 755 $(B)/domc $(DESTDIR)$(PREFIX)/bin/domc
	install -D -m 644 $(B)/libdomc.a $(DESTDIR)$(PREFIX)/lib/libdomc.a
	install -D -m 644 src/domc.h $(DESTDIR)$(PREFIX)/include/domc.h
	install -D -m 644 docs/man/domc.1 \
		$(DESTDIR)$(PREFIX)/share/man/man1/domc.1
	install -D -m 644 $(B)/domc.yaml.5 \
		$(DESTDIR)$(PREFIX)/share/man/man5/domc.yaml.5
	install -D -m 644 docs/completion/domc.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/domc
	install -d $(DESTDIR)$(PREFIX)/share/domc/schemas
	install -m 644 $(SCHEMAS) $(DESTDIR)$(PREFIX)/share/domc/schemas

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/domc $(DESTDIR)$(PREFIX)/lib/libdomc.a \
		$(DESTDIR)$(PREFIX)/include/domc.h \
		$(DESTDIR)$(PREFIX)/share/man/man1/domc.1 \
		$(DESTDIR)$(PREFIX)/share/man/man5/domc.yaml.5 \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/domc
	rm -rf $(DESTDIR)$(PREFIX)/share/domc

.PHONY: clean help
clean:
	rm -rf build build-san build-clang build-fuzz

help:
	@echo 'make               build build/domc'
	@echo 'make demo          compile a system, boot it on real Xen, compare'
	@echo 'make check         every test but the long boots (SAN=address,undefined: with sanitizers)'
	@echo 'make check SUITES="unit bad"   some suites: see tests/run.sh'
	@echo 'make check-unit    unit tests alone'
	@echo 'make check-alloc   every request for memory fails in turn (a minute)'
	@echo 'make fuzz          look for input that breaks a stage: FUZZ="$(FUZZ)" FUZZ_SECONDS=$(FUZZ_SECONDS)'
	@echo 'make check-boot    boot every valid combination (long)'
	@echo 'make check-oracle  1000 generated systems: does Xen say what domc says? (long)'
	@echo 'make xen           a patched Xen: XEN=$(XEN) KCONFIG=all-options SERIES=none'
	@echo 'make golden        rewrite golden files and show the difference'
	@echo 'make reference     rewrite docs/domc.yaml.md from schemas/system.yaml'
	@echo 'make bench         measure, as ratios in one run'
	@echo 'make install       PREFIX=$(PREFIX) DESTDIR=$(DESTDIR)'
	@echo 'make clean         remove what was built'

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(UNIT_OBJ:.o=.d)
