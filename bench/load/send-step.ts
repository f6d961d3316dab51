import type { Dispatcher } from "undici";
import { askPatiently } from "../support/ask-patiently.ts";
import type { Clock } from "../support/run-curve.ts";
import { judgeAnswer, type Learnt } from "./judge-answer.ts";
import type { Step } from "./journey.ts";
import type { Workstation } from "./workstation.ts";

/** One step of a workstation, which learns from the answer. Rejects for any other answer than the step's. */
export async function sendStep(pool: Dispatcher, clock: Clock, workstation: Workstation, step: Step): Promise<Learnt & { readonly waits: number }> {
  const [method, path] = step.route.startsWith("GET ") ? (["GET", step.route.slice(4)] as const) : (["POST", step.route.slice(5)] as const);
  const { text, expected } = workstation.bodyOf(step.body);
  const headers = {
    ...(isOfStrangers(step) ? {} : { authorization: `Bearer ${workstation.token}` }), ...(text === undefined ? {} : { "content-type": "application/json" }),
    ...(step.answer === "unchanged" ? { "if-none-match": workstation.etag() } : {}),
  };
  const answer = await askPatiently(pool, clock, { method, path, headers, body: text ?? null });
  const learnt = judgeAnswer(step.answer, answer, expected);
  workstation.learn(learnt);
  return { ...learnt, waits: answer.waits };
}

/** Whoever verifies has no token. */
const isOfStrangers = ({ answer }: Step): boolean => answer === "verified" || answer === "page" || answer === "unchanged";
