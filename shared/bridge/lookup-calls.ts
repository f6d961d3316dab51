import { z } from "zod";
import type { CodedError } from "../kernel/error-codes.ts";
import type { Result } from "../kernel/result.ts";
import { FIELD_NAMES, type FieldName } from "../pge/file-fields.ts";
import { file, none } from "./input-shapes.ts";
import { IDENTIFICATION_FIELDS, LOOKUP_SOURCES, type KnownCompany, type LookupView, type SourceSetting, type Taken } from "./lookup-views.ts";

/** Calls about companies looked up while a file is entered. Part of the contract. */
export const lookupInputs = {
  /** Companies of this workstation's own files whose SIREN or name begins so, the newest files first. Nothing leaves the computer. */
  "lookup.known": z.object({ text: z.string().max(200), except: file }),
  "lookup.view": z.object({ file }),
  /** Puts the question of this file to each source that is on: a fresh answer kept here is enough, else it is sent, or waits and goes by itself. G9601 none is on, G9602 nothing to ask, G9607. */
  "lookup.ask": z.object({ file }),
  /** The question of this file waits no longer. */
  "lookup.forget": z.object({ file }),
  /**
   * Fills fields with what was found: each only while it still holds `expected` (null: empty), and only where the found company says something.
   * G2008, G2006 or G2016 where the file is closed, G9606 when it was found no longer.
   */
  "lookup.take": z.object({
    file,
    from: z.discriminatedUnion("kind", [z.object({ kind: z.literal("known"), file }), z.object({ kind: z.literal("found"), siren: z.string().regex(/^\d{9}$/) })]),
    fields: z.array(z.object({ field: z.enum(IDENTIFICATION_FIELDS), expected: z.json() })).max(IDENTIFICATION_FIELDS.length),
  }),
  /** Puts back what stood there before, where nobody typed meanwhile. */
  "lookup.undo": z.object({ file, fields: z.array(z.object({ field: z.enum(FIELD_NAMES), before: z.json(), value: z.json() })).max(IDENTIFICATION_FIELDS.length) }),
  "lookup.settings": none,
  /** Off, its waiting questions are forgotten, unsent. */
  "lookup.switch": z.object({ source: z.enum(LOOKUP_SOURCES), on: z.boolean() }),
} as const satisfies Record<string, z.ZodType>;

export type LookupAnswers = {
  "lookup.known": readonly KnownCompany[];
  "lookup.view": Result<LookupView, CodedError>;
  "lookup.ask": Result<LookupView, CodedError>;
  "lookup.forget": Result<LookupView, CodedError>;
  "lookup.take": Result<Taken, CodedError>;
  /** The fields that were put back. */
  "lookup.undo": Result<{ readonly fields: readonly FieldName[] }, CodedError>;
  "lookup.settings": readonly SourceSetting[];
  "lookup.switch": Result<readonly SourceSetting[], CodedError>;
};
