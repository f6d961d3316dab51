import type { CodedError } from "../kernel/error-codes.ts";

/** How far an evidence file is. */
export type EvidenceState = { readonly id: string } & (
  | { readonly kind: "asking" }
  /** Documents whose content was not on this computer, in whole ones. */
  | { readonly kind: "fetching"; readonly done: number; readonly total: number }
  | { readonly kind: "making" }
  | EvidenceReady
  | { readonly kind: "failed"; readonly error: CodedError }
);
export type EvidenceReady = {
  readonly kind: "ready";
  /** Proposed for its file: holds no name of a client. */
  readonly name: string;
  /** Bytes of the whole. */
  readonly size: number;
  /** Documents and papers that it names as missing. */
  readonly missing: number;
  /** The centre told and signed the history; else it is what this computer knows. */
  readonly fromCentre: boolean;
  /** Verified as anybody will, before it is handed over, and without a key from elsewhere to compare. */
  readonly verdict: "sound" | "unproven" | "falsified";
  /** Of the centre's keys that sign in it: to be kept elsewhere. */
  readonly fingerprints: readonly string[];
};
/** `next` is undefined at the end. Base64. */
export type EvidenceBytes = { readonly bytes: string; readonly next: number | undefined };
