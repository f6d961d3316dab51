import type { AuditWords } from "./audit-words.ts";

/** What was asked for, in words. */
export function exportDays({ from, to }: { readonly from: string | null; readonly to: string | null }, { say, format }: AuditWords): string {
  const days = { from: from === null ? "" : format.date(from), to: to === null ? "" : format.date(to) };
  return say(from === null ? (to === null ? "about.days.all" : "about.days.to") : to === null ? "about.days.from" : "about.days.both", days);
}

/** One thing that was verified, with its figures as people write them. */
export function exportSentence({ check, outcome, why, holes = {} }: { readonly check: string; readonly outcome: string; readonly why?: string; readonly holes?: Readonly<Record<string, string | number>> }, { find, say, format }: AuditWords): string {
  const told = Object.fromEntries(Object.entries(holes).map(([name, value]) => [name, typeof value === "number" ? format.count(value) : value]));
  return find(`check.${check}.${outcome}${why === undefined ? "" : `.${why}`}`, told) ?? say("check.chain.broken.unreadable", told);
}
