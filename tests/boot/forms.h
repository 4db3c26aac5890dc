/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * forms.h - are the reports of a build what our schemas say?
 */
#ifndef TESTS_BOOT_FORMS_H
#define TESTS_BOOT_FORMS_H

#include <stdbool.h>

/**
 * forms_hold - layout.json and manifest.json below @out, by their schemas
 * @log: takes what is wrong, in place of what it has
 */
bool forms_hold(const char *out, const char *log);

#endif
