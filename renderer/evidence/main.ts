import { verifyArchive, type Report } from "../../shared/evidence/verify-archive.ts";
import { evidenceWords, isEvidenceText } from "../../shared/i18n/evidence-words.ts";
import type { Language } from "../../shared/i18n/format.ts";
import { element, make } from "./elements.ts";
import { noblePowers } from "./noble-powers.ts";
import { reportElement } from "./show-report.ts";
import { tellReport } from "./tell-report.ts";

type Shown =
  | { readonly kind: "nothing" }
  | { readonly kind: "word"; readonly text: "file.missing" | "unreadable" }
  | { readonly kind: "reading"; readonly name: string }
  | { readonly kind: "none"; readonly name: string }
  | { readonly kind: "report"; readonly name: string; readonly report: Report };

/** French before anything is asked; a reader whose browser speaks no French is met in English. */
let words = evidenceWords(new URLSearchParams(location.search).get("lang") === "en" || (location.search === "" && !navigator.language.startsWith("fr")) ? "en" : "fr");
let shown: Shown = { kind: "nothing" };
let dropped: File | undefined;

function show(next: Shown, takesFocus = false): void {
  shown = next;
  const place = element("outcome", HTMLElement);
  const { say } = words;
  switch (next.kind) {
    case "nothing": return place.replaceChildren();
    case "word": return place.replaceChildren(make("p", say(next.text), "summary"));
    case "reading": return place.replaceChildren(make("p", say("reading", { name: next.name }), "word"));
    case "none": {
      const sheet = make("div", "", "telling stop");
      sheet.append(make("h2", say("none.title")), make("p", say("none.text", { name: next.name })));
      return place.replaceChildren(sheet);
    }
    case "report": {
      const print = document.createElement("button");
      print.type = "button";
      print.className = "second";
      print.textContent = say("print");
      print.addEventListener("click", () => window.print());
      place.replaceChildren(reportElement(tellReport(next.report, next.name, words), words), print);
      if (takesFocus) element("verdict", HTMLElement).focus();
    }
  }
}

async function verify(): Promise<void> {
  const file = element("file", HTMLInputElement).files?.[0] ?? dropped;
  if (file === undefined) {
    show({ kind: "word", text: "file.missing" });
    return element("file", HTMLInputElement).focus();
  }
  show({ kind: "reading", name: file.name });
  // So that it is shown before the page is busy.
  await new Promise((resolve) => setTimeout(resolve, 30));
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return show({ kind: "word", text: "unreadable" });
  }
  const known = element("key", HTMLTextAreaElement).value.split(/[\n,;]/);
  const report = verifyArchive(bytes, known, noblePowers);
  show(report === undefined ? { kind: "none", name: file.name } : { kind: "report", name: file.name, report }, true);
}

function speak(language: Language): void {
  words = evidenceWords(language);
  document.documentElement.lang = language;
  document.title = `${words.say("title")} · Guichet`;
  for (const spoken of document.querySelectorAll<HTMLElement>("[data-text]")) {
    const key = spoken.dataset["text"] ?? "";
    if (isEvidenceText(key)) spoken.textContent = words.say(key);
  }
  const other: Language = language === "fr" ? "en" : "fr";
  const button = element("language", HTMLButtonElement);
  button.lang = other;
  show(shown);
}

function take(file: File | undefined): void {
  if (file === undefined) return;
  dropped = file;
  element("file", HTMLInputElement).value = "";
  void verify();
}

speak(words.language);
element("language", HTMLButtonElement).addEventListener("click", () => speak(words.language === "fr" ? "en" : "fr"));
element("form", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  void verify();
});
element("file", HTMLInputElement).addEventListener("change", () => { dropped = undefined; show({ kind: "nothing" }); });
addEventListener("dragover", (event) => { event.preventDefault(); document.body.classList.add("over"); });
addEventListener("dragleave", () => document.body.classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("over");
  take(event.dataTransfer?.files[0]);
});
