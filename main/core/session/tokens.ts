import { z } from "zod";

/** What the identity provider gave. `expiresAt` is UTC ms on this computer's clock; the centre decides, this only spares a request. */
const tokensSchema = z.object({ access: z.string().min(1), refresh: z.string().min(1).optional(), expiresAt: z.number() });
export type Tokens = z.infer<typeof tokensSchema>;

export const tokensToText = (tokens: Tokens): string => JSON.stringify(tokens);

export function parseTokens(text: string | undefined): Tokens | undefined {
  if (text === undefined) return undefined;
  try {
    return tokensSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
