import { createHash, createPublicKey, verify } from "node:crypto";
import { isUuid } from "../../shared/kernel/ids.ts";
import { parseRegistrationNumber } from "../../shared/sync/registration-number.ts";
import type { RecordedExchange } from "../../shared/testing/recorded.ts";
import { RECEIPT_KEY } from "./recorded-people.ts";

/**
 * What a new answer lacks of a recorded one, or says otherwise, by path; empty when whoever understood the old one understands the new one in the
 * same sense. New fields are allowed. What the centre chooses afresh (numbers, receipts, secrets) is held to what it must be.
 */
export function differences(recorded: RecordedExchange["answer"], fresh: RecordedExchange["answer"]): readonly string[] {
  const found = recorded.status === fresh.status ? [] : [`status: ${recorded.status} was answered, now ${fresh.status} ${fresh.body ?? ""}`];
  for (const [name, value] of Object.entries(recorded.headers)) {
    const now = fresh.headers[name];
    if (name === "retry-after" ? !/^\d+$/.test(now ?? "") : now !== value) found.push(`${name}: was ${value}, now ${String(now)}`);
  }
  if (recorded.bytes !== fresh.bytes) found.push("bytes: others");
  if (recorded.headers["content-type"]?.startsWith("text/event-stream") === true) return [...found, ...lostEvents(recorded.body ?? "", fresh.body ?? "")];
  if (recorded.body === undefined || recorded.body === "") return found;
  return [...found, ...compare(parsed(recorded.body), parsed(fresh.body ?? ""), [])];
}

/** Events of a recorded stream that the new one did not tell, each as data with its name. Comments are silence. */
export function lostEvents(recorded: string, fresh: string): readonly string[] {
  const told = eventsOf(fresh);
  return eventsOf(recorded).filter((one) => !told.includes(one)).map((one) => `event: ${one} was not told`);
}
const eventsOf = (text: string): readonly string[] => text.split("\n\n").slice(0, -1).filter((event) => event.includes("data:"));

type Path = readonly (string | number)[];

function compare(recorded: unknown, fresh: unknown, path: Path): readonly string[] {
  const otherwise = (): readonly string[] => [`${path.join(".")}: was ${JSON.stringify(recorded)}, now ${JSON.stringify(fresh)}`];
  const held = chosenAfresh[nameAt(path)];
  if (held !== undefined && typeof recorded === "string") return typeof fresh === "string" ? held(recorded, fresh, path) : otherwise();
  if (Array.isArray(recorded)) {
    if (!Array.isArray(fresh) || fresh.length !== recorded.length) return otherwise();
    return recorded.flatMap((one: unknown, index) => compare(one, fresh[index], [...path, index]));
  }
  if (isObject(recorded)) {
    if (!isObject(fresh)) return otherwise();
    return Object.entries(recorded).flatMap(([name, one]) => {
      if (name === "hash" && typeof recorded["state"] === "string") return fresh["hash"] === sha256(String(fresh["state"])) ? [] : [`${[...path, name].join(".")}: is not that of the state`];
      return compare(one, fresh[name], [...path, name]);
    });
  }
  // A newer centre that still speaks with the old version says so by its minimum, which must be the same.
  if (path.at(-1) === "protocol" && typeof recorded === "number" && typeof fresh === "number") return fresh >= recorded ? [] : otherwise();
  return recorded === fresh ? [] : otherwise();
}

/** The name that a value goes by; of the keys of a branch, "key.id" and "key.secret". */
function nameAt(path: Path): string {
  const name = String(path.at(-1));
  return path.includes("keys") && (name === "id" || name === "secret") ? `key.${name}` : name;
}

type Held = (recorded: string, fresh: string, path: Path) => readonly string[];
const must = (holds: (fresh: string) => boolean): Held => (_recorded, fresh, path) => (holds(fresh) ? [] : [`${path.join(".")}: ${fresh} is none`]);
const chosenAfresh: Readonly<Record<string, Held>> = {
  request: must((fresh) => fresh !== ""),
  // Which rules a centre judges by is its own affair: what it judged is compared.
  rules: must((fresh) => fresh !== ""),
  reference: must((fresh) => fresh !== ""),
  // One that a workstation told is told back as it was.
  number: (recorded, fresh, path) => (recorded === fresh || parseRegistrationNumber(fresh).ok ? [] : [`${path.join(".")}: ${fresh} is none`]),
  // Who acted on a workstation and had none herself was told without her name.
  by: (recorded, fresh, path) => (recorded === "" || recorded === fresh ? [] : [`${path.join(".")}: was ${recorded}, now ${fresh}`]),
  "key.id": must(isUuid),
  "key.secret": must((fresh) => Buffer.from(fresh, "base64url").length === 32),
  state: (recorded, fresh, path) => (recorded.startsWith("{") ? compare(parsed(recorded), parsed(fresh), [...path, "text"]) : recorded === fresh ? [] : [`${path.join(".")}: was ${recorded}, now ${fresh}`]),
  receipt: (recorded, fresh, path) => (isSigned(fresh) ? compare(factsOf(recorded), factsOf(fresh), [...path, "facts"]) : [`${path.join(".")}: no key of the centre signed it`]),
};

const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: RECEIPT_KEY.x }, format: "jwk" });
function isSigned(receipt: string): boolean {
  const [head, facts, signature] = receipt.split(".");
  return verify(null, Buffer.from(`${head}.${facts}`), publicKey, Buffer.from(signature ?? "", "base64url"));
}
const factsOf = (receipt: string): unknown => parsed(Buffer.from(receipt.split(".")[1] ?? "", "base64url").toString("utf8"));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return `not JSON: ${text}`;
  }
}
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
