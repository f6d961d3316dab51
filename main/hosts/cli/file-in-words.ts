import type { FileView } from "../../../shared/bridge/file-views.ts";
import { isUnanswered } from "../../../shared/bridge/row-statuses.ts";
import { answerGrounds, answerText } from "../../../shared/i18n/answer-words.ts";
import { faultLabel, faultText, fieldLabel, valueText } from "../../../shared/i18n/field-words.ts";
import { authorName } from "../../../shared/i18n/life-words.ts";
import type { TerminalWords } from "../../../shared/i18n/terminal.ts";
import { words } from "../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { LegalDate } from "../../../shared/kernel/legal-date.ts";
import { answerStanding } from "../../../shared/pge/answer-due.ts";
import { FIELD_NAMES, fileFields, type FieldName, type FieldValue } from "../../../shared/pge/file-fields.ts";

/** A whole file as a person reads it on a business date: when its answer is due, labels of the form by section, amounts, dates and choices in words, then what the centre said. */
export function fileLines(view: FileView, today: LegalDate, terminal: TerminalWords): readonly string[] {
  const { say, language } = terminal;
  const { format } = words[language];
  const settle = view.conflicts.map(({ field, theirs, mine }) => say("show.conflict", { label: label(field, terminal), theirs: shown(field, theirs, terminal), mine: shown(field, mine, terminal) }));
  const amended = view.amendments.map(({ field, value }) => say("show.amendment", { label: label(field, terminal), value: shown(field, value, terminal) }));
  return [
    say("show.status", { status: say(`row.${view.status}`), at: format.dayAndTime(view.updatedAt), by: authorName(view.updatedBy, words[language]) }),
    ...(view.place.kind === "here-only" ? [say("show.hereOnly", { since: format.dayAndTime(view.place.since) })] : []),
    ...(view.place.kind === "folder" ? [say("show.folder", { since: format.dayAndTime(view.place.since) })] : []),
    ...answerLines(view, today, terminal),
    ...fieldLines(view, terminal),
    ...[...settle, ...amended].map((line) => `  ${line}`),
    ...(view.registration === undefined ? [] : [say("show.registered", { number: view.registration.number, at: format.dayAndTime(view.registration.registeredAt) })]),
    ...(view.refusal === undefined ? [] : [terminal.error(view.refusal), ...faultLines(view.refusal, terminal)]),
  ];
}

/** For a file whose company waits for the bank's answer; each line ends as a sentence. */
function answerLines({ status, fields }: FileView, today: LegalDate, { language }: TerminalWords): readonly string[] {
  const standing = isUnanswered(status) ? answerStanding(fields, today) : undefined;
  if (standing === undefined) return [];
  const own = words[language];
  const grounds = answerGrounds(standing, own);
  return [grounds.length === 0 ? `${answerText(standing, own)}.` : `${answerText(standing, own)} (${own.t("answer.hypothesis")}).`, ...grounds.map((ground) => `  ${ground}`)];
}

/** The fields that an error is about, one a line, each with its reason; a reason that is the error itself has been told. */
export function faultLines({ code, fields = [] }: CodedError, { say, language }: TerminalWords): readonly string[] {
  return fields.filter(({ reason }) => reason !== code).map((fault) => `  ${say("show.field", { label: faultLabel(fault, words[language]), value: faultText(fault.reason, words[language]) })}`);
}

function fieldLines({ fields }: FileView, terminal: TerminalWords): readonly string[] {
  let section = "";
  return FIELD_NAMES.flatMap((field) => {
    const value = fields[field];
    if (value === undefined) return [];
    const head = fileFields[field].section === section ? [] : [words[terminal.language].t(`section.${fileFields[field].section}`)];
    section = fileFields[field].section;
    return [...head, `  ${terminal.say("show.field", { label: label(field, terminal), value: shown(field, value, terminal) })}`];
  });
}

const label = (field: FieldName, { language }: TerminalWords): string => fieldLabel(field, words[language]);
const shown = (field: FieldName, value: FieldValue | null, { language, say }: TerminalWords): string => valueText(field, value, words[language]) || say("show.nothing");
