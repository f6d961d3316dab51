import { isSha256Text } from "../kernel/sha256-text.ts";

/** What may be attached to a file, whoever asks: the screen, the workstation and the centre apply the same limits. */
export const DOCUMENT_TYPES = ["application/pdf", "image/jpeg", "image/png"] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];
export const isDocumentType = (value: unknown): value is DocumentType => DOCUMENT_TYPES.some((known) => known === value);

export const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024;
/** Of one piece of a document, as the window gives it to the core: 384 KiB. */
export const ADDED_BYTES = 384 * 1024;
export const MAX_DOCUMENTS_PER_FILE = 50;
export const MAX_DOCUMENT_NAME = 120;

/** What a document proves: the words of the counter. A text that a later version adds is kept, and shown as "other". */
export const PIECES = ["LIASSE_FISCALE", "COMPTES_ANNUELS", "ATTESTATION_CA", "KBIS", "PIECE_IDENTITE", "RIB", "PLAN_TRESORERIE", "MANDAT", "ATTESTATION_HONNEUR", "AUTRE"] as const;
export type Piece = (typeof PIECES)[number];

/** SHA-256 of the plain content, hex in lower case: the document's identity inside its file. */
export const isDocumentId = isSha256Text;

/** What the line says of a document; its content travels apart. */
export type DocumentFacts = {
  readonly document: string;
  readonly name: string;
  readonly type: DocumentType;
  readonly size: number;
  readonly piece: string;
};

export const PIECE_PATTERN = /^[A-Z][A-Z0-9_]{0,39}$/;
/** No path, no control character, nothing that turns the reading around: a name is shown to people and offered as the name of a file. */
const NAME = /^[^\p{C}/\\:*?"<>|\u2028\u2029]+$/u;
export const isDocumentName = (name: unknown): name is string =>
  typeof name === "string" && name.length <= MAX_DOCUMENT_NAME && name === name.trim() && !name.startsWith(".") && NAME.test(name);

/** The gate: the facts, or the name of the first one that is wrong. */
export function readDocumentFacts(value: Readonly<Record<string, unknown>>): { readonly ok: true; readonly value: DocumentFacts } | { readonly ok: false; readonly error: string } {
  const { document, name, type, size, piece } = value;
  if (!isDocumentId(document)) return { ok: false, error: "document" };
  if (!isDocumentName(name)) return { ok: false, error: "name" };
  if (!isDocumentType(type)) return { ok: false, error: "type" };
  if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 1 || size > MAX_DOCUMENT_BYTES) return { ok: false, error: "size" };
  if (typeof piece !== "string" || !PIECE_PATTERN.test(piece)) return { ok: false, error: "piece" };
  return { ok: true, value: { document, name, type, size, piece } };
}

const ENDS: { readonly [T in DocumentType]: RegExp } = { "application/pdf": /\.pdf$/i, "image/jpeg": /\.jpe?g$/i, "image/png": /\.png$/i };
const END: { readonly [T in DocumentType]: string } = { "application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png" };

/**
 * The name of a file on somebody's disk, as it may be kept: what is not allowed becomes a dash, and the end, which says the kind, stays. `type`: what its bytes are; an end that says something else is
 * followed by the true one, so that no name promises what the content is not.
 */
export function toDocumentName(given: string, type?: DocumentType): string {
  const named = [...given.normalize("NFC")].map((char) => (NAME.test(char) ? char : "-")).join("").replace(/^[\s.]+/, "").trim();
  const clean = type === undefined || ENDS[type].test(named) ? named : `${named === "" ? "document" : named}${END[type]}`;
  const end = /\.[A-Za-z0-9]{1,5}$/.exec(clean)?.[0] ?? "";
  const short = clean.length <= MAX_DOCUMENT_NAME ? clean : `${cut(clean, MAX_DOCUMENT_NAME - end.length)}${end}`;
  return isDocumentName(short) ? short : `document${type === undefined ? "" : END[type]}`;
}

/** At most `length` units, never through the middle of a character. */
function cut(text: string, length: number): string {
  let kept = "";
  for (const char of text) {
    if (kept.length + char.length > length) break;
    kept += char;
  }
  return kept.trim();
}
