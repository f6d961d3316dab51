import { z } from "zod";
import { address, base64url, count, uuid } from "./message-parts.ts";

/** POST /v1/history: how one file was made, as the centre keeps it: for an evidence file. Refused beyond {@link MAX_HISTORY_CHANGES}. */
export const historyRequestSchema = z.object({ ...address, file: uuid });
export type HistoryRequest = z.infer<typeof historyRequestSchema>;
export const MAX_HISTORY_CHANGES = 2_000;

const seq = z.int().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const historyAnswerSchema = z.object({
  /** What the centre signs with the receipt key of that id: the exact text, see shared/evidence/format.ts `StatementFacts`. */
  statement: z.object({ text: z.string(), kid: z.string(), signature: base64url }),
  /** The exact text of the file's state, whose hash the statement names. */
  state: z.string(),
  /** In the order in which they came. Exact texts; absent where they could not be kept. */
  changes: z.array(z.object({ replica: uuid, seq, hash, head: z.string().optional(), body: z.string().optional(), salt: z.string().optional(), verdict: z.string() })),
  /** Heads of other files between a change and the end of its push: what its author's signature covers it by. No body, ever. */
  links: z.array(z.object({ replica: uuid, seq, head: z.string() })),
  /** What the authors' workstations signed. */
  pushes: z.array(z.object({ replica: uuid, first: seq, last: seq, lastHash: hash, signature: base64url })),
  at: count,
});
export type HistoryAnswer = z.infer<typeof historyAnswerSchema>;
