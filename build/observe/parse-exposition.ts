export type Labels = Readonly<Record<string, string>>;
export type Sample = { readonly name: string; readonly labels: Labels; readonly value: number };

const LINE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)(?: \d+)?$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n" };

/** What a server tells at /metrics, in Prometheus's text form. @throws Error, for a line of no such form */
export function parseExposition(text: string): readonly Sample[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#")).map((line) => {
    const [, name = "", labels = "", value = ""] = LINE.exec(line) ?? [];
    if (name === "") throw new Error(`no measure: ${line}`);
    return { name, labels: Object.fromEntries([...labels.matchAll(LABEL)].map(([, label = "", said = ""]) => [label, said.replaceAll(/\\(.)/g, (_, one: string) => ESCAPES[one] ?? one)])), value: toNumber(value) };
  });
}

/** Every name that is exposed, also of a measure that has no sample yet. */
export const exposedNames = (text: string): ReadonlySet<string> => new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = ""]) => name));

const toNumber = (text: string): number => (text === "+Inf" ? Infinity : text === "-Inf" ? -Infinity : text === "Nan" || text === "NaN" ? NaN : Number(text));
