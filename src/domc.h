/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * domc.h - the domain compiler as a library: the one public header.
 *
 * A compilation reads one system file and makes artefacts in memory. It
 * prints nothing, exits never, writes no file. Everything it returns belongs
 * to the compilation and lives until domc_free().
 */
#ifndef DOMC_H
#define DOMC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DOMC_VERSION "0.1.0"

struct domc;
/* Findings of any number of compilations as one text for machines. */
struct domc_log;

struct domc_options {
	const char *const *include_dirs;	/* -I */
	size_t n_include_dirs;
	const char *const *sets;		/* --set */
	size_t n_sets;
	const char *const *warnings;		/* -W */
	size_t n_warnings;
	const char *only;			/* --only, or NULL */
	bool force;				/* --force */
	bool assert_formats;			/* --assert-formats */
};

enum domc_status {
	DOMC_OK = 0,		/* clean, or warnings only */
	DOMC_FINDINGS = 1,	/* anything wrong in what the user gave */
	/* usage, a file that cannot be read, no memory */
	DOMC_FAILED = 2,
};

struct domc_place {
	const char *file;	/* NULL: no place */
	/* from 1; line 0: the file */
	unsigned int line, col, end_line, end_col;
	const char *source;	/* text of the line, NULL if not kept */
	size_t source_len;
};

struct domc_note {
	struct domc_place place;
	const char *text;
};

struct domc_finding {
	const char *number;	/* "E0301" */
	const char *slug;
	bool is_error;
	struct domc_place place;
	const char *text;
	const char *instance_path;	/* JSON Pointer of the value, or NULL */
	const char *schema_path;	/* "system#/properties/...", or NULL */
	const struct domc_note *notes;
	size_t n_notes;
};

struct domc_artefact {
	const char *path;	/* below the output folder */
	const uint8_t *bytes;
	size_t len;
};

/** domc_new - a compilation with @opts (copied); NULL when out of memory */
struct domc *domc_new(const struct domc_options *opts);
void domc_free(struct domc *c);

/** domc_check - schema and rules of a system file; no artefacts */
enum domc_status domc_check(struct domc *c, const char *path);
/** domc_build - check, then make every artefact */
enum domc_status domc_build(struct domc *c, const char *path);
/**
 * domc_plan - the report alone, of @domain or (NULL) of all
 * @format: "text", "json", or what a guest's build can take: "c-header",
 *          "dtsi"
 */
enum domc_status domc_plan(struct domc *c, const char *path,
			   const char *domain, const char *format,
			   const char **ret_text, size_t *ret_len);

/**
 * domc_read_schema - read a JSON Schema (YAML, or JSON if named so), of any
 * author: what it has beyond 2020-12 and 2019-09 says nothing
 */
enum domc_status domc_read_schema(struct domc *c, const char *path);
/**
 * domc_share_schema - have @c hold the schema that @schema holds
 * @c: new; for a thread of its own. @schema must outlive it
 *
 * A schema serves one thread at a time, and is compiled but once this way.
 *
 * Return: false when out of memory.
 */
bool domc_share_schema(struct domc *c, const struct domc *schema);
/**
 * domc_validate - check a YAML or JSON document against such a schema
 * @schema: holds a schema, see above; must outlive @c
 *
 * When memory runs out @schema holds none any more, and all that use it get
 * DOMC_FAILED: share it anew.
 */
enum domc_status domc_validate(struct domc *c, struct domc *schema,
			       const char *path);

/** domc_is_tree - is the file a device tree, flattened or its source? */
bool domc_is_tree(const char *path);
/**
 * domc_read_bindings - bindings in dt-schema's format, for domc_check_tree()
 * @paths: files, or folders with .yaml files in or below them
 *
 * Those that are built in are there too, unless one has the same $id.
 */
enum domc_status domc_read_bindings(struct domc *c, const char *const *paths,
				    size_t n_paths);
/**
 * domc_share_bindings - the bindings of @from for another thread
 *
 * Each thread that calls domc_check_tree() needs its own; @from must outlive
 * it. Return: false when out of memory.
 */
bool domc_share_bindings(struct domc *c, const struct domc *from);
/**
 * domc_check_tree - check a device tree against bindings
 * @bindings: what domc_read_bindings() read, or a share of it; must outlive @c
 *
 * When memory runs out @bindings holds none any more, as with domc_validate().
 */
enum domc_status domc_check_tree(struct domc *c, struct domc *bindings,
				 const char *path);

size_t domc_findings(const struct domc *c, const struct domc_finding **ret);
/** domc_unlisted - findings past the limit, which domc_findings() leaves out */
size_t domc_unlisted(const struct domc *c);
size_t domc_artefacts(const struct domc *c, const struct domc_artefact **ret);
/** domc_inputs - every file read, as reached from the working directory */
size_t domc_inputs(const struct domc *c, const char *const **ret);
/** domc_error - why DOMC_FAILED, where no finding says it; NULL otherwise */
const char *domc_error(const struct domc *c);

/** domc_log_format - form @i of a log: "json", ...; NULL past the last */
const char *domc_log_format(size_t i);
/** domc_log_new - NULL: out of memory, or no such form */
struct domc_log *domc_log_new(const char *format);
void domc_log_free(struct domc_log *l);
/**
 * domc_log_add - an input of the command, and what was found in it
 * @c: NULL if it never came to that
 * @status: what the compilation returned
 *
 * Return: false when memory runs out. The text is sound still, and says so if
 * it can.
 */
bool domc_log_add(struct domc_log *l, const char *path, const struct domc *c,
		  enum domc_status status);
/**
 * domc_log_fail - the newest input failed, and no finding says why; as above
 */
bool domc_log_fail(struct domc_log *l, const char *message);
/**
 * domc_log_end - there are no more inputs
 * @status: of the command
 *
 * Return: false when memory runs out, and the text lacks its end.
 */
bool domc_log_end(struct domc_log *l, int status);
/** domc_log_take - what is to be written next; valid until the next call */
const char *domc_log_take(struct domc_log *l, size_t *ret_len);

/**
 * domc_manifest_files - the files that a manifest.json of ours lists
 * @bytes: its text
 *
 * The paths are as the text has them: whoever removes such a file checks them.
 *
 * Return: false if the text is no manifest of ours.
 */
bool domc_manifest_files(struct domc *c, const char *bytes, size_t len,
			 const char *const **ret_paths, size_t *ret_n_paths);

/** domc_schema - an embedded schema as "yaml" or "json"; NULL: no such name */
const char *domc_schema(struct domc *c, const char *name, const char *format);
/** domc_schema_name - name of embedded schema @i; NULL past the last */
const char *domc_schema_name(size_t i);

/**
 * domc_explain - what a code means
 * @code: "E0301" or "static-overlap"
 *
 * Return: false if there is no such code.
 */
bool domc_explain(const char *code, const char **ret_number,
		  const char **ret_slug, const char **ret_summary,
		  const char **ret_text);
/** domc_explain_meant - the slug that @code may have meant; NULL: none */
const char *domc_explain_meant(const char *code);
/** domc_each_code - number and slug of code @i; false past the last */
bool domc_each_code(size_t i, const char **ret_number, const char **ret_slug,
		    const char **ret_summary);

/* What a finding is, and what may be done about it. */
struct domc_severity {
	bool is_error;		/* unless -W says otherwise */
	bool can_be_off;	/* by -W no-NAME; an error also a warning */
	bool can_be_forced;	/* --force writes despite the error */
};

/** domc_severity_of - of @code (see domc_explain()); false: no such code */
bool domc_severity_of(const char *code, struct domc_severity *ret);

/* A place of Xen's sources that a code stands for. */
struct domc_refusal {
	const char *file_4_17;	/* in its source; "": this release has none */
	const char *file_4_20;
	const char *function;
	/* what Xen prints; else what it returns, and when; "": nothing */
	const char *text;
	const char *kconfig;	/* the option it takes; "": none */
};

/**
 * domc_each_refusal - place @i of @code (see domc_explain()); false past the
 * last
 */
bool domc_each_refusal(const char *code, size_t i, struct domc_refusal *ret);

/** domc_releases - "4.17, 4.20" */
const char *domc_releases(struct domc *c);

#endif
