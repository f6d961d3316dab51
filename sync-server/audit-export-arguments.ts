import { isUuid } from "../shared/kernel/ids.ts";
import { addDays, parseLegalDate, type LegalDate } from "../shared/kernel/legal-date.ts";
import { parisDate } from "../shared/kernel/paris-date.ts";

export type ExportOrder = {
  /** Undefined: all banks, and the centre's own. */
  readonly of: string | undefined;
  readonly out: string; readonly from: LegalDate | undefined; readonly to: LegalDate | undefined;
  /** A folder with a copy of the anchors; `aside`: none are put in. */
  readonly anchors: string | undefined; readonly aside: boolean;
};

/** `BANK|all --out FILE [--from DATE] [--to DATE] [--anchors FOLDER | --without-anchors]`. Undefined: not well formed. */
export function exportArguments([bank = "", ...rest]: readonly string[]): ExportOrder | undefined {
  const given = new Map<string, string>();
  for (let i = 0; i < rest.length; i += 1) {
    const name = rest[i] ?? "";
    if (given.has(name)) return undefined;
    if (name === "--without-anchors") given.set(name, "");
    else if (["--out", "--from", "--to", "--anchors"].includes(name) && rest[i + 1] !== undefined) given.set(name, rest[(i += 1)] ?? "");
    else return undefined;
  }
  const [from, to] = ["--from", "--to"].map((name) => dayOf(given.get(name)));
  const out = given.get("--out");
  if ((bank !== "all" && !isUuid(bank)) || out === undefined || out === "" || from === "wrong" || to === "wrong" || (from !== undefined && to !== undefined && to < from)) return undefined;
  const aside = given.has("--without-anchors");
  if (aside && given.has("--anchors")) return undefined;
  return { of: bank === "all" ? undefined : bank, out, from, to, anchors: given.get("--anchors"), aside };
}

function dayOf(text: string | undefined): LegalDate | undefined | "wrong" {
  const parsed = text === undefined ? undefined : parseLegalDate(text);
  return parsed === undefined ? undefined : parsed.ok ? parsed.value : "wrong";
}

const HOUR_MS = 3_600_000;
/** The first millisecond of a day in Paris, which is an hour or two before that of Greenwich. */
function beginOf(day: LegalDate): number {
  const summer = Date.parse(`${day}T00:00:00Z`) - 2 * HOUR_MS;
  return parisDate(summer) === day ? summer : summer + HOUR_MS;
}

/** Both days whole. */
export const instantsOf = ({ from, to }: Pick<ExportOrder, "from" | "to">): { readonly from: number; readonly to: number } =>
  ({ from: from === undefined ? 0 : beginOf(from), to: to === undefined ? Number.MAX_SAFE_INTEGER : beginOf(addDays(to, 1)) });
