import { z } from "zod";
import { address, base64url, count } from "./message-parts.ts";

/** A pack and version, as changes and verdicts name it. */
const packName = z.string().max(80).regex(/^[a-z][a-z0-9-]*@\d+\.\d+\.\d+$/);
const signed = z.object({ kid: z.string(), at: count, signature: base64url });

/** POST /v1/packs: what the centre published. `have`: those whose document is here, which is then not sent again. */
export const packsRequestSchema = z.object({ ...address, have: z.array(packName).max(1_000) });
export type PacksRequest = z.infer<typeof packsRequestSchema>;

/** In the order of publication. `document`: its exact text, whose hash the centre signed. `withdrawn`: it judges nothing more. */
export const publishedPackSchema = z.object({ name: packName, hash: z.string().regex(/^[0-9a-f]{64}$/), document: z.string().max(524_288).optional(), published: signed, withdrawn: signed.optional() });
export const packsAnswerSchema = z.object({ packs: z.array(publishedPackSchema).max(1_000) });
export type PublishedPackMessage = z.infer<typeof publishedPackSchema>;
export type PacksAnswer = z.infer<typeof packsAnswerSchema>;

/** What the centre signs, with its receipt key of that id. No receipt begins so, and no push: what was signed for one purpose cannot serve another. */
export const publicationText = (centre: string, { name, hash, at }: { readonly name: string; readonly hash: string; readonly at: number }): string => ["guichet-pack:1", centre, name, hash, at].join("\n");
export const withdrawalText = (centre: string, { name, hash, at }: { readonly name: string; readonly hash: string; readonly at: number }): string => ["guichet-pack-withdrawn:1", centre, name, hash, at].join("\n");
