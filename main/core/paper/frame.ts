import { grouped } from "../../../shared/i18n/field-words.ts";
import type { TextKey, Words } from "../../../shared/i18n/texts.ts";
import type { Block, Paper } from "./paper.ts";
import { textOf, type PaperFile } from "./paper-file.ts";

type Holeless = "paper.summary" | "paper.schedule" | "paper.refusal" | "paper.registration";

/** What every paper has around its text: title, head, foot, and what its pages are marked with. */
export function framed(file: PaperFile, title: TextKey & Holeless, words: Words, stamps: readonly string[], blocks: readonly Block[]): Paper {
  const { t, format } = words;
  const siren = textOf(file, "siren");
  const named = siren === undefined ? t(title) : t("paper.title.siren", { title: t(title), siren: grouped(siren, "siren") });
  return {
    language: words.language,
    title: named,
    letterhead: t("paper.letterhead", { bank: file.bank, branch: file.branch }),
    stamps,
    across: file.demonstration ? t("paper.demonstration") : undefined,
    foot: t("paper.foot", { title: named, when: format.dayAndTime(file.madeAt), who: file.person }),
    pageOf: (page, pages) => t("paper.page", { page, pages }),
    blocks,
  };
}

/** What the pages of a file that is not registered bear. */
export const standingStamps = ({ standing }: PaperFile, { t }: Words): readonly string[] =>
  standing.kind === "registered" ? [] : [t(standing.kind === "withdrawn" ? "paper.withdrawn" : "paper.draft")];

/** The same in real text, once, for whoever hears the paper read: page marks are not read aloud. */
export function standingNotices(file: PaperFile, words: Words): readonly Block[] {
  const { t } = words;
  const { standing, isHereOnly } = file;
  const notices: Block[] = [...demonstrationNotice(file, words)];
  if (standing.kind === "withdrawn") notices.push({ kind: "notice", tone: "stop", title: t("paper.withdrawn"), lines: [t("paper.withdrawn.why")] });
  if (standing.kind === "draft") notices.push({ kind: "notice", tone: "attend", title: t("paper.draft"), lines: [t("paper.draft.why"), ...(isHereOnly ? [t("paper.hereOnly")] : [])] });
  return notices;
}

export const demonstrationNotice = ({ demonstration }: PaperFile, { t }: Words): readonly Block[] =>
  demonstration ? [{ kind: "notice", tone: "plain", title: t("paper.demonstration"), lines: [t("paper.demonstration.why")] }] : [];

export const companyName = (file: PaperFile, { t }: Words): string => textOf(file, "legalName") ?? textOf(file, "tradeName") ?? t("paper.unnamed");
