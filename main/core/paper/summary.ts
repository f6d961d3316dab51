import { choiceLabel } from "../../../shared/i18n/field-words.ts";
import { verdictTelling } from "../../../shared/i18n/figure-words.ts";
import { authorName, entryLabel } from "../../../shared/i18n/life-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { Section } from "../../../shared/pge/file-fields.ts";
import { parseStoredLoan } from "../../../shared/pge/stored-loan.ts";
import { calculationBlocks } from "./calculation.ts";
import { companyName, framed, standingNotices, standingStamps } from "./frame.ts";
import type { Block, Pair, Paper } from "../../../paper/paper.ts";
import { amountOf, type PaperFile } from "./paper-file.ts";
import { PRINTED, printedPairs } from "./printed-fields.ts";

/** The whole file on paper, in the order that a second pair of eyes reads it: the verdict and its key figures, what was declared, how it was computed, what proves it. */
export function summaryPaper(file: PaperFile, words: Words): Paper {
  const { t } = words;
  const { tone, title, why } = verdictTelling(file.assessment, amountOf(file), words);
  return framed(file, "paper.summary", words, standingStamps(file, words), [
    { kind: "heading", level: 1, text: t("paper.summary") },
    { kind: "paragraph", text: companyName(file, words), look: "strong" },
    ...standingNotices(file, words),
    { kind: "notice", tone, title, lines: why },
    keyFigures(file, words),
    ...registrationBlocks(file, words),
    ...partBlocks("company", file, words, [{ label: t("paper.bank"), value: file.bank }, { label: t("paper.branch"), value: file.branch }, { label: t("paper.status"), value: t(`status.${file.status}`) }]),
    ...partBlocks("figures", file, words),
    ...partBlocks("procedure", file, words),
    ...partBlocks("request", file, words),
    ...loanBlocks(file, words),
    ...partBlocks("approval", file, words),
    ...partBlocks("account", file, words),
    { kind: "heading", level: 2, text: t("paper.calculation") },
    { kind: "paragraph", text: calculationLead(file, words), look: "quiet" },
    ...calculationBlocks(file.assessment, words, file.references),
    { kind: "paragraph", text: t("paper.advice"), look: "quiet" },
    ...documentBlocks(file, words),
    ...historyBlocks(file, words),
  ]);
}

function keyFigures(file: PaperFile, { t, format }: Words): Block {
  const { ceiling, available, guaranteed } = file.assessment;
  const money = (value: number | undefined): { readonly text: string } => ({ text: value === undefined ? t("paper.unknown") : format.amount(value) });
  return {
    kind: "table", look: "large",
    columns: [t("paper.key.amount"), t("verdict.ceiling"), t("verdict.available"), t("paper.key.guaranteed")].map((head) => ({ head, share: 1 })),
    rows: [{ cells: [money(amountOf(file)), money(ceiling?.value), money(available?.value), money(guaranteed?.value)] }],
  };
}

function registrationBlocks({ standing }: PaperFile, { t, format }: Words): readonly Block[] {
  if (standing.kind !== "registered") return [];
  const { number, registeredAt, grantOn, rules } = standing.registration;
  return [
    { kind: "heading", level: 2, text: t("paper.registered") },
    {
      kind: "pairs", pairs: [
        { label: t("paper.registered.number"), value: number }, { label: t("paper.registered.at"), value: format.dayAndTime(registeredAt) },
        ...(grantOn === "" ? [] : [{ label: t("paper.registered.grantOn"), value: format.date(grantOn) }]), { label: t("paper.registered.rules"), value: rules },
      ],
    },
  ];
}

function partBlocks(section: Section, { fields }: PaperFile, words: Words, before: readonly Pair[] = []): readonly Block[] {
  const pairs = [...before, ...printedPairs(PRINTED[section], fields, words)];
  return pairs.length === 0 ? [] : [{ kind: "heading", level: 2, text: words.t(`section.${section}`) }, { kind: "pairs", pairs }];
}

function loanBlocks({ fields }: PaperFile, words: Words): readonly Block[] {
  const { t, format } = words;
  const loans = Array.isArray(fields.otherLoans) ? fields.otherLoans.flatMap((loan) => parseStoredLoan(loan) ?? []) : [];
  if (loans.length === 0) return [];
  return [
    { kind: "heading", level: 3, text: t("paper.loans") },
    {
      kind: "table",
      columns: [{ head: t("paper.loans.bank"), share: 34 }, { head: t("paper.loans.amount"), share: 20, align: "right" }, { head: t("paper.loans.state"), share: 20 }, { head: t("paper.loans.grantOn"), share: 13 }, { head: t("paper.loans.number"), share: 20 }],
      rows: loans.map(({ bank, amount, scheme, status, grantOn, number }) => ({
        cells: [
          { text: bank }, { text: format.amount(amount) }, { text: choiceLabel("loanStatus", status, words), ...(scheme === undefined ? {} : { under: choiceLabel("scheme", scheme, words) }) },
          { text: grantOn === undefined ? "" : format.date(grantOn) }, { text: number ?? "" },
        ],
      })),
    },
  ];
}

function calculationLead({ assessment, standing, fields }: PaperFile, { t, format }: Words): string {
  const date = format.date(assessment.grantOn);
  const when = standing.kind === "registered" ? t("verdict.atReal", { date }) : t(fields.foreseenGrantOn === undefined ? "verdict.atUnknown" : "verdict.at", { date });
  return `${when}. ${t("verdict.pack", { rules: `${assessment.pack.id}@${assessment.pack.version}` })}`;
}

function documentBlocks({ documents }: PaperFile, words: Words): readonly Block[] {
  const { t, find, format } = words;
  const title: Block = { kind: "heading", level: 2, text: t("paper.documents") };
  if (documents.length === 0) return [title, { kind: "paragraph", text: t("paper.none") }];
  return [title, {
    kind: "table",
    columns: [{ head: t("paper.documents.name"), share: 40 }, { head: t("paper.documents.kind"), share: 24 }, { head: t("paper.documents.size"), share: 12, align: "right" }, { head: t("paper.documents.added"), share: 34 }],
    rows: documents.map(({ name, piece, size, attachedBy, attachedAt }) => ({
      cells: [{ text: name }, { text: find(`piece.${piece}`) ?? t("piece.AUTRE") }, { text: format.size(size) }, { text: t("paper.documents.by", { who: attachedBy, when: format.dayAndTime(attachedAt) }) }],
    })),
  }];
}

function historyBlocks({ created, updated, life }: PaperFile, words: Words): readonly Block[] {
  const { t, format } = words;
  const told = ({ at, by }: PaperFile["created"]): string => t("paper.history.by", { when: format.dayAndTime(at), who: authorName(by, words) });
  const steps = life.map((entry): Pair => ({ label: entryLabel(entry, words), value: t("paper.history.step", { date: format.date(entry.facts.on), who: authorName(entry.by, words) }) }));
  return [{ kind: "heading", level: 2, text: t("paper.history") }, { kind: "pairs", pairs: [{ label: t("paper.history.created"), value: told(created) }, { label: t("paper.history.updated"), value: told(updated) }, ...steps] }];
}
