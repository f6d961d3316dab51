import { z } from "zod";

/** What a column of a declaration file may say of a loan. Days, amounts in euros, percents and counts, as the layout writes them. */
export const DECLARED_FACTS = ["number", "siren", "siret", "name", "scheme", "amount", "disbursedOn", "quotaPct", "guaranteed", "totalYears", "rate", "bankReference"] as const;
export type DeclaredFact = (typeof DECLARED_FACTS)[number];

const title = z.string().trim().min(1).max(60);
const words = z.array(title).min(1).max(20);

/**
 * How the bank's declaration file and its answer are laid out. The guarantor's own layout is not public: a bank gives the one of its agreement in place of
 * the default.
 */
export const declarationLayoutSchema = z.object({
  delimiter: z.enum([";", ",", "\t", "|"]),
  decimal: z.enum([",", "."]),
  date: z.enum(["JJ/MM/AAAA", "AAAA-MM-JJ", "AAAAMMJJ"]),
  columns: z.array(z.object({ title, says: z.enum(DECLARED_FACTS) })).min(1).max(40),
  /** Word of the last line, with the number of loans and the sum of their amounts; empty for a file without control totals. */
  total: z.string().max(20),
  answer: z.object({ number: title, outcome: title, accepted: words, rejected: words, reference: title.optional(), reason: title.optional() }),
});
export type DeclarationLayout = z.infer<typeof declarationLayoutSchema>;
