# SPDX-License-Identifier: BSD-2-Clause
#
# Memory that runs out: static libraries, so that --wrap reaches their requests.

ALLOC_OBJ  := $(patsubst %.c,$(B)/%.o,$(sort $(wildcard tests/alloc/*.c)))
ALLOC_WRAP := malloc calloc realloc strdup free mmap munmap fopen posix_spawnp \
	posix_spawn_file_actions_adddup2 arena_alloc arena_array arena_resize \
	arena_grow arena_strdup arena_strndup arena_printf arena_vprintf arena_defer

$(B)/alloc/run: $(ALLOC_OBJ) $(B)/libdomc.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) $(ALLOC_WRAP:%=-Wl,--wrap=%) -o $@ $^ \
		-Wl,-Bstatic $(ALL_LDLIBS) -Wl,-Bdynamic

# Every request, not a sample: some minutes.
.PHONY: check-alloc
check-alloc: $(B)/domc $(B)/alloc/run
	@B=$(B) sh tests/alloc/run.sh all

-include $(ALLOC_OBJ:.o=.d)
