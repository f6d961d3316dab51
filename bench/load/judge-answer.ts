import { z } from "zod";
import { enrolAnswerSchema, helloSchema, meSchema, pullAnswerSchema, pushAnswerSchema, type Verdict } from "../../shared/sync/protocol.ts";
import { verificationAnswerSchema } from "../../shared/sync/verification.ts";
import type { Answer } from "../support/ask-patiently.ts";
import type { Question } from "./asks.ts";
import type { Step } from "./journey.ts";

/** What the maker of a body knows of its answer. */
export type Expected =
  | { readonly kind: "anything" }
  /** `valid` is false for a file made invalid: its creation must be refused and its submission skipped. */
  | { readonly kind: "verdict"; readonly seq: number; readonly change: "created" | "submitted"; readonly valid: boolean }
  | { readonly kind: "feed"; readonly branch: string; readonly after: number }
  /** `at`: when it was asked, UTC ms. */
  | { readonly kind: "verification"; readonly question: Question; readonly at: number };

/** What a right answer teaches: a change's verdict, how far the branch has been read, what was verified and whether from memory, the page's mark. */
export type Learnt = {
  readonly verdict?: Verdict["kind"]; readonly number?: string; readonly cursor?: number;
  readonly verified?: { readonly question: Question; readonly isRemembered: boolean }; readonly etag?: string;
};

const healthySchema = z.object({ ok: z.literal(true) });

/** @throws Error or ZodError, for an answer that the journey does not allow. */
export function judgeAnswer(answer: Step["answer"], got: Pick<Answer, "status" | "text" | "etag">, expected: Expected): Learnt {
  if (answer === "page" || answer === "unchanged") return judgePage(answer, got);
  if (got.status !== 200) throw new Error(`status ${got.status}`);
  const value: unknown = JSON.parse(got.text);
  switch (answer) {
    case "verified": return judgeVerification(value, expected);
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

/** A registered number matches, with a cent more it does not, and what is told is of the last minute. */
function judgeVerification(value: unknown, expected: Expected): Learnt {
  if (expected.kind !== "verification") throw new Error("a verification where none was asked for");
  const { question, at } = expected;
  const answer = verificationAnswerSchema.parse(value);
  const told = answer.result === "match" ? answer.state : answer.result;
  if (told !== (question.kind === "wrong" ? "mismatch" : "registered")) throw new Error(`${question.kind}: ${told}`);
  if (answer.at + 60_000 < at) throw new Error(`the ledger was read ${at - answer.at} ms before`);
  return { verified: { question, isRemembered: answer.at < at } };
}

function judgePage(answer: "page" | "unchanged", { status, text, etag }: Pick<Answer, "status" | "text" | "etag">): Learnt {
  if (answer === "unchanged") {
    if (status !== 304 || text !== "") throw new Error(`status ${status} and ${text.length} characters where nothing has changed`);
    return {};
  }
  if (status !== 200 || etag === undefined || !text.includes('<form id="form"')) throw new Error(`not the page: status ${status}, ${text.length} characters`);
  return { etag };
}
