import { isUuid } from "../kernel/ids.ts";
import type { Head } from "./change.ts";
import { HEAD_VERSION } from "./change-form.ts";
import { isObject } from "./read-body.ts";

const HASH = /^[0-9a-f]{64}$/;
const isHash = (value: unknown): value is string => typeof value === "string" && HASH.test(value);
const isCount = (value: unknown, from: number): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= from;
const isText = (value: unknown, max: number): value is string => typeof value === "string" && value !== "" && value.length <= max;

/**
 * The head of a change from parsed JSON; unknown keys are left out, undefined when it is none. Written by hand because the centre does it
 * thousands of times a second; a test holds it equal to `headSchema`.
 */
export function readHead(json: unknown): Head | undefined {
  if (!isObject(json)) return undefined;
  const { v, bank, branch, file, change, replica, seq, prev, kind, kindVersion, base, author, madeAt, rules, reference, bodyHash, mends } = json;
  if (v !== HEAD_VERSION || !isUuid(bank) || !isUuid(branch) || !isUuid(file) || !isUuid(change) || !isUuid(replica)) return undefined;
  if (!isCount(seq, 1) || !isHash(prev) || !isText(kind, 40) || !isCount(kindVersion, 1) || !isCount(base, 0)) return undefined;
  if (!isText(author, 200) || !isCount(madeAt, 0) || !isText(rules, 60) || !isText(reference, 60) || !isHash(bodyHash)) return undefined;
  if (mends !== undefined && !isUuid(mends)) return undefined;
  const head = { v: HEAD_VERSION, bank, branch, file, change, replica, seq, prev, kind, kindVersion, base, author, madeAt, rules, reference, bodyHash } as const;
  return mends === undefined ? head : { ...head, mends };
}
