/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * output.h - the output folder: all or nothing.
 *
 * A folder is domc's if it holds a manifest.json of ours; any other that is
 * not empty is refused. A file that is there already with the same bytes is
 * left alone, so that make sees what changed. Each other is written under
 * another name beside its place; when all are there the old manifest is put
 * aside, they are renamed, files of the old manifest that are no longer made
 * are removed, and the new manifest is renamed last. When nothing changes it
 * is only touched: its time is that of the run, always. So a folder with a
 * manifest is whole, whenever a run is killed; the next one takes up what it
 * left (journal.h). Unknown files stay. No link below the folder is followed.
 */
#ifndef DOMC_CLI_OUTPUT_H
#define DOMC_CLI_OUTPUT_H

#include "cli/text.h"
#include "domc.h"

/**
 * output_write - make @dir hold @files and nothing of the last build
 * @dir: made with its parents where they are not there
 * @c: reads the old manifest
 * @files: the manifest last
 * @error: says what went wrong, a full sentence without an end
 *
 * Return: false when it could not be done; what was there is as it was, unless
 * a rename failed after others had been done: then there is no manifest.
 */
bool output_write(struct domc *c, const char *dir,
		  const struct domc_artefact *files, size_t n_files,
		  struct text *error);

/**
 * output_file - one file by itself (the depfile), or stdout if @path is "-"
 *
 * Written as ".NAME.domc" beside it and renamed, if it is a regular file.
 */
bool output_file(const char *path, const void *bytes, size_t len,
		 struct text *error);

/** output_fd - stdout or stderr */
bool output_fd(int fd, const void *bytes, size_t len, struct text *error);

#endif
