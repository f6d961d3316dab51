import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import { isUuid, type FileId } from "../kernel/ids.ts";
import type { Result } from "../kernel/result.ts";
import type { EvidenceBytes, EvidenceState } from "./evidence-views.ts";

const file = z.custom<FileId>((value) => isUuid(value), "not a file id");
const id = z.custom<string>((value) => isUuid(value), "not an id");

/** The evidence file of a registered loan. Part of the contract. */
export const evidenceInputs = {
  /** Begins one, and forgets the one before; `evidence.state` says how far it is. Papers are in that language. G2008, G2012, G9740 of a registered file only, G9741. */
  "evidence.begin": z.object({ file, language: z.enum(["fr", "en"]) }),
  /** G9742 given up, or another was begun. */
  "evidence.state": z.object({ id }),
  /** A piece of one that is ready. G9742; G4001 beyond its end. */
  "evidence.read": z.object({ id, offset: z.int().min(0) }),
  /** Gives it up where it is not ready, and forgets it. */
  "evidence.end": z.object({ id }),
} as const satisfies Record<string, z.ZodType>;

export type EvidenceAnswers = {
  "evidence.begin": Result<EvidenceState, CodedError>;
  "evidence.state": Result<EvidenceState, CodedError>;
  "evidence.read": Result<EvidenceBytes, CodedError>;
  "evidence.end": Result<undefined, CodedError>;
};
