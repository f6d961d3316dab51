import type { Random } from "../../shared/testing/random.ts";
import { HOSTILE_BYTES, HOSTILE_NUMBERS } from "./words.ts";

/** What inputs are made of: others to cut pieces from, and words to put in. */
export type Material = { readonly pool: readonly Uint8Array[]; readonly words: readonly Uint8Array[]; readonly mostBytes: number };

type Change = (bytes: Buffer, random: Random, material: Material) => Buffer;

/** One to eight changes of a real input, as damage, a careless writer or an enemy makes them. The same seed makes the same input. */
export function mutate(from: Uint8Array, random: Random, material: Material): Uint8Array {
  let bytes: Buffer = Buffer.from(from);
  const count = random.weighted([[1, 5], [2, 4], [4, 2], [8, 1]]);
  for (let i = 0; i < count; i += 1) bytes = CHANGES[random.between(0, CHANGES.length - 1)]?.(bytes, random, material) ?? bytes;
  return bytes.subarray(0, material.mostBytes);
}

const place = (bytes: Buffer, random: Random): number => random.between(0, bytes.length);
/** A piece, mostly short. */
function piece(bytes: Buffer, random: Random): readonly [number, number] {
  const from = place(bytes, random);
  const most = random.weighted([[4, 4], [64, 3], [1_024, 2], [bytes.length, 1]]);
  return [from, Math.min(bytes.length, from + random.between(1, Math.max(1, most)))];
}
const put = (bytes: Buffer, at: number, more: Uint8Array): Buffer => Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
const one = <T>(of: readonly T[], random: Random): T | undefined => of[random.between(0, of.length - 1)];
const OPENINGS: readonly (readonly [string, string])[] = [["[", "]"], ['{"a":', "}"], ["(", ")"], ["<a>", "</a>"], ["<form ", ">"], ['"', '"'], ["%", ""], ["a.", ""]];

const flipBit: Change = (bytes, random) => {
  if (bytes.length === 0) return bytes;
  const at = random.between(0, bytes.length - 1);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 7));
  return bytes;
};
const setByte: Change = (bytes, random) => {
  if (bytes.length === 0) return bytes;
  const at = random.between(0, bytes.length - 1);
  bytes[at] = random.weighted([[random.between(0, 255), 4], [0, 1], [0xff, 1], [0x80, 1], [0x22, 1], [0x5c, 1]]);
  return bytes;
};
const cut: Change = (bytes, random) => bytes.subarray(0, place(bytes, random));
const remove: Change = (bytes, random) => {
  const [from, to] = piece(bytes, random);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
};
const double: Change = (bytes, random) => {
  const [from, to] = piece(bytes, random);
  return put(bytes, to, bytes.subarray(from, to));
};
/** Many times over: what is read in the square of its length is found by this. */
const swell: Change = (bytes, random, { mostBytes }) => {
  const [from, to] = piece(bytes, random);
  const times = random.weighted([[8, 4], [100, 3], [3_000, 1], [20_000, 1]]);
  const room = Math.max(0, mostBytes - bytes.length);
  return put(bytes, to, Buffer.concat(Array.from({ length: Math.min(times, Math.floor(room / Math.max(1, to - from))) }, () => bytes.subarray(from, to))));
};
const swap: Change = (bytes, random) => {
  const [a, b] = [piece(bytes, random), piece(bytes, random)].toSorted((x, y) => x[0] - y[0]);
  if (a === undefined || b === undefined || a[1] > b[0]) return bytes;
  return Buffer.concat([bytes.subarray(0, a[0]), bytes.subarray(b[0], b[1]), bytes.subarray(a[1], b[0]), bytes.subarray(a[0], a[1]), bytes.subarray(b[1])]);
};
const splice: Change = (bytes, random, { pool }) => {
  const other = Buffer.from(one(pool, random) ?? []);
  const [from, to] = piece(other, random);
  return put(bytes, place(bytes, random), other.subarray(from, to));
};
const insert: Change = (bytes, random, { words }) => put(bytes, place(bytes, random), one(words, random) ?? Buffer.alloc(1));
const overwrite: Change = (bytes, random, { words }) => {
  const word = one(words, random) ?? Buffer.alloc(1);
  const at = place(bytes, random);
  return Buffer.concat([bytes.subarray(0, at), word, bytes.subarray(at + word.length)]);
};
const noise: Change = (bytes, random) => put(bytes, place(bytes, random), Buffer.from(Array.from({ length: random.between(1, 16) }, () => random.between(0, 255))));
/** A length, a size or an offset of a binary format. */
const wholeNumber: Change = (bytes, random) => {
  const width = random.weighted([[2, 1], [4, 2]]);
  if (bytes.length < width) return bytes;
  const at = random.between(0, bytes.length - width);
  const value = (one(HOSTILE_NUMBERS, random) ?? 0) % 2 ** (8 * width);
  const held = Number.isInteger(value) && value > 0 ? value : random.between(0, 2 ** 16 - 1);
  if (random.next() < 0.5) bytes.writeUIntLE(held, at, width);
  else bytes.writeUIntBE(held, at, width);
  return bytes;
};
/** A number that is written in digits. */
const digits: Change = (bytes, random) => {
  const runs = [...bytes.toString("latin1").matchAll(/-?\d+(?:\.\d+)?/g)];
  const run = one(runs, random);
  if (run === undefined) return bytes;
  const value = random.next() < 0.5 ? String(one(HOSTILE_NUMBERS, random)) : String(Number(run[0]) + random.between(-2, 2));
  return Buffer.concat([bytes.subarray(0, run.index), Buffer.from(value), bytes.subarray(run.index + run[0].length)]);
};
const nest: Change = (bytes, random, { mostBytes }) => {
  const [open, close] = one(OPENINGS, random) ?? ["[", "]"];
  const depth = Math.min(random.weighted([[10, 3], [40, 2], [2_000, 2], [30_000, 1]]), Math.floor(Math.max(0, mostBytes - bytes.length) / (open.length + close.length)));
  const [from, to] = random.next() < 0.3 ? [0, bytes.length] : piece(bytes, random);
  const closing = random.next() < 0.7 ? close.repeat(depth) : "";
  return Buffer.concat([bytes.subarray(0, from), Buffer.from(open.repeat(depth)), bytes.subarray(from, to), Buffer.from(closing), bytes.subarray(to)]);
};

const CHANGES: readonly Change[] = [flipBit, setByte, cut, remove, double, swell, swap, splice, insert, insert, overwrite, noise, wholeNumber, digits, nest];

export const wordsOf = (words: readonly string[] = []): readonly Uint8Array[] => [...HOSTILE_BYTES, ...words.map((word) => Buffer.from(word, "utf8"))];
