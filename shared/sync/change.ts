import { z } from "zod";
import { DOCUMENT_TYPES, isDocumentName, MAX_DOCUMENT_BYTES, PIECE_PATTERN } from "../documents/document.ts";
import { isUuid } from "../kernel/ids.ts";
import { HEAD_VERSION, type ChangeKind } from "./change-form.ts";

export { bodyHashOf, CHANGE_KINDS, changeHashOf, HEAD_VERSION, pushSigningText, ZERO_HASH, type ChangeKind, type Sha256 } from "./change-form.ts";

export const KIND_VERSIONS: { readonly [K in ChangeKind]: number } = { created: 1, edited: 1, settled: 1, submitted: 1, withdrawn: 1, attached: 1, detached: 1, recorded: 1 };

const uuid = z.custom<string>(isUuid, "not a lower-case uuid");
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const seq = z.int().min(1);

/** A change as it travels: exact texts. Head and body are JSON texts, hashed and kept as they are; parsing them is a view. */
export const sealedSchema = z.object({ head: z.string(), body: z.string(), salt: z.string().regex(/^[0-9a-f]{32}$/) });
export type Sealed = z.infer<typeof sealedSchema>;
/** What stands in the place of an erased body where the head must still travel ([ER17]): of the form of a change, and of no hash. */
export const BLANK_BODY = "{}";
export const BLANK_SALT = "0".repeat(32);

export const headSchema = z.object({
  v: z.literal(HEAD_VERSION),
  bank: uuid,
  branch: uuid,
  file: uuid,
  change: uuid,
  replica: uuid,
  seq,
  prev: hash,
  kind: z.string().min(1).max(40),
  kindVersion: z.int().min(1),
  /** Version of the file that the author had seen; 0 for a new file. */
  base: z.int().min(0),
  author: z.string().min(1).max(200),
  /** UTC ms of the device. For people; orders nothing. */
  madeAt: z.int().min(0),
  /** Pack and version the author's screen used, e.g. "pge@1". */
  rules: z.string().min(1).max(60),
  /** Version of the reference data. */
  reference: z.string().min(1).max(60),
  bodyHash: hash,
  /**
   * Set on the first change of a file made after one of its changes was refused: the change id of that refusal. It ends the skipping of the
   * file's later changes (SPEC.md [SY20]).
   */
  mends: uuid.optional(),
});
export type Head = z.infer<typeof headSchema>;

const patch = z.record(z.string(), z.unknown());

/** Bodies, by kind, version 1. Field values are checked by shared/pge `parseStoredField`, so that one bad field names itself. */
export const bodySchemas = {
  /** Whole file on creation. */
  created: z.object({ fields: patch }),
  /** Only the fields edited: `from` is what the author saw, `to` what she entered; null is empty. */
  edited: z.object({ edits: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })) }),
  /** Settles conflicts: `expected` is the centre's value that she saw, `value` the one she chose. Compare-and-set. */
  settled: z.object({ settlements: z.record(z.string(), z.object({ expected: z.unknown(), value: z.unknown() })) }),
  /** Compare-and-set on the version seen: `head.base`, plus her own earlier changes in the same line. */
  submitted: z.object({}),
  withdrawn: z.object({ why: z.string().max(500).optional() }),
  /** A document joins the file; its content travels apart. `document` is the SHA-256 of that content. */
  attached: z.object({
    document: hash, name: z.custom<string>(isDocumentName, "not a document name"), type: z.enum(DOCUMENT_TYPES),
    size: z.int().min(1).max(MAX_DOCUMENT_BYTES), piece: z.string().regex(PIECE_PATTERN),
  }),
  detached: z.object({ document: hash }),
  /** A step of the loan's life ([LI1]): its facts are checked by shared/life `readFacts`, so that one bad fact names itself. */
  recorded: z.object({ step: z.string().min(1).max(40), facts: patch }),
} as const satisfies Record<ChangeKind, z.ZodType>;
export type Body<K extends ChangeKind> = z.infer<(typeof bodySchemas)[K]>;
