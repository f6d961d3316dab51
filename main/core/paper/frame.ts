import { grouped } from "../../../shared/i18n/field-words.ts";
import type { TextKey, Words } from "../../../shared/i18n/texts.ts";
import type { Block, Paper } from "../../../paper/paper.ts";
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

const MARKS = { draft: { mark: "paper.draft", why: "paper.draft.why", tone: "attend" }, withdrawn: { mark: "paper.withdrawn", why: "paper.withdrawn.why", tone: "stop" }, declined: { mark: "paper.declined", why: "paper.declined.why", tone: "stop" } } as const;

/** What the pages of a file that is not registered bear. */
export const standingStamps = ({ standing }: PaperFile, { t }: Words): readonly string[] => (standing.kind === "registered" ? [] : [t(MARKS[standing.kind].mark)]);

/** The same in real text, once, for whoever hears the paper read: page marks are not read aloud. */
export function standingNotices(file: PaperFile, words: Words): readonly Block[] {
  const { t } = words;
  const { standing, isHereOnly } = file;
  const here = isHereOnly ? [t("paper.hereOnly")] : [];
  const notices: Block[] = [...demonstrationNotice(file, words)];
  if (standing.kind === "registered") return here.length === 0 ? notices : [...notices, { kind: "paragraph", text: here.join(" ") }];
  const { mark, why, tone } = MARKS[standing.kind];
  return [...notices, { kind: "notice", tone, title: t(mark), lines: [t(why), ...here] }];
}

export const demonstrationNotice = ({ demonstration }: PaperFile, { t }: Words): readonly Block[] =>
  demonstration ? [{ kind: "notice", tone: "plain", title: t("paper.demonstration"), lines: [t("paper.demonstration.why")] }] : [];

export const companyName = (file: PaperFile, { t }: Words): string => textOf(file, "legalName") ?? textOf(file, "tradeName") ?? t("paper.unnamed");
