import { z } from "zod";
import { enrolAnswerSchema, helloSchema, meSchema, pullAnswerSchema, pushAnswerSchema, type Verdict } from "../../shared/sync/protocol.ts";
import type { Step } from "./journey.ts";

/** What the maker of a body knows of its answer. */
export type Expected =
  | { readonly kind: "anything" }
  /** `valid` is false for a file made invalid: its creation must be refused and its submission skipped. */
  | { readonly kind: "verdict"; readonly seq: number; readonly change: "created" | "submitted"; readonly valid: boolean }
  | { readonly kind: "feed"; readonly branch: string; readonly after: number };

/** What a right answer teaches: a change's verdict, or how far the branch has been read. */
export type Learnt = { readonly verdict?: Verdict["kind"]; readonly number?: string; readonly cursor?: number };

const healthySchema = z.object({ ok: z.literal(true) });

/** @throws Error or ZodError, for an answer that the journey does not allow. */
export function judgeAnswer(answer: Step["answer"], text: string, expected: Expected): Learnt {
  const value: unknown = JSON.parse(text);
  switch (answer) {
    case "healthy": healthySchema.parse(value); return {};
    case "hello": helloSchema.parse(value); return {};
    case "me": meSchema.parse(value); return {};
    case "enrolled": enrolAnswerSchema.parse(value); return {};
    case "verdict": return judgeVerdict(value, expected);
    case "feed": return judgeFeed(value, expected);
  }
}

/** A submission may be refused for want of ceiling; a valid creation may not, and nothing may have been decided before. */
function judgeVerdict(value: unknown, expected: Expected): Learnt {
  if (expected.kind !== "verdict") throw new Error("a verdict where none was asked for");
  const { have, verdicts } = pushAnswerSchema.parse(value);
  const [verdict] = verdicts;
  if (verdict === undefined || verdicts.length !== 1 || have !== expected.seq) throw new Error(`${verdicts.length} verdicts and ${have} changes after change ${expected.seq}`);
  const allowed = expected.valid ? (expected.change === "created" ? ["accepted"] : ["accepted", "refused"]) : [expected.change === "created" ? "refused" : "skipped"];
  if (!allowed.includes(verdict.kind)) throw new Error(`${expected.valid ? "valid" : "invalid"} ${expected.change}: ${verdict.kind}`);
  const number = verdict.kind === "accepted" ? verdict.number : undefined;
  if (verdict.kind === "accepted" && (number !== undefined) !== (expected.change === "submitted")) throw new Error(`${expected.change} with the number ${String(number)}`);
  return { verdict: verdict.kind, ...(number === undefined ? {} : { number }) };
}

function judgeFeed(value: unknown, expected: Expected): Learnt {
  if (expected.kind !== "feed") throw new Error("a feed where none was asked for");
  const [feed, ...others] = pullAnswerSchema.parse(value).feeds;
  if (feed === undefined || others.length > 0 || feed.branch !== expected.branch || feed.n < expected.after) throw new Error(`not the feed of ${expected.branch} after ${expected.after}`);
  return { cursor: feed.n };
}
