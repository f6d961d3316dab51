import { createHmac, hkdfSync } from "node:crypto";
import { z } from "zod";
import { isSameSecret } from "../same-secret.ts";
import type { CommitMark } from "./connection.ts";

export const WITNESS_FORMAT = 1;

/**
 * What the small file beside the database says of it: the last commit, and the main file as our last checkpoint left it. Keyed by the
 * database's key, so that only this database's own witness counts.
 *
 * What it cannot tell: a folder put back whole (database, WAL and witness of one moment) agrees with itself. The centre notices that one,
 * for the replica's line then forks or falls behind what the centre has. Nor one page of the main file put back alone to an older,
 * properly encrypted version of itself, other than the page that counts commits.
 */
export type Witness = {
  readonly mark: CommitMark;
  /** First 24 bytes of the main file, hex: its salt and clear header, which no page tag covers. */
  readonly header: string;
  /** Undefined while a checkpoint writes the main file. */
  readonly base: WitnessBase | undefined;
};

/** The main file right after a checkpoint. `pageHash` is the SHA-256 (hex) of the encrypted page that counts commits. */
export type WitnessBase = { readonly fileBytes: number; readonly page: number; readonly pageHash: string };

export type WitnessReading =
  | { readonly kind: "missing" }
  | { readonly kind: "newer"; readonly format: number }
  /** Not JSON, not ours, or not keyed by this key. */
  | { readonly kind: "unreadable" }
  | { readonly kind: "good"; readonly witness: Witness };

const count = z.int().min(0);
const shape = z.object({
  format: z.literal(WITNESS_FORMAT),
  counter: count,
  at: count,
  lineSeq: count,
  lineHash: z.string(),
  header: z.string().regex(/^[0-9a-f]{48}$/),
  base: z.object({ fileBytes: count, page: count, pageHash: z.string() }).nullable(),
  mac: z.string(),
});

/** The key of the witness's seal, derived from the database's key; never written. */
export const witnessKey = (key: Uint8Array): Uint8Array => new Uint8Array(hkdfSync("sha256", key, new Uint8Array(0), "guichet-witness-1", 32));

export function witnessToText(witness: Witness, sealKey: Uint8Array): string {
  const { mark, header, base } = witness;
  const facts: Facts = {
    format: WITNESS_FORMAT, counter: mark.counter, at: mark.at, lineSeq: mark.line.seq, lineHash: mark.line.hash, header, base: base ?? null,
  };
  return `${JSON.stringify({ ...facts, mac: seal(facts, sealKey) })}\n`;
}

export function parseWitness(text: string, sealKey: Uint8Array): WitnessReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "unreadable" };
  }
  const format = z.looseObject({ format: z.int() }).safeParse(value);
  if (format.success && format.data.format > WITNESS_FORMAT) return { kind: "newer", format: format.data.format };
  const parsed = shape.safeParse(value);
  if (!parsed.success) return { kind: "unreadable" };
  const { mac, ...facts } = parsed.data;
  if (!isSameSecret(mac, seal(facts, sealKey))) return { kind: "unreadable" };
  const { counter, at, lineSeq, lineHash, header, base } = facts;
  return { kind: "good", witness: { mark: { counter, at, line: { seq: lineSeq, hash: lineHash } }, header, base: base ?? undefined } };
}

type Facts = Omit<z.infer<typeof shape>, "mac">;

/** Over a list in fixed order, so that the spelling of the JSON does not matter. */
function seal(facts: Facts, sealKey: Uint8Array): string {
  const { format, counter, at, lineSeq, lineHash, header, base } = facts;
  const list = [format, counter, at, lineSeq, lineHash, header, base?.fileBytes ?? null, base?.page ?? null, base?.pageHash ?? null];
  return createHmac("sha256", sealKey).update(JSON.stringify(list)).digest("base64url");
}
