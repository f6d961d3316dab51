import type { Dispatcher } from "undici";
import { pushAnswerSchema } from "../../shared/sync/protocol.ts";
import type { VerificationRequest } from "../../shared/sync/verification.ts";
import { askPatiently } from "../support/ask-patiently.ts";
import { realClock } from "../support/run-curve.ts";
import type { Workstation } from "./workstation.ts";

/** Files in a push: each two changes. */
const FILES = 250;

/** Registers `count` files as an advisor would, by whole pushes, and answers what their clients may ask. `from` numbers the companies. */
export async function registerNumbers(pool: Dispatcher, workstation: Workstation, count: number, from: number): Promise<readonly VerificationRequest[]> {
  const registered: VerificationRequest[] = [];
  for (let done = 0; done < count; done += FILES) {
    const { text, files } = workstation.registration(Math.min(FILES, count - done), from + done);
    const answer = await askPatiently(pool, realClock, { method: "POST", path: "/v1/push", headers: { authorization: `Bearer ${workstation.token}`, "content-type": "application/json" }, body: text });
    const { verdicts } = pushAnswerSchema.parse(JSON.parse(answer.text));
    files.forEach(({ siren, amount }, i) => {
      const verdict = verdicts[2 * i + 1];
      if (verdict?.kind !== "accepted" || verdict.number === undefined) throw new Error(`a sound file was not registered: ${JSON.stringify(verdict)}`);
      registered.push({ number: verdict.number, siren, amount });
    });
  }
  return registered;
}
