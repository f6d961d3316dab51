import { BUILT_IN } from "../../shared/pge/packs/packs.ts";
import type { FileView } from "../../shared/bridge/file-views.ts";
import type { LifeView } from "../../shared/bridge/life-views.ts";
import { id, type ChangeId, type UserId } from "../../shared/kernel/ids.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { allowedSteps } from "../../shared/life/allowed-steps.ts";
import { whyNotBy, whyNotFrom } from "../../shared/life/judge-step.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { entryOfAct, type CentreAct } from "../../shared/life/centre-act.ts";
import { loanLifeOf, type LoanFile } from "../../shared/life/loan-file.ts";
import { premiumYears } from "../../shared/life/premium-years.ts";
import { lifeOf, type LifeEntry } from "../../shared/life/loan-life.ts";
import { isStepName, type StepFacts, type StepName } from "../../shared/life/step-specs.ts";

const AT = Date.UTC(2020, 3, 15, 8, 42);
const change = id<ChangeId>("0190c0de-0000-7000-8000-00000000bbbb");
const entry = (step: StepName, facts: StepFacts, by: string, n: number): LifeEntry => ({ step, facts, by: by as UserId, at: instant(AT + n * 3_600_000), change });

const APPROVED = entry("approved", { on: "2020-04-13" }, "Maud Modèle", 0);
const DISBURSED = entry("disbursed", { on: "2020-04-14", amount: 25_000_000 }, "Hélène Fictive", 1);
const FIRST_PREMIUM = entry("premium-paid", { on: "2020-04-15", year: 1, amount: 56_000 }, "Hélène Fictive", 4);
const CALLED = [
  entry("disbursed", { on: "2020-03-20", amount: 25_000_000 }, "Hélène Fictive", 1), entry("declared", { on: "2020-03-23", batch: "DECL-2020-03-23-01" }, "Karim Exemple", 2),
  entry("incident", { on: "2020-04-02", kind: "PROCEDURE_COLLECTIVE" }, "Karim Exemple", 3), entry("guarantee-called", { on: "2020-04-14", amount: 22_500_000 }, "Maud Modèle", 4),
];
const byCentre = (does: CentreAct, n: number): LifeEntry => entryOfAct(does, { reason: "Montant mal saisi : le contrat porte 120 000 €.", asked: "Courrier du 14/04/2020, réf. 4512" }, { on: "2020-04-15", at: instant(AT + n * 3_600_000), change });
const DECLARED = entry("declared", { on: "2020-04-15", batch: "DECL-2020-04-15-01" }, "Karim Exemple", 2);

/** Files that are further than their registration, by their number. */
export const LIVES: ReadonlyMap<number, { readonly status: LoanFile["status"]; readonly life: readonly LifeEntry[] }> = new Map([
  [13, { status: "registered" as const, life: [APPROVED] }],
  [14, { status: "registered" as const, life: [APPROVED, DISBURSED] }],
  [17, { status: "registered" as const, life: [APPROVED, DISBURSED, DECLARED, FIRST_PREMIUM] }],
  [25, { status: "registered" as const, life: [APPROVED, ...CALLED] }],
  [26, { status: "registered" as const, life: [APPROVED, byCentre({ kind: "corrected", amount: 12_000_000 }, 4)] }],
  [37, { status: "cancelled" as const, life: [APPROVED, byCentre({ kind: "released" }, 5)] }],
  [22, { status: "declined" as const, life: [entry("declined", { on: "2020-04-14", kind: "REFUS", reason: "CAPACITE_REMBOURSEMENT", why: "Les flux prévus ne couvrent pas l’échéance.", notifiedOn: "2020-04-14" }, "Hélène Fictive", 3)] }],
]);

/** What a manager who entered nothing of it sees. */
export function lifeView(file: LoanFile): LifeView {
  const now = loanLifeOf(file);
  const allowed = allowedSteps(file, now);
  const shown = file.status === "registered" && now.stage === "registered" ? [...allowed.slice(0, 1), "disbursed" as const, ...allowed.slice(1)] : allowed;
  return {
    now, refused: [], premiums: premiumYears(file, legalDate("2020-04-15"), BUILT_IN), accountChange: file.accountChange,
    entries: (file.life ?? []).map(({ step, facts, by, at, centre }) => ({ step, facts, by, at, waiting: false, ...(centre === undefined ? {} : { centre }) })),
    steps: shown.map((step) => ({ step, whyNot: whyNotFrom(file, now, step) ?? whyNotBy(file, now, step, { author: "maud" as UserId, role: "manager", businessDate: legalDate("2020-04-15") }) })),
  };
}

/** The file after a step, as far as a screen shows it. */
export function recorded(view: FileView, step: string, facts: Readonly<Record<string, unknown>>): FileView {
  if (!isStepName(step)) return view;
  const entries = [...view.life.entries, { step, facts: facts as StepFacts, by: "Maud Modèle", at: instant(AT + 9 * 3_600_000), waiting: true }];
  const life = entries.map((one): LifeEntry => ({ ...one, by: one.by as UserId, change }));
  const status = step === "declined" || step === "cancelled" ? step : view.registration === undefined ? "draft" : "registered";
  const file: LoanFile = { status, fields: view.fields, touched: {}, createdBy: "helene" as UserId, life, ...(view.registration === undefined ? {} : { registration: view.registration }) };
  return { ...view, status: status === "registered" ? lifeOf(life).stage : status, editable: false, life: { ...lifeView(file), entries } };
}
