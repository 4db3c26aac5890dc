/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * format_time.c - days that there are, and seconds.
 *
 * Source: RFC 3339, section 5.7 and appendices C and D.
 */
#include <string.h>

#include "schema/format.h"

#define MINUTES_A_DAY (24 * 60)

/* @n digits at @text. */
static int digits(const char *text, int n)
{
	int value = 0;

	while (n-- > 0)
		value = value * 10 + (*text++ - '0');
	return value;
}

static int days_in(int year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
	};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

bool format_is_date(const char *text)
{
	int month, day;

	/* Of any text, lest it depends on how it was matched. */
	if (strlen(text) < strlen("2024-02-29"))
		return false;
	month = digits(text + 5, 2);
	day = digits(text + 8, 2);
	return month >= 1 && month <= 12 && day >= 1 &&
	       day <= days_in(digits(text, 4), month);
}

/* Minutes east of UTC that the offset of @text says; false: none does. */
static bool read_offset(const char *text, int *ret_minutes)
{
	const char *sign = strpbrk(text, "+-");
	int minutes;

	*ret_minutes = 0;
	if (!sign)
		return true;
	if (strlen(sign) < strlen("+00:00") ||
	    digits(sign + 1, 2) > 23 || digits(sign + 4, 2) > 59)
		return false;
	minutes = digits(sign + 1, 2) * 60 + digits(sign + 4, 2);
	*ret_minutes = *sign == '+' ? minutes : -minutes;
	return true;
}

bool format_is_time(const char *text)
{
	int hour, minute, second, offset, utc;

	if (strlen(text) < strlen("23:59:59Z"))
		return false;
	hour = digits(text, 2);
	minute = digits(text + 3, 2);
	second = digits(text + 6, 2);
	if (hour > 23 || minute > 59 || second > 60 ||
	    !read_offset(text, &offset))
		return false;
	utc = (hour * 60 + minute - offset + MINUTES_A_DAY) % MINUTES_A_DAY;
	return second < 60 || utc == MINUTES_A_DAY - 1;
}

bool format_is_date_time(const char *text)
{
	const size_t n_date = strlen("2024-02-29T");

	return strlen(text) > n_date && format_is_date(text) &&
	       format_is_time(text + n_date);
}
