/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * console.c - lines out of the guest.
 */
#include "console.h"

#include "hypercall.h"

/*
 * Xen buffers a domain's line in 128 bytes (SBSA_UART_OUT_BUF_SIZE) for the
 * UART and in 200 (DOMAIN_PBUF_SIZE) for the hypercall; a longer one is torn.
 */
#define LINE_BYTES 124

/* Arm SBSA 5.0 appendix B: the generic UART, a subset of the PL011. */
#define UART_DATA 0x00
#define UART_FLAGS 0x18
#define UART_FLAG_TX_FULL 0x20u

static char line[LINE_BYTES];
static unsigned int n_line;
static uint64_t uart;

void console_use_io(void)
{
	uart = 0;
}

void console_use_uart(uint64_t base)
{
	uart = base;
}

uint64_t console_uart(void)
{
	return uart;
}

static volatile uint32_t *uart_register(unsigned int offset)
{
	return (volatile uint32_t *)(uart + offset);
}

static void uart_put(char c)
{
	while (*uart_register(UART_FLAGS) & UART_FLAG_TX_FULL)
		;
	*uart_register(UART_DATA) = (uint8_t)c;
}

static void put(char c)
{
	if (n_line < LINE_BYTES - 1)
		line[n_line++] = c;
}

void con_str(const char *s)
{
	while (*s)
		put(*s++);
}

void con_hex_digits(uint64_t v, unsigned int digits)
{
	while (digits--)
		put("0123456789abcdef"[v >> (4 * digits) & 15]);
}

void con_hex(uint64_t v)
{
	unsigned int digits = 1;

	while (digits < 16 && v >> (4 * digits))
		digits++;
	con_str("0x");
	con_hex_digits(v, digits);
}

void con_dec(int64_t v)
{
	uint64_t left = v < 0 ? -(uint64_t)v : (uint64_t)v;
	char digits[20];
	unsigned int n = 0;

	if (v < 0)
		put('-');
	do
		digits[n++] = (char)('0' + left % 10);
	while (left /= 10);
	while (n)
		put(digits[--n]);
}

void con_end(void)
{
	unsigned int i;

	line[n_line++] = '\n';
	if (!uart)
		hypercall(HYPERVISOR_CONSOLE_IO, CONSOLEIO_WRITE, n_line,
			  (uint64_t)line);
	else
		for (i = 0; i < n_line; i++)
			uart_put(line[i]);
	n_line = 0;
}
