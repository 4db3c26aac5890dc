/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * format_rules.h - grammars of RFCs as patterns, for format.c alone.
 */
#ifndef DOMC_SCHEMA_FORMAT_RULES_H
#define DOMC_SCHEMA_FORMAT_RULES_H

/* RFC 3339, section 5.6. */
#define FULL_DATE "[0-9]{4} - [0-9]{2} - [0-9]{2}"
#define FULL_TIME "[0-9]{2} : [0-9]{2} : [0-9]{2} (?: \\. [0-9]+ )? " \
	"(?: [Zz] | [+-] [0-9]{2} : [0-9]{2} )"

#define DATE_RULE "(?x) ^" FULL_DATE "$"
#define TIME_RULE "(?x) ^" FULL_TIME "$"
#define DATE_TIME_RULE "(?x) ^" FULL_DATE "[Tt]" FULL_TIME "$"

/* RFC 3339, appendix A. */
#define DURATION_RULE "(?x)" \
	"(?(DEFINE)" \
	"(?<second> [0-9]+ S )" \
	"(?<minute> [0-9]+ M (?&second)? )" \
	"(?<hour> [0-9]+ H (?&minute)? )" \
	"(?<time> T (?: (?&hour) | (?&minute) | (?&second) ) )" \
	"(?<day> [0-9]+ D )" \
	"(?<month> [0-9]+ M (?&day)? )" \
	"(?<year> [0-9]+ Y (?&month)? )" \
	"(?<date> (?: (?&day) | (?&month) | (?&year) ) (?&time)? )" \
	")" \
	"^P (?: (?&date) | (?&time) | [0-9]+ W ) $"

/* RFC 3986, section 3.2.2; RFC 4291. */
#define ADDRESS_RULES \
	"(?<octet> 25[0-5] | 2[0-4][0-9] | 1[0-9]{2} | [1-9]?[0-9] )" \
	"(?<ipv4> (?&octet) (?: \\. (?&octet) ){3} )" \
	"(?<h16> [0-9A-Fa-f]{1,4} )" \
	"(?<ls32> (?&h16) : (?&h16) | (?&ipv4) )" \
	"(?<ipv6>" \
	"(?: (?&h16) : ){6} (?&ls32)" \
	"| :: (?: (?&h16) : ){5} (?&ls32)" \
	"| (?&h16)? :: (?: (?&h16) : ){4} (?&ls32)" \
	"| (?: (?: (?&h16) : ){0,1} (?&h16) )? :: (?: (?&h16) : ){3} (?&ls32)" \
	"| (?: (?: (?&h16) : ){0,2} (?&h16) )? :: (?: (?&h16) : ){2} (?&ls32)" \
	"| (?: (?: (?&h16) : ){0,3} (?&h16) )? :: (?&h16) : (?&ls32)" \
	"| (?: (?: (?&h16) : ){0,4} (?&h16) )? :: (?&ls32)" \
	"| (?: (?: (?&h16) : ){0,5} (?&h16) )? :: (?&h16)" \
	"| (?: (?: (?&h16) : ){0,6} (?&h16) )? ::" \
	")"

#define IPV4_RULE "(?x) (?(DEFINE)" ADDRESS_RULES ") ^(?&ipv4)$"
#define IPV6_RULE "(?x) (?(DEFINE)" ADDRESS_RULES ") ^(?&ipv6)$"

/*
 * RFC 1123, section 2.1; 253 characters are 255 bytes on the wire. RFC 5891,
 * section 4.2.3.1: hyphens in the third and fourth place mark what is encoded.
 */
#define LABEL "(?! [A-Za-z0-9]{2} -- (?<! [Xx][Nn]-- ) )" \
	"[A-Za-z0-9] (?: [A-Za-z0-9-]{0,61} [A-Za-z0-9] )?"
#define HOST "(?=.{1,253}$)" LABEL "(?: \\. " LABEL ")*"
#define HOSTNAME_RULE "(?x) ^" HOST "$"

/* RFC 5321, section 4.1.2: Mailbox. */
#define EMAIL_RULE "(?x) (?(DEFINE)" ADDRESS_RULES \
	"(?<atom> [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+ )" \
	"(?<quoted> \" (?: [ !#-\\[\\]-~] | \\\\ [ -~] )* \" )" \
	")" \
	"^(?: (?&atom) (?: \\. (?&atom) )* | (?&quoted) ) @" \
	"(?: \\[ (?: (?&ipv4) | IPv6: (?&ipv6) ) \\] |" HOST ") $"

/* RFC 6531, section 3.3; what a label of U-labels may hold is not looked at. */
#define IDN_EMAIL_RULE "(?x) (?(DEFINE)" ADDRESS_RULES \
	"(?<atom> [A-Za-z0-9!#$%&'*+/=?^_`{|}~[:^ascii:]-]+ )" \
	"(?<quoted> \" (?: [ !#-\\[\\]-~[:^ascii:]] | \\\\ [ -~] )* \" )" \
	"(?<label> [A-Za-z0-9[:^ascii:]]" \
	"(?: [A-Za-z0-9[:^ascii:]-]* [A-Za-z0-9[:^ascii:]] )? )" \
	")" \
	"^(?: (?&atom) (?: \\. (?&atom) )* | (?&quoted) ) @" \
	"(?: \\[ (?: (?&ipv4) | IPv6: (?&ipv6) ) \\]" \
	"| (?&label) (?: \\. (?&label) )* ) $"

/*
 * RFC 3986, appendix A. @u: characters that RFC 3987 adds everywhere, @q: in
 * the query. A run of characters is taken as a whole: one step of a match.
 */
#define URI_RULES(u, q) ADDRESS_RULES \
	"(?<pct> % [0-9A-Fa-f]{2} )" \
	"(?<chars> (?: [A-Za-z0-9._~!$&'()*+,;=:@" u "-]++ | (?&pct) )+ )" \
	"(?<user> (?: [A-Za-z0-9._~!$&'()*+,;=:" u "-]++ | (?&pct) )* )" \
	"(?<name> (?: [A-Za-z0-9._~!$&'()*+,;=" u "-]++ | (?&pct) )* )" \
	"(?<future> [vV] [0-9A-Fa-f]+ \\. [A-Za-z0-9._~!$&'()*+,;=:-]+ )" \
	"(?<host> \\[ (?: (?&ipv6) | (?&future) ) \\] | (?&name) )" \
	"(?<authority> (?: (?&user) @ )? (?&host) (?: : [0-9]* )? )" \
	"(?<path> (?: / (?&chars)? )* )" \
	"(?<rooted> // (?&authority) (?&path)" \
	"| / (?: (?&chars) (?&path) )? )" \
	"(?<end> (?: \\? (?: [A-Za-z0-9._~!$&'()*+,;=:@/?" u q "-]++" \
	"| (?&pct) )* )?" \
	"(?: [#] (?: [A-Za-z0-9._~!$&'()*+,;=:@/?" u "-]++ | (?&pct) )* )? )" \
	"(?<absolute> [A-Za-z][A-Za-z0-9+.-]* :" \
	"(?: (?&rooted) | (?&chars) (?&path) | ) (?&end) )" \
	"(?<relative> (?: (?&rooted)" \
	"| (?: [A-Za-z0-9._~!$&'()*+,;=@" u "-]++ | (?&pct) )+ (?&path)" \
	"| ) (?&end) )"

#define URI_RULE "(?x) (?(DEFINE)" URI_RULES("", "") ") ^(?&absolute)$"
#define URI_REFERENCE_RULE "(?x) (?(DEFINE)" URI_RULES("", "") \
	") ^(?: (?&absolute) | (?&relative) )$"

/* RFC 3987, section 2.2: ucschar and iprivate. */
#define UCSCHAR "\\u{A0}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFEF}" \
	"\\u{10000}-\\u{1FFFD}\\u{20000}-\\u{2FFFD}\\u{30000}-\\u{3FFFD}" \
	"\\u{40000}-\\u{4FFFD}\\u{50000}-\\u{5FFFD}\\u{60000}-\\u{6FFFD}" \
	"\\u{70000}-\\u{7FFFD}\\u{80000}-\\u{8FFFD}\\u{90000}-\\u{9FFFD}" \
	"\\u{A0000}-\\u{AFFFD}\\u{B0000}-\\u{BFFFD}\\u{C0000}-\\u{CFFFD}" \
	"\\u{D0000}-\\u{DFFFD}\\u{E1000}-\\u{EFFFD}"
#define IPRIVATE "\\u{E000}-\\u{F8FF}\\u{F0000}-\\u{FFFFD}" \
	"\\u{100000}-\\u{10FFFD}"

#define IRI_RULE "(?x) (?(DEFINE)" URI_RULES(UCSCHAR, IPRIVATE) \
	") ^(?&absolute)$"
#define IRI_REFERENCE_RULE "(?x) (?(DEFINE)" URI_RULES(UCSCHAR, IPRIVATE) \
	") ^(?: (?&absolute) | (?&relative) )$"

/* RFC 6570, section 2. */
#define TEMPLATE_RULE "(?x) (?(DEFINE)" \
	"(?<pct> % [0-9A-Fa-f]{2} )" \
	"(?<varchar> [A-Za-z0-9_] | (?&pct) )" \
	"(?<varname> (?&varchar)+ (?: \\. (?&varchar)+ )* )" \
	"(?<varspec> (?&varname) (?: : [1-9][0-9]{0,3} | \\* )? )" \
	"(?<expression> \\{ [+#./;?&=,!@|]? (?&varspec) (?: , (?&varspec) )*" \
	"\\} )" \
	"(?<literal> [!#$&-;=?-\\[\\]_a-z~" UCSCHAR IPRIVATE "]++" \
	"| (?&pct) )" \
	") ^(?: (?&literal) | (?&expression) )*$"

/* RFC 9562, section 4. */
#define UUID_RULE \
	"^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$"

/* RFC 6901, section 3; draft-bhutton-relative-json-pointer-00, section 3. */
#define POINTER "(?:/(?:[^~/]++|~[01])*)*"
#define POINTER_RULE "^" POINTER "$"
#define RELATIVE_POINTER_RULE "^(?:0|[1-9][0-9]*)(?:#|" POINTER ")$"

#endif
