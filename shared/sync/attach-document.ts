import { MAX_DOCUMENTS_PER_FILE, type DocumentFacts } from "../documents/document.ts";
import type { CodedError } from "../kernel/error-codes.ts";
import type { UserId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { FileState } from "./file-state.ts";

type Documents = Pick<FileState, "documents">;

/**
 * [DO2] One document more. A registered file takes proofs that come late; a withdrawn one takes nothing. The same content attached twice, by
 * one person or by two, is one document: the first stays as it was named.
 */
export function attachDocument(state: FileState, facts: DocumentFacts, by: UserId, at: Instant): Result<Documents, CodedError> {
  if (state.status === "withdrawn") return err({ code: "G2016", params: { status: state.status } });
  const known = state.documents ?? [];
  if (known.some(({ document }) => document === facts.document)) return ok({});
  if (known.length >= MAX_DOCUMENTS_PER_FILE) return err({ code: "G7004", params: { limit: MAX_DOCUMENTS_PER_FILE } });
  return ok({ documents: [...known, { ...facts, attachedBy: by, attachedAt: at }] });
}

/** [DO3] One less, in a draft only: what a registration or a refusal was decided on stays with it. One that is gone already is no fault. */
export function detachDocument(state: FileState, document: string): Result<Documents, CodedError> {
  if (state.status === "withdrawn") return err({ code: "G2016", params: { status: state.status } });
  const known = state.documents ?? [];
  if (!known.some((one) => one.document === document)) return ok({});
  if (state.status !== "draft") return err({ code: "G7005" });
  return ok({ documents: known.filter((one) => one.document !== document) });
}
