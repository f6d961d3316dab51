import { choiceLabel, grouped } from "../../../shared/i18n/field-words.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { companyName, demonstrationNotice, framed } from "./frame.ts";
import type { Paper } from "../../../paper/paper.ts";
import { amountOf, textOf, type PaperFile } from "./paper-file.ts";

/** What was registered, and how anybody verifies it at the centre: a copy without a seal, which says so. G9702 unless the file is registered. */
export function registrationPaper(file: PaperFile, words: Words): Result<Paper, CodedError> {
  const { t, format } = words;
  const { standing, assessment } = file;
  const [siren, amount] = [textOf(file, "siren"), amountOf(file)];
  if (standing.kind !== "registered" || siren === undefined || amount === undefined) return err({ code: "G9702" });
  const { number, registeredAt, grantOn, rules } = standing.registration;
  const [scheme, written, exact] = [textOf(file, "scheme"), grouped(siren, "siren"), format.amountExact(amount)];
  return ok(framed(file, "paper.registration", words, [], [
    { kind: "heading", level: 1, text: t("paper.copy.title") },
    { kind: "paragraph", text: number, look: "number" },
    ...demonstrationNotice(file, words),
    { kind: "notice", tone: "attend", title: t("paper.copy.unsealed"), lines: [t("paper.copy.lead")] },
    {
      kind: "pairs", pairs: [
        { label: t("paper.registered.number"), value: number },
        { label: t("field.legalName"), value: companyName(file, words) },
        { label: t("field.siren"), value: written },
        { label: t("field.amount"), value: exact },
        ...(scheme === undefined ? [] : [{ label: t("field.scheme"), value: choiceLabel("scheme", scheme, words) }]),
        ...(assessment.quotaPct === undefined ? [] : [{ label: t("verdict.quota"), value: format.percent(assessment.quotaPct.value) }]),
        ...(assessment.guaranteed === undefined ? [] : [{ label: t("verdict.guaranteed"), value: format.amountExact(assessment.guaranteed.value) }]),
        ...(grantOn === "" ? [] : [{ label: t("paper.registered.grantOn"), value: format.date(grantOn) }]),
        { label: t("paper.registered.at"), value: format.dayAndTime(registeredAt) },
        { label: t("paper.registered.rules"), value: rules },
        { label: t("paper.bank"), value: file.bank },
        { label: t("paper.branch"), value: file.branch },
      ],
    },
    { kind: "heading", level: 2, text: t("paper.copy.check") },
    { kind: "list", numbered: true, items: [t("paper.copy.check.open", { address: file.verificationAddress }), t("paper.copy.check.type", { number, siren: written, amount: exact }), t("paper.copy.check.read")] },
    { kind: "paragraph", text: t("paper.copy.not") },
  ]));
}
