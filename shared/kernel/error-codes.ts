import { errorCodes } from "./error-table.ts";

/** A code of {@link errorCodes}. */
export type ErrorCode = keyof typeof errorCodes;
export const isErrorCode = (text: unknown): text is ErrorCode => typeof text === "string" && Object.hasOwn(errorCodes, text);
/** A code of some version, this one or a newer. */
export const isCodeOfSomeVersion = (text: unknown): text is string => typeof text === "string" && /^G\d{4}$/.test(text);

/** A refusal in words that this version has: one of a newer centre is kept as G9403, which names it ([SY73]). */
export const toKnownRefusal = <R extends { readonly code: string; readonly params?: ErrorParams | undefined }>(refusal: R): Omit<R, "code" | "params"> & { readonly code: ErrorCode; readonly params: ErrorParams } =>
  isErrorCode(refusal.code) ? { ...refusal, code: refusal.code, params: refusal.params ?? {} } : { ...refusal, code: "G9403", params: { ...refusal.params, code: refusal.code } };

export type ErrorParams = { readonly [name: string]: string | number | readonly string[] };

/** An expected failure as it crosses the bridge or the network. `fields` are names of file fields or JSON paths. */
export type CodedError = {
  readonly code: ErrorCode;
  readonly params?: ErrorParams;
  readonly fields?: readonly FieldFault[];
};
/** One field concerned, with its own reason: a key of shared/i18n `fields` or `pge` texts. */
export type FieldFault = { readonly field: string; readonly reason: string };
