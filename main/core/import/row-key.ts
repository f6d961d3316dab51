import { createHash } from "node:crypto";
import { FIELD_NAMES, type Fields } from "../../../shared/pge/file-fields.ts";

/** What a row is known by when it comes again. */
export type RowKey = {
  /** Of all its values in stored form: how they were written does not matter. */
  readonly content: Uint8Array;
  /** What it is about: the bank's own reference, else the company. Undefined where it has neither. */
  readonly subject: Uint8Array | undefined;
};

export function rowKey(fields: Fields): RowKey {
  const { bankReference, siren } = fields;
  const subject = typeof bankReference === "string" ? `reference ${bankReference}` : typeof siren === "string" ? `siren ${siren}` : undefined;
  return { content: sha256(JSON.stringify(FIELD_NAMES.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])))), subject: subject === undefined ? undefined : sha256(subject) };
}

const sha256 = (text: string): Uint8Array => Uint8Array.from(createHash("sha256").update(text, "utf8").digest());
