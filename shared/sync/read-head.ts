import { isUuid } from "../kernel/ids.ts";
import { isObject, parseJson } from "../kernel/json.ts";
import { isSha256Text } from "../kernel/sha256-text.ts";
import type { Head } from "./change.ts";
import { CHANGE_KINDS, HEAD_VERSION, type ChangeKind } from "./change-form.ts";

const isCount = (value: unknown, from: number): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= from;
/** Counted in characters, as the schema does: one beyond the first plane is one, though it takes two units. */
const isText = (value: unknown, max: number): value is string => typeof value === "string" && value !== "" && (value.length <= max || (value.length <= 2 * max && [...value].length <= max));

/**
 * The head of a change from parsed JSON; unknown keys are left out, undefined when it is none. Written by hand because the centre does it
 * thousands of times a second; a test holds it equal to `headSchema`.
 */
export function readHead(json: unknown): Head | undefined {
  if (!isObject(json)) return undefined;
  const { v, bank, branch, file, change, replica, seq, prev, kind, kindVersion, base, author, madeAt, rules, reference, bodyHash, mends } = json;
  if (v !== HEAD_VERSION || !isUuid(bank) || !isUuid(branch) || !isUuid(file) || !isUuid(change) || !isUuid(replica)) return undefined;
  if (!isCount(seq, 1) || !isSha256Text(prev) || !isText(kind, 40) || !isCount(kindVersion, 1) || !isCount(base, 0)) return undefined;
  if (!isText(author, 200) || !isCount(madeAt, 0) || !isText(rules, 60) || !isText(reference, 60) || !isSha256Text(bodyHash)) return undefined;
  if (mends !== undefined && !isUuid(mends)) return undefined;
  const head = { v: HEAD_VERSION, bank, branch, file, change, replica, seq, prev, kind, kindVersion, base, author, madeAt, rules, reference, bodyHash } as const;
  return mends === undefined ? head : { ...head, mends };
}

export type KnownHead = Head & { readonly kind: ChangeKind };

/** The head of a change from its text, where this version knows its kind. */
export function readKnownHead(text: string): KnownHead | undefined {
  const head = readHead(parseJson(text));
  const kind = CHANGE_KINDS.find((known) => known === head?.kind);
  return head === undefined || kind === undefined ? undefined : { ...head, kind };
}
