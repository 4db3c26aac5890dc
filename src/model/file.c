/* SPDX-License-Identifier: BSD-2-Clause */
#include "model/file.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "base/limits.h"
#include "model/file_read.h"

/* Bytes of a path in a message: more are a mistake, not a path. */
#define PATH_SHOWN 200

/* Header flags that Xen's gunzip() panics at (common/gzip/inflate.c). */
#define GZIP_FLAGS_AT 3
#define GZIP_FLAGS_REFUSED 0xe2

/*
 * A file of the list. The first one is also the root of a trie over hashes of
 * `found`: a system may name thousands of files.
 */
struct file_entry {
	struct file file;	/* first, so that a struct file leads here */
	struct file_entry *child[4];
	struct file *last;	/* root only: end of the list */
};

/* FNV-1a, 64 bits. */
static uint64_t hash_of(const char *s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return h;
}

/* Where the entry of @found hangs, or would. */
static struct file_entry **find_slot(struct file_entry *root,
				     const char *found)
{
	struct file_entry *e = root;
	uint64_t h = hash_of(found);

	while (strcmp(e->file.found, found) != 0) {
		struct file_entry **slot = &e->child[h >> 62];

		if (!*slot)
			return slot;
		e = *slot;
		h <<= 2;
	}
	return NULL;
}

static struct file *find_file(struct file *files, const char *found)
{
	struct file_entry *e = (struct file_entry *)files;
	uint64_t h = hash_of(found);

	for (; e && strcmp(e->file.found, found) != 0; h <<= 2)
		e = e->child[h >> 62];
	return e ? &e->file : NULL;
}

static struct file *append_file(struct arena *a, struct file **files,
				const struct file *f)
{
	struct file_entry *e = ARENA_NEW(a, struct file_entry);
	struct file_entry *root = (struct file_entry *)*files;

	e->file = *f;
	if (!root) {
		*files = &e->file;
		root = e;
	} else {
		*find_slot(root, f->found) = e;
		root->last->next = &e->file;
	}
	root->last = &e->file;
	return &e->file;
}

static const char *string_of(const struct value *map, const char *key)
{
	const struct value *v = value_get(map, key);

	return v && v->kind == VALUE_STRING ? v->text : NULL;
}

/* What the system file says of it. */
static const struct value *read_attributes(const struct value *v,
					   struct file *ret_file)
{
	const struct value *path = v;
	const struct value *at;

	if (v->kind == VALUE_MAP)
		path = value_get(v, "file");
	assert(path && path->kind == VALUE_STRING);
	at = value_get(v, "at");
	*ret_file = (struct file){
		.path = path->text,
		.place = path->place,
		.load_as = string_of(v, "load-as"),
		.target_path = string_of(v, "target-path"),
		.has_at = at && at->kind == VALUE_INT,
	};
	if (ret_file->has_at)
		ret_file->at = at->magnitude;
	return path;
}

/* The same file said at another place: not read again, not listed again. */
static struct file *said_again(struct arena *a, const struct file *known,
			       const struct file *said)
{
	struct file *f = ARENA_NEW(a, struct file);

	*f = *known;
	f->path = said->path;
	f->place = said->place;
	f->load_as = said->load_as;
	f->target_path = said->target_path;
	f->has_at = said->has_at;
	f->at = said->at;
	f->next = NULL;
	return f;
}

void file_report_not_found(struct diags *d, struct place place,
			   const char *what, const char *path,
			   const struct doc_options *opts)
{
	struct diag_item *item;

	item = diag_add(d, E_FILE_NOT_FOUND, place, "no %s '%s'", what,
			utf8_excerpt(d->arena, path, PATH_SHOWN));
	if (path[0] == '/')
		return;
	diag_note(d, item, PLACE_NONE,
		  "looked beside the file that names it%s",
		  opts->n_include_dirs ? ", then in" : "; -I DIR adds a folder");
	for (size_t i = 0; i < opts->n_include_dirs; i++)
		diag_note(d, item, PLACE_NONE, "%s", opts->include_dirs[i]);
}

static const char *gzip_fault(struct arena *a, const struct file_facts *f)
{
	unsigned int flags = f->head[GZIP_FLAGS_AT] & GZIP_FLAGS_REFUSED;
	enum file_format inner = file_format_of(f->inner_head,
						f->n_inner_head);

	if (f->unpacked == UNPACK_BROKEN)
		return "the gzip data is damaged";
	if (f->unpacked == UNPACK_RUNNING)
		return "the gzip data ends too early";
	if (f->unpacked == UNPACK_TOO_BIG)
		return arena_printf(a, "it unpacks to more than %u MiB, and domc looks no further",
				    LIMIT_UNPACKED_BYTES >> 20);
	/* Linux takes a ramdisk of several members, and nobody its length. */
	if (f->unpacked != UNPACK_DONE || inner != FORMAT_ARM64_IMAGE)
		return NULL;
	if (flags)
		return arena_printf(a, "its gzip header has the flags 0x%02x, at which Xen panics",
				    flags);
	if (f->n_trailing)
		return arena_printf(a, "%llu bytes follow the gzip data, and Xen takes the last word of the file, %lu, for the unpacked size of %llu",
				    (unsigned long long)f->n_trailing,
				    (unsigned long)f->last_word,
				    (unsigned long long)f->n_unpacked);
	return NULL;
}

/* False when the file cannot be used at all. */
static bool report_content(struct arena *a, struct diags *d,
			   const struct file *file, const struct file_facts *f)
{
	const char *fault;
	struct diag_item *item;

	if (f->size == 0) {
		diag_add(d, E_FILE_EMPTY, file->place, "'%s' is empty",
			 file->path);
		return false;
	}
	fault = f->format == FORMAT_GZIP ? gzip_fault(a, f) : NULL;
	if (!fault)
		return true;
	item = diag_add(d, E_FILE_GZIP, file->place, "'%s': %s", file->path,
			fault);
	diag_note(d, item, PLACE_NONE, f->unpacked == UNPACK_TOO_BIG ?
		  "name the kernel as it is before gzip" :
		  "make it anew with 'gzip -n', from one file into one member");
	return f->unpacked == UNPACK_DONE;
}

static void take_facts(struct file *file, const struct file_facts *f)
{
	const uint8_t *image = f->head;

	file->size = f->size;
	memcpy(file->sha256, f->sha256, sizeof(file->sha256));
	file->format = f->format;
	file->unpacked_size = f->size;
	if (f->format == FORMAT_GZIP) {
		file->inner = file_format_of(f->inner_head, f->n_inner_head);
		file->unpacked_size = f->unpacked == UNPACK_DONE ?
				      f->n_unpacked : 0;
		image = f->inner_head;
	}
	if (f->format == FORMAT_ARM64_IMAGE ||
	    file->inner == FORMAT_ARM64_IMAGE)
		file_format_image(image, &file->text_offset, &file->image_size);
}

static struct file *read_file(struct arena *a, struct diags *d,
			      struct file *said, struct file **files)
{
	struct file_facts facts;
	const char *error = file_read_facts(said->found, &facts);

	if (facts.unpacked == UNPACK_NO_MEMORY)
		arena_land(a);
	if (error) {
		diag_add(d, E_FILE_UNREADABLE, said->place,
			 "cannot read '%s': %s", said->path, error);
		return NULL;
	}
	if (!report_content(a, d, said, &facts))
		return NULL;
	take_facts(said, &facts);
	return append_file(a, files, said);
}

struct file *file_open(struct arena *a, struct diags *d, const struct value *v,
		       const struct doc_options *opts, struct file **files)
{
	struct file said;
	const struct value *path = read_attributes(v, &said);
	struct file *known;

	said.found = value_resolve_path(a, path, opts);
	if (!said.found) {
		file_report_not_found(d, said.place, "file", said.path, opts);
		return NULL;
	}
	known = find_file(*files, said.found);
	return known ? said_again(a, known, &said) :
		       read_file(a, d, &said, files);
}
