import { fromBase64url } from "../evidence/base64url.ts";
import type { Powers } from "../evidence/powers.ts";
import { isSignedByKey } from "../evidence/read-receipt.ts";
import { isObject, parseJson } from "../kernel/json.ts";
import { isUuid } from "../kernel/ids.ts";
import type { CentreKey } from "./anchor.ts";

/** Who decided: the bank's policy, or two administrators at the client's request. */
export type PurgeDecision = { readonly by: "policy" } | { readonly by: "request"; readonly words: readonly [string, string] };
/** How much of each place is gone. `movements`: of the ledger, 0 where the ceiling still counts them. */
export const PURGED = ["changes", "reoffered", "quarantined", "documents", "acts", "disclosures", "movements", "links"] as const;
export type Purged = { readonly [place in (typeof PURGED)[number]]: number };

/** [ER12] What the centre states of one file's erasure. Ids, days and hashes: nothing of the client. */
export type Purge = {
  readonly v: 1; readonly centre: string; readonly bank: string; readonly branch: string; readonly file: string; readonly purge: string;
  /** The legal date, and the centre's clock. */
  readonly on: string; readonly at: number;
  readonly rule: string; /** The first day on which it could go; null at a client's request. */ readonly since: string | null; readonly decided: PurgeDecision;
  readonly removed: Purged;
  /** `replica seq hash` of each change whose head remains. */
  readonly heads: readonly string[];
  /** Links of the audit whose body is gone. */
  readonly links: readonly number[];
};

/** What is signed begins with what it is for, as no receipt and no anchor does. */
export const purgeSigningText = (text: string): string => `guichet-purge:${text}`;
export const purgeText = ({ v, centre, bank, branch, file, purge, on, at, rule, since, decided, removed, heads, links }: Purge): string =>
  JSON.stringify({
    v, centre, bank, branch, file, purge, on, at, rule, since, decided: decided.by === "policy" ? { by: decided.by } : { by: decided.by, words: decided.words },
    removed: Object.fromEntries(PURGED.map((place) => [place, removed[place]])), heads, links,
  });
export const purgeFile = (text: string, kid: string, signature: string): string => `${JSON.stringify({ purge: text, kid, signature })}\n`;

/** Beside the anchors, and none of them. */
export const purgeName = ({ bank, file }: Pick<Purge, "bank" | "file">): string => `purge-${bank}-${file}.json`;
export const isPurgeName = (name: string): boolean => /^purge-[0-9a-f-]{36}-[0-9a-f-]{36}\.json$/.test(name);

export type ReadPurge = { readonly purge: Purge; readonly text: string; readonly kid: string; readonly signature: string };

/** Undefined when it is no statement of the one spelling that Guichet writes. Its signature is not looked at. */
export function readPurge(file: string): ReadPurge | undefined {
  const kept = parseJson(file);
  if (!isObject(kept) || typeof kept["purge"] !== "string" || typeof kept["kid"] !== "string" || typeof kept["signature"] !== "string") return undefined;
  const { purge: text, kid, signature } = kept;
  const told = parseJson(text);
  if (!isPurge(told) || purgeText(told) !== text || purgeFile(text, kid, signature) !== file) return undefined;
  return { purge: told, text, kid, signature };
}

export const isSignedPurge = ({ text, kid, signature }: Pick<ReadPurge, "text" | "kid" | "signature">, keys: readonly CentreKey[], powers: Powers): boolean =>
  isSignedByKey(purgeSigningText(text), fromBase64url(signature), keys.find((key) => key.kid === kid)?.x, powers);

export const headLine = ({ replica, seq, hash }: { readonly replica: string; readonly seq: number; readonly hash: string }): string => `${replica} ${seq} ${hash}`;

const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const isDay = (value: unknown): boolean => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
const isHead = (value: unknown): boolean => typeof value === "string" && /^[0-9a-f-]{36} [1-9]\d* [0-9a-f]{64}$/.test(value);

function isPurge(value: unknown): value is Purge {
  if (!isObject(value)) return false;
  const { v, centre, bank, branch, file, purge, on, at, rule, since, decided, removed, heads, links } = value;
  return v === 1 && [centre, bank, branch, file, purge].every(isUuid) && isDay(on) && isCount(at) && typeof rule === "string" && (since === null || isDay(since)) && isDecision(decided)
    && isObject(removed) && PURGED.every((place) => isCount(removed[place])) && Array.isArray(heads) && heads.every(isHead) && Array.isArray(links) && links.every(isCount);
}

function isDecision(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { by, words } = value;
  return by === "policy" || (by === "request" && Array.isArray(words) && words.length === 2 && words.every(isUuid) && words[0] !== words[1]);
}
