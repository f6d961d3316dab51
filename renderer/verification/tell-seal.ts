import type { VerificationText, VerificationWords } from "../../shared/i18n/verification-words.ts";
import type { SealFacts } from "../../shared/sync/attestation-seal.ts";
import { parseLegalDate } from "../../shared/kernel/legal-date.ts";
import type { Outcome } from "./ask-centre.ts";
import type { SealCheck } from "./check-seal.ts";
import { tellOutcome, type Telling } from "./tell-outcome.ts";

export type UnsealedCheck = Exclude<SealCheck, { readonly kind: "genuine" }>;

/** Of a code whose seal could not be found genuine: nothing that it says is shown, for nothing of it is known to be true. */
export function tellUnsealed({ kind }: UnsealedCheck, { say }: VerificationWords): Telling {
  const [title, text] = [say(`seal.${kind}.title`), say(`seal.${kind}.text`)];
  return kind === "forged"
    ? { mark: "stop", title, sentences: [text, say("seal.forged.note")], asked: [] }
    : { mark: "attend", title, sentences: [text, say("seal.byHand"), say("fail.note")], asked: [] };
}

/** What a genuine seal says, and what the centre says of it today: only both together are good. */
export function tellSealed(outcome: Outcome, facts: SealFacts, words: VerificationWords): Telling {
  const { say, format } = words;
  const plain = tellOutcome(outcome, facts, words);
  const day = parseLegalDate(facts.registeredOn);
  const asked = [...plain.asked, [say("seal.registeredOn"), day.ok ? format.date(day.value) : facts.registeredOn]] as const;
  const genuine = say("seal.genuine");
  if (outcome.kind !== "answered") return { ...plain, sentences: [genuine, ...plain.sentences], asked };
  const readAt = say("readAt", { when: format.dayAndTime(outcome.answer.at) });
  if (outcome.answer.result === "mismatch") return { ...plain, title: say("seal.unknown.title"), sentences: [say("seal.unknown.text"), say("seal.unknown.note"), readAt], asked };
  return { ...plain, title: say(titleOf(outcome.answer)), sentences: [genuine, ...plain.sentences], asked };
}

function titleOf(answer: Extract<Extract<Outcome, { readonly kind: "answered" }>["answer"], { readonly result: "match" | "amended" }>): VerificationText {
  if (answer.result === "amended") return "seal.amended.title";
  return answer.state === "cancelled" ? "seal.cancelled.title" : "seal.valid.title";
}
