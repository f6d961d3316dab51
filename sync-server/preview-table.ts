import { csvCell, type WrittenCell } from "../shared/i18n/csv-cell.ts";
import { csvLine } from "../shared/i18n/csv-text.ts";
import type { Language } from "../shared/i18n/format.ts";
import { withPackWords } from "../shared/i18n/pack-words.ts";
import type { SchemeText, SchemeWords } from "../shared/i18n/scheme-words.ts";
import { words } from "../shared/i18n/texts.ts";
import { legalDate } from "../shared/kernel/legal-date.ts";
import { createPacks, packName, type Packs } from "../shared/pge/packs/packs.ts";
import type { SchemePack } from "../shared/pge/packs/scheme-pack.ts";
import { parisClock } from "./domain/reporting/report-lines.ts";
import type { ChangedFile } from "./domain/schemes/preview-pack.ts";

/** Of one file that changes; in the order of the table. */
const COLUMNS = ["bank", "branch", "file", "status", "number", "rules", "decisionBefore", "decisionAfter", "appears", "goes", "ceilingBefore", "ceilingAfter", "quotaBefore", "quotaAfter", "premiumBefore", "premiumAfter", "texts"] as const;
type Column = (typeof COLUMNS)[number];

export const previewHead = ({ say }: SchemeWords): string => csvLine(COLUMNS.map((name) => say(`preview.column.${name}` satisfies SchemeText)), ";");

/** Writes a file that changes as a line: amounts in euros, shares in percent, the reasons in words, and the texts that what moved comes from. */
export function previewLiner(packs: Packs, pack: SchemePack, { say }: SchemeWords, language: Language): (file: ChangedFile) => string {
  const { find } = withPackWords(words[language], createPacks([...packs.known, pack].map((one) => ({ pack: one, from: legalDate("2020-03-16"), withdrawn: false }))));
  const cites = new Map([...packs.known, pack].flatMap(({ references }) => references.map(({ id, cite }) => [id, cite] as const)));
  const inWords = (key: string, code: string): string => find(`${key}.${code}`) ?? code;
  return ({ bank, branch, file, status, number, before, after, comparison: { reasons, figures } }) => {
    const moved = [...new Set([...reasons, ...figures].map(({ reference }) => reference))];
    const decision = (one: string | undefined): string | undefined => (one === undefined ? undefined : inWords("verdict.decision", one));
    const reasonsThat = (appears: boolean): string => reasons.filter((one) => one.appears === appears).map(({ reason }) => inWords("reason", reason)).join(" ");
    const cents = (value: number | undefined): WrittenCell => (value === undefined ? undefined : { cents: value });
    const cells: { readonly [C in Column]: WrittenCell } = {
      bank, branch, file, status: say(`preview.status.${status}`), number, rules: packName(before.pack),
      decisionBefore: decision(before.decision), decisionAfter: decision(after.decision), appears: reasonsThat(true), goes: reasonsThat(false),
      ceilingBefore: cents(before.ceiling?.value), ceilingAfter: cents(after.ceiling?.value), quotaBefore: cents(hundredths(before.quotaPct?.value)), quotaAfter: cents(hundredths(after.quotaPct?.value)),
      premiumBefore: cents(before.firstPremium?.value), premiumAfter: cents(after.firstPremium?.value), texts: moved.map((reference) => cites.get(reference) ?? reference).join(" · "),
    };
    return csvLine(COLUMNS.map((name) => csvCell(cells[name], parisClock)), ";");
  };
}

/** Written as an amount is: two decimals. */
const hundredths = (percent: number | undefined): number | undefined => (percent === undefined ? undefined : Math.round(percent * 100));
