import { sha256 } from "@noble/hashes/sha2.js";
import { verifyExport, type ExportPowers, type ExportReport } from "../../../shared/audit/verify-export.ts";
import { auditWords, isAuditText } from "../../../shared/i18n/audit-words.ts";
import type { Language } from "../../../shared/i18n/format.ts";
import { element, make } from "../elements.ts";
import { noblePowers } from "../noble-powers.ts";
import { exportElement } from "./show-export.ts";

type Shown =
  | { readonly kind: "nothing" }
  | { readonly kind: "word"; readonly text: "file.missing" | "unreadable" }
  | { readonly kind: "reading"; readonly name: string; readonly part: number }
  | { readonly kind: "none"; readonly name: string }
  | { readonly kind: "report"; readonly name: string; readonly report: ExportReport };

const powers: ExportPowers = {
  ...noblePowers,
  hasher: () => {
    const hash = sha256.create();
    return { update: (bytes) => void hash.update(bytes), hex: () => [...hash.digest()].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
  },
};

/** French before anything is asked; a reader whose browser speaks no French is met in English. */
let words = auditWords(new URLSearchParams(location.search).get("lang") === "en" || (location.search === "" && !navigator.language.startsWith("fr")) ? "en" : "fr");
let shown: Shown = { kind: "nothing" };
let dropped: File | undefined;
/** Of the reading that is under way: another file, or the form again, leaves it. */
let turn = 0;

function show(next: Shown, takesFocus = false): void {
  shown = next;
  const place = element("outcome", HTMLElement);
  const { say, format } = words;
  switch (next.kind) {
    case "nothing": return place.replaceChildren();
    case "word": return place.replaceChildren(make("p", say(next.text), "summary"));
    case "reading": return place.replaceChildren(make("p", say("reading", { name: next.name, percent: format.percent(Math.round(next.part * 100)) }), "word"));
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
      place.replaceChildren(exportElement(next.report, next.name, words), print);
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
  const mine = (turn += 1);
  const { name, size } = file;
  show({ kind: "reading", name, part: 0 });
  let told = 0;
  const read = async (offset: number, length: number): Promise<Uint8Array> => {
    // So that the page is painted, and answers, while it reads.
    await new Promise((resolve) => setTimeout(resolve));
    return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
  };
  const known = element("key", HTMLTextAreaElement).value.split(/[\n,;]/);
  try {
    const report = await verifyExport({ size, read }, known, powers, (done, of) => {
      if (mine !== turn || done - told < of / 20) return;
      told = done;
      show({ kind: "reading", name, part: done / of });
    });
    if (mine === turn) show(report === undefined ? { kind: "none", name } : { kind: "report", name, report }, true);
  } catch {
    if (mine === turn) show({ kind: "word", text: "unreadable" });
  }
}

function speak(language: Language): void {
  words = auditWords(language);
  document.documentElement.lang = language;
  document.title = `${words.say("title")} · Guichet`;
  for (const spoken of document.querySelectorAll<HTMLElement>("[data-text]")) {
    const key = spoken.dataset["text"] ?? "";
    if (isAuditText(key)) spoken.textContent = words.say(key);
  }
  element("language", HTMLButtonElement).lang = language === "fr" ? "en" : "fr";
  show(shown);
}

speak(words.language);
element("language", HTMLButtonElement).addEventListener("click", () => speak(words.language === "fr" ? "en" : "fr"));
element("form", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  void verify();
});
element("file", HTMLInputElement).addEventListener("change", () => { [dropped, turn] = [undefined, turn + 1]; show({ kind: "nothing" }); });
addEventListener("dragover", (event) => { event.preventDefault(); document.body.classList.add("over"); });
addEventListener("dragleave", () => document.body.classList.remove("over"));
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("over");
  const file = event.dataTransfer?.files[0];
  if (file === undefined) return;
  dropped = file;
  element("file", HTMLInputElement).value = "";
  void verify();
});
