import type { Refusal } from "../../../shared/bridge/paper-order.ts";
import { departmentOfPostalCode } from "../../../shared/entry/department.ts";
import { grouped } from "../../../shared/i18n/field-words.ts";
import { words as allWords } from "../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { demonstrationNotice, framed } from "./frame.ts";
import type { Block, Paper } from "../../../paper/paper.ts";
import { amountOf, textOf, type PaperFile } from "./paper-file.ts";

/** Where the window of an envelope begins, from the top of the page. */
const WINDOW = 150;

/**
 * The letter that notifies a refusal in writing, so that the client may turn to the Médiation du crédit ([PC5]). Always in French: it is for the client. Whatever the
 * file's state, it bears no mark of a draft: it is the bank's own word, and needs no registration. G9701 without the company's name.
 */
export function refusalPaper(file: PaperFile, refusal: Refusal): Result<Paper, CodedError> {
  const words = allWords.fr;
  const { t, format } = words;
  const name = textOf(file, "legalName");
  if (name === undefined) return err({ code: "G9701", fields: [{ field: "legalName", reason: "REQUIRED" }] });
  const { kind, reason, decidedOn, signatory } = refusal;
  const framing = framed(file, "paper.refusal", words, [], [
    { kind: "lines", at: "left", lines: [file.bank, file.branch], strong: 0 },
    ...demonstrationNotice(file, words),
    { kind: "lines", at: "right", lines: addressLines(file, name), strong: 0, top: WINDOW },
    { kind: "lines", at: "right", lines: [t("paper.letter.on", { date: format.longDate(decidedOn) })] },
    { kind: "heading", level: 1, text: t(`paper.letter.${kind}.title`) },
    { kind: "pairs", pairs: references(file, name) },
    { kind: "paragraph", text: t("paper.letter.dear") },
    { kind: "paragraph", text: t(`paper.letter.${kind}`, { date: format.date(decidedOn) }) },
    { kind: "heading", level: 2, text: t("paper.letter.reason") },
    { kind: "paragraph", text: reason },
    { kind: "heading", level: 2, text: t("paper.letter.mediation") },
    ...mediationBlocks(file, refusal),
    { kind: "paragraph", text: t("paper.letter.close") },
    { kind: "lines", at: "right", lines: [signatory.name, ...(signatory.role === undefined || signatory.role === "" ? [] : [signatory.role]), file.bank], strong: 0 },
  ]);
  return ok({ ...framing, letterhead: "", foot: t("paper.letterhead", { bank: file.bank, branch: file.branch }) });
}

/** The company first, as the post wants it, then the person, the street and the place: lines that the file holds. */
function addressLines(file: PaperFile, name: string): readonly string[] {
  const signatory = textOf(file, "signatoryName");
  const place = [textOf(file, "postalCode"), textOf(file, "city")?.toUpperCase()].filter((part) => part !== undefined).join(" ");
  return [name, ...(signatory === undefined ? [] : [allWords.fr.t("paper.letter.to", { who: signatory })]), ...(textOf(file, "address")?.split(/[\r\n]+/) ?? []), place].filter((line) => line.trim() !== "");
}

function references(file: PaperFile, name: string): readonly { readonly label: string; readonly value: string }[] {
  const { t, format } = allWords.fr;
  const [siren, received, reference, amount] = [textOf(file, "siren"), textOf(file, "receivedOn"), textOf(file, "bankReference"), amountOf(file)];
  return [
    { label: t("paper.letter.company"), value: name },
    ...(siren === undefined ? [] : [{ label: t("paper.letter.siren"), value: grouped(siren, "siren") }]),
    ...(received === undefined ? [] : [{ label: t("paper.letter.received"), value: format.date(received) }]),
    ...(amount === undefined ? [] : [{ label: t("paper.letter.amount"), value: format.amount(amount) }]),
    ...(reference === undefined ? [] : [{ label: t("paper.letter.reference"), value: reference }]),
  ];
}

/** With the address of the mediator where the département is known, or was given by the person; else a blank to fill in by hand, never a guess. */
function mediationBlocks(file: PaperFile, refusal: Refusal): readonly Block[] {
  const { t } = allWords.fr;
  const department = refusal.department ?? departmentOfPostalCode(textOf(file, "postalCode") ?? "") ?? "";
  return [
    { kind: "paragraph", text: department === "" ? t("paper.letter.mediation.blank") : t("refusalNotice.mediation", { department }) },
    { kind: "paragraph", text: t("paper.letter.mediation.how") },
  ];
}
