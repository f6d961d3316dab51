import type { VerificationWords } from "../../shared/i18n/verification-words.ts";
import { element, make } from "./elements.ts";
import { FIELDS, type Fault, type Field } from "./read-entry.ts";

/** Shows these faults beside their fields and in the summary at the head, and no others. */
export function showFaults(faults: readonly Fault[], words: VerificationWords): void {
  for (const field of FIELDS) showFault(field, faults.find((fault) => fault.field === field), words);
  element("summary", HTMLElement).hidden = faults.length === 0;
  element("summary-title", HTMLElement).textContent = faults.length === 0 ? "" : words.count("faults.title", faults.length);
  element("summary-list", HTMLElement).replaceChildren(...faults.map((fault) => lineTo(fault, words)));
}

function showFault(field: Field, fault: Fault | undefined, { say }: VerificationWords): void {
  const [input, place] = [element(field, HTMLInputElement), element(`${field}-fault`, HTMLElement)];
  place.textContent = fault === undefined ? "" : say(fault.text);
  place.hidden = fault === undefined;
  const described = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id !== place.id);
  input.setAttribute("aria-describedby", [...described, ...(fault === undefined ? [] : [place.id])].join(" "));
  if (fault === undefined) input.removeAttribute("aria-invalid");
  else input.setAttribute("aria-invalid", "true");
}

/** Leads to the field without touching the address: its fragment is not the summary's to change. */
function lineTo({ field, text }: Fault, { say }: VerificationWords): HTMLElement {
  const link = make("a", say(text));
  link.setAttribute("href", `#${field}`);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    element(field, HTMLInputElement).focus();
  });
  const line = make("li", "");
  line.append(link);
  return line;
}
