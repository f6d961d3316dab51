import type { Language } from "../../shared/i18n/format.ts";
import { verificationWords, type VerificationWords } from "../../shared/i18n/verification-words.ts";
import type { VerificationRequest } from "../../shared/sync/verification.ts";
import type { SealFacts } from "../../shared/sync/attestation-seal.ts";
import { askCentre, type Outcome } from "./ask-centre.ts";
import { checkSeal } from "./check-seal.ts";
import { element } from "./elements.ts";
import { FIELDS, readAmount, readEntry, type Fault, type Typed } from "./read-entry.ts";
import { showFaults } from "./show-faults.ts";
import { showOutcome, showWord } from "./show-outcome.ts";
import { chosenLanguage, speak } from "./speak.ts";
import { tellOutcome } from "./tell-outcome.ts";
import { tellSealed, tellUnsealed, type UnsealedCheck } from "./tell-seal.ts";

/** What stands in the place of the answer. */
type Shown =
  | { readonly kind: "nothing" }
  | { readonly kind: "asking" }
  | { readonly kind: "checking" }
  | { readonly kind: "stale" }
  | { readonly kind: "unsealed"; readonly check: UnsealedCheck }
  | { readonly kind: "sealed"; readonly outcome: Outcome; readonly facts: SealFacts }
  | { readonly kind: "told"; readonly outcome: Outcome; readonly asked: VerificationRequest };

const content = (name: string): string => document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";
const base = content("guichet-centre");
let words = verificationWords(chosenLanguage(location.search));
let faults: readonly Fault[] = [];
let shown: Shown = { kind: "nothing" };
/** Of the last question: an answer to an earlier one is not shown. */
let question = 0;

const typed = (): Typed => ({ number: element("number", HTMLInputElement).value, siren: element("siren", HTMLInputElement).value, amount: element("amount", HTMLInputElement).value });

function show(next: Shown): void {
  shown = next;
  switch (next.kind) {
    case "nothing": return showOutcome(undefined);
    case "checking": return showWord(words.say("seal.checking"));
    case "unsealed": return showOutcome(tellUnsealed(next.check, words));
    case "sealed": return showOutcome(tellSealed(next.outcome, next.facts, words));
    case "asking": return showWord(words.say("asking"));
    case "stale": return showWord(words.say("stale"));
    case "told": return showOutcome(tellOutcome(next.outcome, next.asked, words));
  }
}

async function ask(): Promise<void> {
  const entry = readEntry(typed(), words.language);
  faults = entry.ok ? [] : entry.error;
  showFaults(faults, words);
  question += 1;
  if (!entry.ok) {
    show({ kind: "nothing" });
    element("summary", HTMLElement).focus();
    return;
  }
  const own = question;
  show({ kind: "asking" });
  const outcome = await askCentre(base, entry.value);
  if (own === question) show({ kind: "told", outcome, asked: entry.value });
}

/** Whoever opens the code of an attestation has its seal checked here, and is told what the centre says of it today. Nothing of a code that is not genuine is asked or shown. */
async function openCode(): Promise<void> {
  const fragment = location.hash.slice(1);
  if (fragment === "") return;
  question += 1;
  const own = question;
  show({ kind: "checking" });
  const check = await checkSeal(base, fragment);
  if (own !== question) return;
  if (check.kind !== "genuine") return show({ kind: "unsealed", check });
  const { number, siren, amount } = check.facts;
  const outcome = await askCentre(base, { number, siren, amount });
  if (own === question) show({ kind: "sealed", outcome, facts: check.facts });
}

/** What was told is of the figures that were asked: from the first key on it no longer stands beside others. */
function changed(): void {
  question += 1;
  if (shown.kind === "nothing" || shown.kind === "stale") return;
  show({ kind: "stale" });
}

function echoAmount(): void {
  const read = readAmount(element("amount", HTMLInputElement).value, words.language);
  element("amount-echo", HTMLElement).textContent = read.ok ? words.say("amount.understood", { amount: words.format.amountExact(read.value) }) : "";
}

function speakIn(language: Language): void {
  const before: VerificationWords = words;
  words = verificationWords(language);
  speak(words);
  if (before.language === language) return;
  echoAmount();
  // What was asked was read in the other language, where 1,250 may be another amount: it is read again before it is told again.
  const entry = readEntry(typed(), language);
  if (faults.length > 0) {
    faults = entry.ok ? [] : entry.error;
    showFaults(faults, words);
  }
  const isSame = shown.kind !== "told" || (entry.ok && entry.value.amount === shown.asked.amount);
  if (!isSame) question += 1;
  show(isSame ? shown : { kind: "stale" });
}

speak(words);
element("demonstration", HTMLElement).hidden = content("guichet-demonstration") !== "yes";
element("form", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  void ask();
});
for (const field of FIELDS) element(field, HTMLInputElement).addEventListener("input", changed);
element("amount", HTMLInputElement).addEventListener("input", echoAmount);
element("language", HTMLAnchorElement).addEventListener("click", (event) => {
  event.preventDefault();
  const language: Language = words.language === "fr" ? "en" : "fr";
  history.replaceState(null, "", `?lang=${language}${location.hash}`);
  speakIn(language);
});
echoAmount();
addEventListener("hashchange", () => void openCode());
void openCode();
