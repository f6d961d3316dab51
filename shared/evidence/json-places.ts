/** A key or an index. `inside`: what follows lies in a JSON text that this value holds as a string. */
export type JsonStep = string | number | typeof INSIDE;
export const INSIDE: unique symbol = Symbol("inside");
/** A value's own bytes, and from where its key begins. Offsets are of the outermost text. */
export type JsonPlace = { readonly path: readonly JsonStep[]; readonly key: number; readonly start: number; readonly end: number };

/** As people write it: `changes[3].body › fields.amount`. Empty for the whole text. */
export const pathText = (path: readonly JsonStep[]): string =>
  path.reduce<string>((text, step) => {
    if (step === INSIDE) return `${text} › `;
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" || text.endsWith(" › ") ? `${text}${step}` : `${text}.${step}`;
  }, "");

/** The innermost key or value that the byte at `offset` belongs to; the whole text's own path where it is between them. Undefined when this is no JSON. */
export function placeAt(json: Uint8Array, offset: number): JsonPlace | undefined {
  let best: JsonPlace | undefined;
  walk(json, (place) => {
    if (place.key <= offset && offset < place.end && (best === undefined || place.path.length >= best.path.length)) best = place;
  });
  return best;
}

/** Where the value of that path stands. Undefined when there is none. */
export function placeOf(json: Uint8Array, path: readonly JsonStep[]): JsonPlace | undefined {
  let found: JsonPlace | undefined;
  walk(json, (place) => {
    if (place.path.length === path.length && place.path.every((step, i) => step === path[i])) found ??= place;
  });
  return found;
}

type Visit = (place: JsonPlace) => void;
const [QUOTE, BACKSLASH, OPEN, CLOSE, LIST, UNLIST, COMMA, COLON] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x3a];

/** No entry of ours is a tenth as deep. Whoever forges one may nest a million levels, and no stack follows those. */
const MOST_LEVELS = 200;

/** Names every value after those inside it. On a text that is no JSON it stops where it no longer is one, and on one that goes too deep, there. */
function walk(json: Uint8Array, visit: Visit, path: readonly JsonStep[] = [], mapped: (at: number) => number = (at) => at): void {
  let at = 0;
  const skip = (): void => { while (json[at] === 0x20 || json[at] === 0x0a || json[at] === 0x0d || json[at] === 0x09) at += 1; };
  const told = (own: readonly JsonStep[], key: number, start: number): void => visit({ path: own, key: mapped(key), start: mapped(start), end: mapped(at - 1) + 1 });
  const string = (): boolean => {
    if (json[at] !== QUOTE) return false;
    for (at += 1; at < json.length; at += 1) {
      if (json[at] === BACKSLASH) at += 1;
      else if (json[at] === QUOTE) { at += 1; return true; }
    }
    return false;
  };
  const value = (own: readonly JsonStep[], key: number | undefined): boolean => {
    skip();
    const start = at;
    let isWhole: boolean;
    if (own.length > MOST_LEVELS) return false;
    if (json[at] === OPEN) isWhole = members(own);
    else if (json[at] === LIST) isWhole = items(own);
    else if (json[at] === QUOTE) {
      isWhole = string();
      if (isWhole) inside(own, start + 1, at - 1);
    } else {
      while (at < json.length && !isEnd(json[at])) at += 1;
      isWhole = at > start;
    }
    told(own, key ?? start, start);
    return isWhole;
  };
  const members = (own: readonly JsonStep[]): boolean => {
    at += 1;
    skip();
    if (json[at] === CLOSE) { at += 1; return true; }
    for (;;) {
      skip();
      const key = at;
      if (!string()) return false;
      const name = textOf(json.subarray(key, at));
      skip();
      if (json[at] !== COLON || name === undefined) return false;
      at += 1;
      if (!value([...own, name], key)) return false;
      skip();
      if (json[at] === CLOSE) { at += 1; return true; }
      if (json[at] !== COMMA) return false;
      at += 1;
    }
  };
  const items = (own: readonly JsonStep[]): boolean => {
    at += 1;
    skip();
    if (json[at] === UNLIST) { at += 1; return true; }
    for (let index = 0; ; index += 1) {
      if (!value([...own, index], undefined)) return false;
      skip();
      if (json[at] === UNLIST) { at += 1; return true; }
      if (json[at] !== COMMA) return false;
      at += 1;
    }
  };
  /** A string that is itself the text of an object or a list: its places are told by the bytes that spell it here. */
  const inside = (own: readonly JsonStep[], start: number, end: number): void => {
    if (json[start] !== OPEN && json[start] !== LIST) return;
    const spelled = unescape(json, start, end);
    walk(spelled.bytes, visit, [...own, INSIDE], (place) => mapped(spelled.from[place] ?? end - 1));
  };
  value(path, undefined);
}

const isEnd = (byte: number | undefined): boolean => byte === COMMA || byte === CLOSE || byte === UNLIST || byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

function textOf(quoted: Uint8Array): string | undefined {
  try {
    // UTF-8 without a decoder: there is none on all three sides.
    const value: unknown = JSON.parse(decodeURIComponent(Array.from(quoted, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("")));
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

const ESCAPES: Readonly<Record<string, number>> = { '"': 0x22, "\\": 0x5c, "/": 0x2f, b: 0x08, f: 0x0c, n: 0x0a, r: 0x0d, t: 0x09 };

/** The bytes that a JSON string stands for, and the place of each. A sign that is written by its number counts as one byte that is no sign of JSON's: what spells our entries writes none of those so. */
function unescape(json: Uint8Array, start: number, end: number): { readonly bytes: Uint8Array; readonly from: readonly number[] } {
  const bytes: number[] = [];
  const from: number[] = [];
  for (let at = start; at < end; at += 1) {
    from.push(at);
    if (json[at] !== BACKSLASH) {
      bytes.push(json[at] ?? 0);
      continue;
    }
    at += 1;
    const sign = String.fromCharCode(json[at] ?? 0);
    if (sign === "u") at += 4;
    bytes.push(sign === "u" ? 0x3f : (ESCAPES[sign] ?? 0x3f));
  }
  return { bytes: Uint8Array.from(bytes), from };
}
