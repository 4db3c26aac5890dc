# SPDX-License-Identifier: BSD-2-Clause
#
# Fuzz targets: linked with replay.c for the suite `fuzz`, with libFuzzer for
# `make fuzz`, which searches each target for FUZZ_SECONDS.

FUZZ_TARGETS := document schema tree board compile
FUZZ_SECONDS ?= 60
# What `make fuzz` searches: FUZZ="tree board"
FUZZ ?= $(FUZZ_TARGETS)
FUZZ_REPLAY := $(FUZZ_TARGETS:%=$(B)/fuzz/replay-%)
FUZZ_COMMON := $(B)/tests/fuzz/memory_file.o $(filter-out %/cli/main.o,$(CLI_OBJ)) \
	$(B)/libdomc.a
FUZZ_WRAP   := -Wl,--wrap=open,--wrap=fopen,--wrap=posix_spawnp

$(B)/fuzz/replay-%: $(B)/tests/fuzz/fuzz_%.o $(B)/tests/fuzz/replay.o $(FUZZ_COMMON)
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) $(FUZZ_WRAP) -o $@ $^ $(ALL_LDLIBS)

# Only within the make that `make fuzz` starts: its objects are clang's.
$(B)/fuzz/search-%: $(B)/tests/fuzz/fuzz_%.o $(FUZZ_COMMON)
	@mkdir -p $(@D)
	$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer $(FUZZ_WRAP) -o $@ $^ $(ALL_LDLIBS)

.SECONDARY: $(FUZZ_TARGETS:%=$(B)/tests/fuzz/fuzz_%.o) \
	$(B)/tests/fuzz/memory_file.o $(B)/tests/fuzz/replay.o

.PHONY: fuzz
fuzz:
	@$(MAKE) --no-print-directory -s -j$$(nproc) B=build-fuzz CC=clang \
		SAN=fuzzer-no-link,address,undefined \
		$(FUZZ:%=build-fuzz/fuzz/search-%)
	@B=build-fuzz FUZZ_SECONDS=$(FUZZ_SECONDS) sh tests/fuzz/search.sh $(FUZZ)

-include $(wildcard $(B)/tests/fuzz/*.d)
