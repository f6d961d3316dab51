import { readDocumentFacts } from "../documents/document.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { isUuid } from "../kernel/ids.ts";
import { isObject, parseJson } from "../kernel/json.ts";
import { isCodeOfSomeVersion, isErrorCode, toKnownRefusal } from "../kernel/error-codes.ts";
import { FILE_STATUSES, type FileState } from "./file-state.ts";

export type FileStateError =
  | { readonly type: "NotAState"; readonly path: string }
  /** Written by a newer centre: readable no further; the text is kept and the person is told to update. */
  | { readonly type: "UnknownStatus"; readonly status: string };

/**
 * The gate of a state's exact text, from a feed or from this computer's database. By hand: a first copy reads tens of thousands a second.
 * Looks at what the program relies on; unknown keys stay where they are, in the text.
 */
export function parseFileState(text: string): Result<FileState, FileStateError> {
  const value = parseJson(text);
  if (!isObject(value)) return fault("");
  if (!isUuid(value["file"])) return fault("file");
  const version = value["version"];
  if (typeof version !== "number" || !Number.isSafeInteger(version) || version < 1) return fault("version");
  if (typeof value["status"] !== "string") return fault("status");
  if (!isObject(value["fields"]) || !isObject(value["touched"])) return fault("fields");
  if (!Array.isArray(value["conflicts"]) || !value["conflicts"].every((c) => isObject(c) && typeof c["field"] === "string")) return fault("conflicts");
  if (typeof value["createdBy"] !== "string" || typeof value["updatedBy"] !== "string") return fault("createdBy");
  if (typeof value["createdAt"] !== "number" || typeof value["updatedAt"] !== "number") return fault("createdAt");
  const registration = value["registration"];
  if (registration !== undefined && !(isObject(registration) && typeof registration["number"] === "string" && typeof registration["receipt"] === "string")) return fault("registration");
  const refusal = value["refusal"];
  if (refusal !== undefined && !(isObject(refusal) && isCodeOfSomeVersion(refusal["code"]) && typeof refusal["at"] === "number")) return fault("refusal");
  const documents = value["documents"];
  if (documents !== undefined && !(Array.isArray(documents) && documents.every(isAttached))) return fault("documents");
  const life = value["life"];
  if (life !== undefined && !(Array.isArray(life) && life.every(isEntry))) return fault("life");
  const account = value["accountChange"];
  if (account !== undefined && !(isObject(account) && typeof account["by"] === "string" && typeof account["at"] === "number")) return fault("accountChange");
  const status = value["status"];
  if (!FILE_STATUSES.some((known) => known === status)) return err({ type: "UnknownStatus", status });
  const state = value as FileState;
  if (state.refusal === undefined || isErrorCode(state.refusal.code)) return ok(state);
  return ok({ ...state, refusal: toKnownRefusal(state.refusal) });
}

const isAttached = (value: unknown): boolean =>
  isObject(value) && readDocumentFacts(value).ok && typeof value["attachedBy"] === "string" && typeof value["attachedAt"] === "number";

/** A step of a newer centre is kept in the text; what this version reads of the file is what it knows. */
const isEntry = (value: unknown): boolean =>
  isObject(value) && typeof value["step"] === "string" && isObject(value["facts"]) && typeof value["facts"]["on"] === "string" && typeof value["by"] === "string" && typeof value["at"] === "number" && (value["centre"] === undefined || isMark(value["centre"]));

const isMark = (value: unknown): boolean => isObject(value) && typeof value["act"] === "string" && typeof value["asked"] === "string";

const fault = (path: string): Result<never, FileStateError> => err({ type: "NotAState", path });
