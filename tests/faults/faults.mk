# SPDX-License-Identifier: BSD-2-Clause
#
# Builds whose system calls fail, or that are killed.

FAULTS_OBJ  := $(patsubst %.c,$(B)/%.o,$(sort $(wildcard tests/faults/*.c)))
FAULTS_WRAP := open openat read write close fstat fstatat mkdir mkdirat \
	renameat rename unlinkat malloc calloc realloc output_write

$(B)/faults/run: $(FAULTS_OBJ) $(filter-out %/cli/main.o,$(CLI_OBJ)) $(B)/libdomc.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(FAULTS_WRAP:%=-Wl,--wrap=%) -o $@ $^ \
		$(ALL_LDLIBS)

-include $(FAULTS_OBJ:.o=.d)
