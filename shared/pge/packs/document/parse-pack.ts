import type { z } from "zod";
import { err, ok, type Result } from "../../../kernel/result.ts";
import { parseJson } from "../../../kernel/json.ts";
import type { SchemePack } from "../scheme-pack.ts";
import { checkDocument, type DocumentFault } from "./check-document.ts";
import { compilePack } from "./compile-pack.ts";
import { packDocument, type PackDocument } from "./document-schema.ts";

/** A pack of thirty schemes is a fifth of it. */
export const MAX_DOCUMENT_CHARS = 512 * 1024;
const DEEPEST = 24;
const MOST_FAULTS = 50;

export type ParsedPack = { readonly document: PackDocument; readonly pack: SchemePack };

/** [SP1] A document's text, checked whole: the pack, or every fault with its place, at most so many. */
export function parsePackText(text: string): Result<ParsedPack, readonly DocumentFault[]> {
  if (text.length > MAX_DOCUMENT_CHARS) return err([{ path: "", fault: "json" }]);
  const value = parseJson(text);
  return value === undefined ? err([{ path: "", fault: "json" }]) : parsePack(value);
}

export function parsePack(value: unknown): Result<ParsedPack, readonly DocumentFault[]> {
  if (isDeep(value)) return err([{ path: "", fault: "deep" }]);
  const formed = packDocument.safeParse(value);
  if (!formed.success) return err(formed.error.issues.flatMap((issue) => toFaults(issue, value)).slice(0, MOST_FAULTS));
  const faults = checkDocument(formed.data);
  if (faults.length > 0) return err(faults.slice(0, MOST_FAULTS));
  return ok({ document: formed.data, pack: compilePack(formed.data) });
}

/** Level by level, so that no depth ends the stack. */
function isDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return false;
}

function toFaults(issue: z.core.$ZodIssue, whole: unknown): readonly DocumentFault[] {
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") return issue.keys.map((name) => ({ path: path === "" ? name : `${path}.${name}`, fault: "unknownKey" as const }));
  if (issue.path.length > 0 && at(whole, issue.path) === undefined) return [{ path, fault: "missing" }];
  return [{ path, fault: "expected", detail: issue.message }];
}

const at = (whole: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, step) => (typeof value === "object" && value !== null && Object.hasOwn(value, step) ? (value as { readonly [name: PropertyKey]: unknown })[step] : undefined), whole);
