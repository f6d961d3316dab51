/** What `reg query KEY` prints of one value: name, type, data, apart by four spaces. */
const LINE = /^ {4}(?<name>\S.*?) {4}REG_(?<type>SZ|DWORD) {4}(?<data>.*)$/;

/** The texts and numbers directly under a key, from what `reg query` printed; other types are left out. */
export function parseRegQuery(printed: string): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const line of printed.split(/\r?\n/)) {
    const { name, type, data } = LINE.exec(line)?.groups ?? {};
    if (name === undefined || data === undefined) continue;
    values[name] = type === "DWORD" ? Number(data) : data;
  }
  return values;
}
