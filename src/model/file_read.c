/* SPDX-License-Identifier: BSD-2-Clause */
#include "model/file_read.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_BYTES 65536

/* The pass: what has been found so far, and what finds it. */
struct pass {
	struct file_facts *facts;
	struct sha256_ctx sha256;
	struct unpack unpack;
	uint8_t last[4];	/* of what was read so far, oldest first */
};

/* The last four bytes of what came before and of @bytes together. */
static void keep_last(struct pass *p, const uint8_t *bytes, size_t n)
{
	const size_t want = sizeof(p->last);

	if (n >= want) {
		memcpy(p->last, bytes + n - want, want);
		return;
	}
	memmove(p->last, p->last + n, want - n);
	memcpy(p->last + want - n, bytes, n);
}

/* The first bytes: what the file is, and whether to unpack it. */
static void look_at_head(struct pass *p, const uint8_t *bytes, size_t n)
{
	struct file_facts *f = p->facts;

	f->n_head = n < sizeof(f->head) ? n : sizeof(f->head);
	memcpy(f->head, bytes, f->n_head);
	f->format = file_format_of(f->head, f->n_head);
	if (f->format == FORMAT_GZIP)
		unpack_begin(&p->unpack);
}

static void look_at_chunk(struct pass *p, const uint8_t *bytes, size_t n)
{
	if (p->facts->size == 0)
		look_at_head(p, bytes, n);
	p->facts->size += n;
	sha256_update(&p->sha256, n, bytes);
	keep_last(p, bytes, n);
	if (p->unpack.begun)
		unpack_feed(&p->unpack, bytes, n);
}

static void finish_pass(struct pass *p)
{
	struct file_facts *f = p->facts;
	const struct unpack *u = &p->unpack;

	sha256_digest(&p->sha256, SHA256_BYTES, f->sha256);
	for (int i = 3; i >= 0; i--)
		f->last_word = f->last_word << 8 | p->last[i];
	f->unpacked = u->state;
	f->n_inner_head = u->n_head;
	memcpy(f->inner_head, u->head, u->n_head);
	f->n_unpacked = u->n_out;
	f->n_trailing = u->n_trailing;
}

/* Until a whole chunk or the end, so that the head is never cut short. */
static ssize_t read_chunk(int fd, uint8_t *buffer)
{
	size_t n = 0;

	while (n < CHUNK_BYTES) {
		ssize_t got = read(fd, buffer + n, CHUNK_BYTES - n);

		if (got == 0)
			break;
		if (got > 0)
			n += (size_t)got;
		else if (errno != EINTR)
			return -1;
	}
	return (ssize_t)n;
}

static const char *run_pass(int fd, struct pass *p)
{
	uint8_t buffer[CHUNK_BYTES];
	ssize_t n;

	while ((n = read_chunk(fd, buffer)) > 0)
		look_at_chunk(p, buffer, (size_t)n);
	return n < 0 ? strerror(errno) : NULL;
}

static const char *refuse_kind(int fd)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return strerror(errno);
	if (S_ISDIR(st.st_mode))
		return "it is a folder";
	if (!S_ISREG(st.st_mode))
		return "it is no regular file";
	return NULL;
}

const char *file_read_facts(const char *path, struct file_facts *ret_facts)
{
	/* Without O_NONBLOCK a FIFO would hang in open(). */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct pass p = { .facts = ret_facts };
	const char *error;

	memset(ret_facts, 0, sizeof(*ret_facts));
	ret_facts->format = FORMAT_EMPTY;
	if (fd < 0)
		return strerror(errno);
	sha256_init(&p.sha256);
	error = refuse_kind(fd);
	if (!error)
		error = run_pass(fd, &p);
	if (!error)
		finish_pass(&p);
	unpack_end(&p.unpack);
	close(fd);
	return error;
}
