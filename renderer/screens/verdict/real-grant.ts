import { parseDateEntry } from "../../../shared/entry/date-entry.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import { assess } from "../../../shared/pge/assess.ts";
import type { Assessment } from "../../../shared/pge/assessment.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import type { SchemePack } from "../../../shared/pge/packs/scheme-pack.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";

/** What a date of grant, as typed, makes of a file. Nothing of it is kept anywhere. */
export type RealGrant =
  | { readonly kind: "empty" }
  | { readonly kind: "wrong"; readonly fault: "DATE_FORMAT" | "DATE_NO_SUCH_DAY" }
  | { readonly kind: "assessed"; readonly real: Assessment };

/** DE5: the same file, granted on the day that was typed. Dates are read as everywhere: day first, or ISO. */
export function assessOnRealDate(typed: string, fields: Fields, businessDate: LegalDate, pack: SchemePack): RealGrant {
  if (typed.trim() === "") return { kind: "empty" };
  const read = parseDateEntry(typed);
  if (!read.ok) return { kind: "wrong", fault: read.error.type === "NoSuchDay" ? "DATE_NO_SUCH_DAY" : "DATE_FORMAT" };
  return { kind: "assessed", real: assess({ ...fieldsToFacts(fields, businessDate), grantOn: read.value }, pack) };
}
