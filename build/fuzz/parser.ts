import type fc from "fast-check";

/** `accepted`, or `refused` with whatever tells one refusal from another: an input that meets a new one is worth changing further. */
export type Outcome = "accepted" | "refused" | `${"accepted" | "refused"} ${string}`;

/** A parser, open: what it is fed are bytes, whatever they stand for, so that any input can be kept as a file. */
export type OpenParser = {
  /** Real inputs that it accepts, made by what writes them in the product. */
  readonly samples: readonly Uint8Array[];
  /** Inputs near a valid one, by structure. */
  readonly near: fc.Arbitrary<Uint8Array>;
  /** Words that the byte fuzzer puts in, besides its own. */
  readonly words?: readonly string[];
  /**
   * Refuses by the parser's own named refusal, else accepts. Throws for a finding: what the parser threw, what it took and could not give back, an
   * answer without a code.
   */
  readonly feed: (input: Uint8Array) => Outcome | Promise<Outcome>;
  readonly close?: () => void | Promise<void>;
};

export type Parser = {
  /** Also the folder of its kept inputs. */
  readonly name: string;
  /** Where it stands, from the root of the repository. */
  readonly source: string;
  /** One input takes milliseconds: the fast round gives it fewer. */
  readonly isSlow?: true;
  /** Longest input of the byte fuzzer; 64 KiB unless said. */
  readonly mostBytes?: number;
  readonly open: () => OpenParser | Promise<OpenParser>;
};

export const bytesOf = (text: string): Uint8Array => Buffer.from(text, "utf8");
/** As Node reads a file: what is not UTF-8 becomes U+FFFD. */
export const textOf = (input: Uint8Array): string => Buffer.from(input.buffer, input.byteOffset, input.length).toString("utf8");

/** JSON of a parser whose input is a value, not a text; undefined: the bytes are none. */
export function valueOf(input: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(input));
  } catch {
    return undefined;
  }
}

/** What a parser took has to be what its writer would give back. */
export function same(what: string, left: unknown, right: unknown): void {
  const [a, b] = [JSON.stringify(left), JSON.stringify(right)];
  if (a !== b) throw new Error(`${what} does not come back as it was taken`);
}

/** From a `Result`: its own refusal, or accepted. */
export const outcomeOf = (result: { readonly ok: true } | { readonly ok: false; readonly error: unknown }): Outcome => (result.ok ? "accepted" : `refused ${codeOf(result.error)}`);

function codeOf(error: unknown): string {
  if (typeof error === "string") return error;
  if (typeof error !== "object" || error === null) throw new Error("a refusal without a name");
  const name = ["code", "type", "reason", "key", "kind"].map((key) => (error as { readonly [key: string]: unknown })[key]).find((one) => typeof one === "string");
  if (typeof name !== "string") throw new Error("a refusal without a name");
  return name;
}
