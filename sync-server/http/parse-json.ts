import { refuseAt, Refusal } from "./refusal.ts";

/** The deepest message of the protocol has four levels. */
export const MAX_JSON_DEPTH = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const decoder = new TextDecoder("utf-8", { fatal: true });

/** JSON from a body. G4001 with the path of the fault: not UTF-8, not JSON, nested too deep, a key that reaches for a prototype. */
export function parseJson(body: Buffer): unknown {
  const tooDeepAt = findDepth(body, MAX_JSON_DEPTH);
  if (tooDeepAt !== undefined) throw refuseAt("G4001", "", "too-deep", { offset: tooDeepAt, limit: MAX_JSON_DEPTH });
  const value = parseText(body);
  const pollution = findPollution(value, "");
  if (pollution !== undefined) throw refuseAt("G4001", pollution, "reserved-key");
  return value;
}

function parseText(body: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(decoder.decode(body));
    return value;
  } catch (error) {
    // The parser's message quotes the body: it is neither answered nor logged.
    if (error instanceof SyntaxError) throw refuseAt("G4001", "", "not-json");
    if (error instanceof TypeError) throw refuseAt("G4001", "", "not-utf-8");
    throw new Refusal({ code: "G4001", params: { path: "" } });
  }
}

/** Offset of the first bracket past `limit` open ones, before anything is built from the text. Brackets inside strings do not count. */
export function findDepth(body: Buffer, limit: number): number | undefined {
  let depth = 0;
  for (let i = 0; i < body.length; i += 1) {
    const byte = body[i];
    if (byte === QUOTE) i = endOfString(body, i + 1);
    else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > limit) return i;
    } else if (byte === 0x5d || byte === 0x7d) depth -= 1;
  }
  return undefined;
}

/** Hops from quote to quote with the native search: a change's head and body are long strings. */
function endOfString(body: Buffer, from: number): number {
  let quote = body.indexOf(QUOTE, from);
  while (quote !== -1) {
    let slashes = 0;
    while (body[quote - 1 - slashes] === BACKSLASH && quote - 1 - slashes >= from) slashes += 1;
    if (slashes % 2 === 0) return quote;
    quote = body.indexOf(QUOTE, quote + 1);
  }
  return body.length;
}

/** Depth is bounded by {@link findDepth}, so recursion is too. */
function findPollution(value: unknown, path: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const at = path === "" ? key : `${path}.${key}`;
    if (key === "__proto__" || (key === "constructor" && typeof inner === "object")) return at;
    const found = findPollution(inner, at);
    if (found !== undefined) return found;
  }
  return undefined;
}
