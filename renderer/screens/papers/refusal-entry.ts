import type { LifeView } from "../../../shared/bridge/life-views.ts";
import type { Refusal } from "../../../shared/bridge/paper-order.ts";
import { REASON_LENGTH } from "../../../shared/bridge/paper-views.ts";
import { parseDateEntry } from "../../../shared/entry/date-entry.ts";
import { isDepartment } from "../../../shared/entry/department.ts";
import type { Format } from "../../../shared/i18n/format.ts";

/** What is in the boxes of the letter's form, as typed. */
export type RefusalEntry = { readonly kind: Refusal["kind"]; readonly reason: string; readonly decidedOn: string; readonly name: string; readonly role: string; readonly department: string };
export type RefusalBox = "reason" | "decidedOn" | "name" | "department";
export type ReadRefusal = { readonly refusal: Refusal; readonly faults: readonly [] } | { readonly refusal: undefined; readonly faults: readonly RefusalBox[] };

/** What a refusal that was recorded in the file's life says already: the last one. */
export function entryOfLife({ entries }: Pick<LifeView, "entries">, { date }: Pick<Format, "date">): Pick<RefusalEntry, "kind" | "reason" | "decidedOn"> | undefined {
  const declined = entries.findLast(({ step }) => step === "declined");
  if (declined === undefined) return undefined;
  return { kind: declined.facts["kind"] === "REFUS_EXAMEN" ? "examination" : "loan", reason: String(declined.facts["why"] ?? ""), decidedOn: date(declined.facts.on) };
}

/** The letter's words, or the boxes that cannot be read, in the order of the form. */
export function readRefusal({ kind, reason, decidedOn, name, role, department }: RefusalEntry): ReadRefusal {
  const date = parseDateEntry(decidedOn);
  const where = department.trim().toUpperCase();
  const length = reason.trim().length;
  const faults: RefusalBox[] = [];
  if (length < REASON_LENGTH.least || length > REASON_LENGTH.most) faults.push("reason");
  if (!date.ok) faults.push("decidedOn");
  if (name.trim() === "") faults.push("name");
  if (where !== "" && !isDepartment(where)) faults.push("department");
  if (faults.length > 0 || !date.ok) return { refusal: undefined, faults };
  const signatory = { name: name.trim(), ...(role.trim() === "" ? {} : { role: role.trim() }) };
  return { refusal: { kind, reason: reason.trim(), decidedOn: date.value, signatory, department: where }, faults: [] };
}
