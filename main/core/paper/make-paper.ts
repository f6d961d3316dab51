import type { LocalPaperOrder } from "../../../shared/bridge/paper-order.ts";
import type { PaperMade, PaperName } from "../../../shared/bridge/paper-views.ts";
import { words as allWords } from "../../../shared/i18n/texts.ts";
import { withPackWords } from "../../../shared/i18n/pack-words.ts";
import type { Language } from "../../../shared/i18n/format.ts";
import type { Words } from "../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { parseLegalDate } from "../../../shared/kernel/legal-date.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { assess } from "../../../shared/pge/assess.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import type { Desk } from "../files/desk.ts";
import { personName } from "../../../shared/sync/person-name.ts";
import { namedFacts } from "../files/life-view.ts";
import { readProjection } from "../files/file-view.ts";
import type { Projection } from "../files/project-file.ts";
import { rowStatus } from "../files/row-status.ts";
import { drawPaper } from "../../../paper/draw-paper.ts";
import { paperFileName } from "./file-name.ts";
import type { Paper } from "../../../paper/paper.ts";
import type { PaperFile, PaperStanding } from "./paper-file.ts";
import { refusalPaper } from "./refusal-letter.ts";
import { registrationPaper } from "./registration-copy.ts";
import { schedulePaper } from "./schedule.ts";
import { summaryPaper } from "./summary.ts";

/** What papers need beside a file. */
export type PaperPlace = { readonly demonstration: boolean; readonly verificationAddress: string };

/**
 * One paper of a file as it stands on this computer, what was typed and not sealed included; without the network. Errors: those of reading the file (G2008, G2012),
 * G9701 and G9702 of the paper. Nothing is written anywhere.
 */
export async function makePaper(desk: Desk, place: PaperPlace, order: LocalPaperOrder): Promise<Result<PaperMade, CodedError>> {
  const file = readPaperFile(desk, place, order);
  if (!file.ok) return file;
  const spoken = { fr: withPackWords(allWords.fr, desk.rules.packs()), en: withPackWords(allWords.en, desk.rules.packs()) };
  const paper = paperOf(file.value, order, spoken);
  if (!paper.ok) return paper;
  const { bytes, pages } = await drawPaper(paper.value, file.value.madeAt);
  const name = paperFileName(file.value, order.paper, desk.businessDate(), allWords[paper.value.language]);
  return ok({ name, pages, bytes: Buffer.from(bytes).toString("base64") });
}

export function paperOf(file: PaperFile, order: LocalPaperOrder, spoken: { readonly [L in Language]: Words } = allWords): Result<Paper, CodedError> {
  switch (order.paper) {
    case "summary": return ok(summaryPaper(file, spoken[order.language]));
    case "schedule": return schedulePaper(file, spoken[order.language]);
    case "registration": return registrationPaper(file, spoken[order.language]);
    case "refusal": return refusalPaper(file, order.refusal);
  }
}

function readPaperFile(desk: Desk, { demonstration, verificationAddress }: PaperPlace, order: LocalPaperOrder): Result<PaperFile, CodedError> {
  const read = readProjection(desk.db.read, desk, order.file);
  if (!read.ok) return read;
  const { projection } = read.value;
  const { state } = projection;
  // What a restored centre did not find again is registered nowhere.
  if (read.value.known.truth?.stored.lost === true) return err({ code: "G4015" });
  const [me, businessDate, packs] = [desk.me(), desk.businessDate(), desk.rules.packs()];
  const standing = standingOf(projection);
  const fields = fieldsOf(order.paper, read.value.known.truth?.readable, state);
  const facts = fieldsToFacts(fields, businessDate);
  const granted = standing.kind === "registered" ? parseLegalDate(standing.registration.grantOn) : undefined;
  return ok({
    file: order.file, fields, standing,
    status: rowStatus(projection, (typed) => desk.rules.faults(typed, businessDate).length === 0),
    assessment: assess(granted?.ok === true ? { ...facts, grantOn: granted.value } : facts, packs.ofLoan(state.registration?.rules, businessDate)),
    references: packs.ofLoan(state.registration?.rules, businessDate).references,
    documents: (state.documents ?? []).map((one) => ({ ...one, attachedBy: personName(one.attachedBy, me) })),
    life: (state.life ?? []).map((entry) => ({ ...entry, facts: namedFacts(entry.step, entry.facts, me), by: personName(entry.by, me) })),
    created: { at: state.createdAt, by: personName(state.createdBy, me) },
    updated: { at: state.updatedAt, by: personName(state.updatedBy, me) },
    isHereOnly: projection.here !== undefined,
    bank: me.bank?.name ?? "", branch: me.branches[0]?.name ?? "", person: me.name,
    demonstration, verificationAddress, madeAt: instant(desk.now()),
  });
}

function standingOf({ state }: Projection): PaperStanding {
  switch (state.status) {
    case "withdrawn": case "cancelled": return { kind: "withdrawn" };
    case "declined": return { kind: "declined" };
    case "registered": return state.registration === undefined ? { kind: "draft" } : { kind: "registered", registration: state.registration };
    case "draft": return { kind: "draft" };
  }
}

/**
 * The fields that a paper says. The copy of a registration says what anybody can verify, and so what the centre `held`: an amendment that waits here is not in it.
 */
export const fieldsOf = (paper: PaperName, held: Pick<FileState, "fields" | "registration"> | undefined, shown: Pick<FileState, "fields">): Fields =>
  (paper === "registration" && held?.registration !== undefined ? held : shown).fields;
