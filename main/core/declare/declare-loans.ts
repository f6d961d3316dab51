import type { Declaration, DeclarationDone } from "../../../shared/bridge/declaration-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { declarationLayoutSchema, type DeclarationLayout } from "../../../shared/life/declaration-layout.ts";
import { DEFAULT_LAYOUT } from "../../../shared/life/default-layout.ts";
import { lifeOf } from "../../../shared/life/loan-life.ts";
import { assessCore } from "../../../shared/pge/assess.ts";
import { fieldsToFacts } from "../../../shared/pge/fields-to-facts.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import { findRow, listRows } from "../db/file-rows.ts";
import { findSetting, putSetting } from "../db/settings.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { readProjection } from "../files/file-view.ts";
import { keptBankPolicy } from "../policy/bank-policy.ts";
import { oneByOne } from "../files/one-by-one.ts";
import { recordStep } from "../files/record-step.ts";
import { declarationText, type DeclaredLoan } from "./declaration-text.ts";

/** As many loans as one file carries; the rest go in the next. */
const MOST_LOANS = 2_000;

/** [PO5] What the bank decided, else what somebody set on this workstation, else the product's; one that this version cannot read counts as none. */
export function layoutOf(desk: Desk): DeclarationLayout {
  const decided = keptBankPolicy(desk.db.read).declaration;
  if (decided !== undefined) return decided;
  const kept = findSetting(desk.db.read, "declarationLayout");
  if (kept === undefined) return DEFAULT_LAYOUT;
  try {
    const read = declarationLayoutSchema.safeParse(JSON.parse(kept));
    return read.success ? read.data : DEFAULT_LAYOUT;
  } catch {
    return DEFAULT_LAYOUT;
  }
}

/** Errors: G9594 where the bank decided one. */
export function keepLayout(desk: Desk, layout: DeclarationLayout): Result<undefined, CodedError> {
  if (keptBankPolicy(desk.db.read).declaration !== undefined) return err({ code: "G9594" });
  const kept = coded(() => desk.db.transaction((db) => putSetting(db, "declarationLayout", JSON.stringify(layout))));
  return kept.ok ? ok(undefined) : kept;
}

/** The file of all that is disbursed and not declared in her branches, the oldest first. Errors: G2021 when there is nothing to declare. */
export function prepareDeclaration(desk: Desk): Result<Declaration, CodedError> {
  const { rows } = listRows(desk.db.read, { search: "", filter: "undeclared", sort: "age", offset: 0, limit: MOST_LOANS }, desk.me().user);
  const loans = rows.flatMap(({ file }) => {
    const read = readProjection(desk.db.read, desk, file);
    const loan = read.ok ? loanOf(desk, read.value.projection.state) : undefined;
    return loan === undefined ? [] : [{ file, loan }];
  });
  if (loans.length === 0) return err({ code: "G2021" });
  const batch = `D${desk.businessDate().replaceAll("-", "")}-${desk.newId().slice(-6).toUpperCase()}`;
  return ok({
    batch, name: `declaration-${batch}.csv`, text: declarationText(loans.map(({ loan }) => loan), layoutOf(desk)), count: loans.length,
    amount: loans.reduce((sum, { loan }) => sum + loan.amount, 0), files: loans.map(({ file }) => file),
  });
}

/** Records that these loans were declared in that file, today. Those that another person declared meanwhile, or that moved, say so and change nothing. Errors: G1008, G1005. */
export async function confirmDeclaration(desk: Desk, batch: string, files: readonly FileId[]): Promise<Result<DeclarationDone, CodedError>> {
  const refused: DeclarationDone["refused"][number][] = [];
  const told = await oneByOne(desk, files, (file) => {
    const done = recordStep(desk, file, "declared", { on: desk.businessDate(), batch });
    if (!done.ok) refused.push({ file, name: findRow(desk.db.read, file)?.name ?? "", error: done.error });
    return done;
  });
  if (!told.ok) return told;
  return ok({ recorded: files.length - refused.length, refused });
}

function loanOf(desk: Desk, { fields, registration, life }: FileState): DeclaredLoan | undefined {
  const { disbursed } = lifeOf(life);
  if (disbursed === undefined || registration === undefined) return undefined;
  const { quotaPct, guaranteed } = assessCore({ ...fieldsToFacts({ ...fields, amount: disbursed.amount }, desk.businessDate()), grantOn: legalDate(disbursed.on) }, desk.rules.packs().ofLoan(registration.rules, desk.businessDate()));
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const whole = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
  return {
    number: registration.number, siren: text(fields.siren), siret: text(fields.siret), name: text(fields.legalName), scheme: text(fields.scheme), amount: disbursed.amount, disbursedOn: disbursed.on,
    quotaPct: quotaPct?.value, guaranteed: guaranteed?.value, totalYears: whole(fields.totalYears), rate: whole(fields.rateBps), bankReference: text(fields.bankReference),
  };
}
