import { z } from "zod";

/**
 * What the identity provider gave. `expiresAt` is UTC ms on this computer's clock; the centre decides, this only spares a request. `key`: what the refresh
 * token is bound to, where the provider binds (RFC 9449).
 */
const tokensSchema = z.object({
  access: z.string().min(1), refresh: z.string().min(1).optional(), expiresAt: z.number(),
  key: z.object({ publicKey: z.string().min(1), privateKey: z.string().min(1) }).optional(),
});
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
