import { generateKeyPairSync } from "node:crypto";
import { instant, type Instant } from "../../shared/kernel/instant.ts";
import type { KeptKey } from "../store/store.ts";

const CURVES = { receipts: "ed25519", sealed: "x25519" } as const;

/** A pair of which the private part was never anywhere else. Its name says what it is for and its day; a second one of a day has a number too. `known`, newest first, are older. */
export function newKey(what: keyof typeof CURVES, at: Instant, known: readonly KeptKey[] = []): KeptKey {
  const { x, d } = (what === "receipts" ? generateKeyPairSync(CURVES.receipts) : generateKeyPairSync(CURVES.sealed)).privateKey.export({ format: "jwk" });
  if (x === undefined || d === undefined) throw new Error(`no ${CURVES[what]} key`);
  const name = `${what}-${new Date(at).toISOString().slice(0, 10)}`;
  const taken = new Set(known.map(({ kid }) => kid));
  let kid = name;
  for (let n = 2; taken.has(kid); n += 1) kid = `${name}-${n}`;
  return { kid, x, d, madeAt: instant(Math.max(at, (known[0]?.madeAt ?? 0) + 1)) };
}
