/** What breaks parsers: names that objects have of their own, ends of numbers, half characters, text that turns direction, zero bytes. */
export const HOSTILE_TEXTS: readonly string[] = [
  "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "__defineGetter__", "then", "length",
  "\u0000", "\ud800", "\udfff", "\ud83d", "\ufeff", "\ufffe", "\u202e", "\u2066", "\u200f", "\u2028", "\u00a0", "é", "e\u0301", "ﷺ", "💶", "İ", "ß",
  "", " ", "\n", "\r\n", "\t", "'", '"', "`", "\\", "/", "../", "..\\", "C:\\", "file:///", "javascript:", "%00", "%2e%2e", "%", "${7*7}", "{{7*7}}", "=1+1", "<script>", "<!--", "&amp;", ";", ",", "|",
  "NaN", "Infinity", "-0", "1e400", "1e-400", "0x10", "0123", "1_000", "9007199254740993", "-9223372036854775808", "18446744073709551616", "0.1", ".5", "5.", "1e3", "+1", "--1",
  "null", "true", "undefined", "[]", "{}", "2020-02-30", "0000-00-00", "9999-12-31", "-000001-01-01T00:00:00Z",
];
export const HOSTILE_NUMBERS: readonly number[] = [0, -0, 1, -1, 0.5, 255, 256, 65_535, 65_536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e21, 1e308, 5e-324];

/** Put into bytes as they are: openings that nest, marks of formats, and characters that are none in UTF-8. */
export const HOSTILE_BYTES: readonly Uint8Array[] = [
  ...HOSTILE_TEXTS.map((text) => Buffer.from(text, "utf8")),
  ...["\\u0000", "\\ud800", "\\u202e", '{"__proto__":1}', '{"a":', "[[[[", "]]]]", "}}}}", '":"', "%PDF-1.7", "%%EOF", "\x89PNG\r\n\x1a\n", "PK\x03\x04", "PK\x01\x02", "PK\x05\x06", "\x1f\x8b\x08", "\x28\xb5\x2f\xfd", "<?xml", "<!DOCTYPE", "&#x0;"].map((text) => Buffer.from(text, "latin1")),
  Buffer.from([0xff]), Buffer.from([0xff, 0xfe]), Buffer.from([0xc0, 0x80]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0xf4, 0x90, 0x80, 0x80]), Buffer.from([0xe2, 0x82]), Buffer.alloc(16),
];
