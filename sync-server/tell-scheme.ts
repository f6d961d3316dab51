import type { Language } from "../shared/i18n/format.ts";
import { withPackWords } from "../shared/i18n/pack-words.ts";
import type { SchemeWords } from "../shared/i18n/scheme-words.ts";
import { words, type TextKey } from "../shared/i18n/texts.ts";
import { legalDate } from "../shared/kernel/legal-date.ts";
import { createPacks, packName } from "../shared/pge/packs/packs.ts";
import type { ParsedPack } from "../shared/pge/packs/document/parse-pack.ts";
import type { SchemePack } from "../shared/pge/packs/scheme-pack.ts";
import { PREVIEWED, type GroupPreview, type Preview, type Previewed } from "./domain/schemes/preview-pack.ts";

/** A sound document in a few lines: what is published, from when, with which schemes. */
export function describePack({ document, pack }: ParsedPack, { say }: SchemeWords, language: Language): readonly string[] {
  const { format } = words[language];
  return [
    say("sound", { name: packName(pack), title: document.title[language], from: format.date(document.from) }),
    ...document.schemes.map(({ code, names, window }) => say("scheme", { code, name: names[language], opens: format.date(window.opens.value), closes: format.date(window.closes.value) })),
  ];
}

const LABELS = { ceiling: "verdict.ceiling", quotaPct: "verdict.quota", firstPremium: "verdict.firstPremium" } as const satisfies Record<Previewed, TextKey>;

export function tellPreview({ banks, files, cut }: Preview, pack: SchemePack, said: SchemeWords, language: Language): readonly string[] {
  const { say } = said;
  const spoken = withPackWords(words[language], createPacks([{ pack, from: legalDate("2020-03-16"), withdrawn: false }]));
  const { format, find, t } = spoken;
  const changed = banks.filter(({ drafts, registered, unreadable }) => drafts.changed + registered.changed + unreadable > 0);
  const decision = (move: string): string => move.split(" → ").map((one) => find(`verdict.decision.${one}`) ?? one).join(" → ");
  const signed = (name: Previewed, by: number): string => `${by > 0 ? "+" : ""}${name === "quotaPct" ? format.percent(by / 100) : format.amount(by)}`;
  const groupLines = (key: "preview.drafts" | "preview.registered", group: GroupPreview): readonly string[] => [
    say(key, { changed: format.count(group.changed), files: format.count(group.files) }),
    ...[...group.decisions].map(([move, n]) => say("preview.decision", { move: decision(move), n: format.count(n) })),
    ...[...group.reasons].map(([reason, { appears, goes }]) => say("preview.reason", { reason: find(`reason.${reason}`) ?? reason, appears: format.count(appears), goes: format.count(goes) })),
    ...PREVIEWED.filter((name) => group.figures[name].files > 0).map((name) => {
      const { files: n, up, down, by } = group.figures[name];
      return say("preview.figure", { figure: t(LABELS[name]), files: format.count(n), up: format.count(up), down: format.count(down), by: signed(name, by) });
    }),
  ];
  return [
    ...(cut ? [say("preview.cut")] : []),
    say(changed.length === 0 ? "preview.none" : "preview.files", { files: format.count(files) }),
    ...changed.flatMap(({ bank, drafts, registered, unreadable }) => [
      say("preview.bank", { bank }), ...groupLines("preview.drafts", drafts), ...groupLines("preview.registered", registered),
      ...(unreadable === 0 ? [] : [say("preview.unreadable", { n: format.count(unreadable) })]),
    ]),
  ];
}

/** The same for a program. */
export const previewDocument = ({ banks, files, cut }: Preview): unknown => {
  const plain = ({ decisions, reasons, ...group }: GroupPreview): unknown => ({ ...group, decisions: Object.fromEntries(decisions), reasons: Object.fromEntries(reasons) });
  return { files, cut, banks: banks.map(({ bank, drafts, registered, unreadable }) => ({ bank, unreadable, drafts: plain(drafts), registered: plain(registered) })) };
};
