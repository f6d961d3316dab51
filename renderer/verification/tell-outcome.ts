import type { VerificationWords } from "../../shared/i18n/verification-words.ts";
import type { VerificationRequest } from "../../shared/sync/verification.ts";
import type { Outcome } from "./ask-centre.ts";
import { waitText } from "./wait-text.ts";

/** What is shown of an outcome: a mark, a title, sentences, and what it was asked about. */
export type Telling = {
  readonly mark: "done" | "stop" | "attend";
  readonly title: string;
  readonly sentences: readonly string[];
  /** Label and value, as read: what a printed page has to hold. */
  readonly asked: readonly (readonly [label: string, value: string])[];
};

export function tellOutcome(outcome: Outcome, asked: VerificationRequest, words: VerificationWords): Telling {
  const { say, format } = words;
  const recap = [
    [say("number.label"), asked.number],
    [say("siren.label"), asked.siren.replaceAll(/(\d{3})(?=\d)/g, "$1\u00a0")],
    [say("amount.label"), format.amountExact(asked.amount)],
  ] as const;
  if (outcome.kind !== "answered") return { mark: "attend", title: say("fail.title"), sentences: [tellFailure(outcome, words), say("fail.note")], asked: recap };
  const readAt = say("readAt", { when: format.dayAndTime(outcome.answer.at) });
  if (outcome.answer.result === "mismatch") return { mark: "stop", title: say("mismatch.title"), sentences: [say("mismatch.text"), say("mismatch.note"), readAt], asked: recap };
  if (outcome.answer.result === "amended") return { mark: "stop", title: say("amended.title"), sentences: [say("amended.text"), say("amended.note"), readAt], asked: recap };
  switch (outcome.answer.state) {
    case "registered":
      return { mark: "done", title: say("match.title"), sentences: [say("match.text"), say("match.note"), readAt], asked: recap };
    case "cancelled":
      return { mark: "stop", title: say("cancelled.title"), sentences: [say("cancelled.text"), readAt], asked: recap };
  }
}

function tellFailure(outcome: Exclude<Outcome, { readonly kind: "answered" }>, words: VerificationWords): string {
  switch (outcome.kind) {
    case "offline": return words.say("fail.offline");
    case "busy": return words.say("fail.busy");
    case "tooOften": return words.say("fail.tooOften", { wait: waitText(outcome.waitS, words) });
    case "refused": return words.say("fail.refused", { code: outcome.code });
  }
}
