/** Bytes kept of each digest of a common password: of 12,000, one passphrase in a hundred million is mistaken for one. */
export const COMMON_DIGEST_BYTES = 5;

/** What two spellings of one password have in common: letters without case and accents, and figures. */
export const commonForm = (text: string): string => text.normalize("NFKD").toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
