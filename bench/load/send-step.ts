import type { Dispatcher } from "undici";
import { judgeAnswer, type Learnt } from "./judge-answer.ts";
import type { Step } from "./journey.ts";
import type { Clock } from "./run-curve.ts";
import type { Workstation } from "./workstation.ts";

const MOST_WAITS = 200;

/** As a workstation does: asked to wait (429, 503), it waits as told and sends the same again. Rejects for any other answer than the step's. */
export async function sendStep(pool: Dispatcher, clock: Clock, workstation: Workstation, step: Step): Promise<Learnt & { readonly waits: number }> {
  const [method, path] = step.route.startsWith("GET ") ? (["GET", step.route.slice(4)] as const) : (["POST", step.route.slice(5)] as const);
  const { text, expected } = workstation.bodyOf(step.body);
  const headers = { authorization: `Bearer ${workstation.token}`, ...(text === undefined ? {} : { "content-type": "application/json" }) };
  for (let waits = 0; waits <= MOST_WAITS; waits += 1) {
    const { statusCode, headers: answered, body } = await pool.request({ method, path, headers, body: text ?? null });
    const answer = await body.text();
    if (statusCode === 200) {
      const learnt = judgeAnswer(step.answer, answer, expected);
      workstation.learn(learnt);
      return { ...learnt, waits };
    }
    if (statusCode !== 429 && statusCode !== 503) throw new Error(`${step.route} ${statusCode} ${answer.slice(0, 300)}`);
    await clock.sleep(Number(answered["retry-after"] ?? 1) * 1000);
  }
  throw new Error(`${step.route}: still asked to wait after ${MOST_WAITS} times`);
}
