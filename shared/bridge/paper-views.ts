/** What may be printed of a file. */
export const PAPERS = ["summary", "schedule", "refusal", "attestation", "registration"] as const;
export type PaperName = (typeof PAPERS)[number];

/** Of the reason in a letter of refusal: in characters, spaces around it left out. */
export const REASON_LENGTH = { least: 20, most: 2_000 } as const;
export const REFUSAL_KINDS = ["loan", "examination"] as const;

/** A PDF, whole: base64. `name` is proposed for its file and holds no name of a client. */
export type PaperMade = { readonly name: string; readonly pages: number; readonly bytes: string };
