import type { FileRow, FileView, NextAction, RowStatus } from "../../shared/bridge/file-views.ts";
import { isEnded, isLoan } from "../../shared/bridge/row-statuses.ts";
import { frenchIban } from "../../shared/entry/bank-account.ts";
import { id, type ChangeId, type FileId, type UserId } from "../../shared/kernel/ids.ts";
import { instant } from "../../shared/kernel/instant.ts";
import type { LoanFile } from "../../shared/life/loan-file.ts";
import { lifeOf } from "../../shared/life/loan-life.ts";
import type { Fields } from "../../shared/pge/file-fields.ts";
import { trainingCompany } from "../../shared/pge/training-company.ts";
import type { Registration } from "../../shared/sync/file-state.ts";
import { LIVES, lifeView } from "./fake-life.ts";

/** Files for looking at the screens: every name is invented, and every SIREN starts with 999. */
export const NOW = Date.now();
const minutes = (n: number): number => NOW - n * 60_000;

export const fileId = (n: number): FileId => id<FileId>(`0190c0de-0000-7000-8000-${String(n).padStart(12, "0")}`);

function sirenOf(n: number): string {
  const body = `999${String(n % 100_000).padStart(5, "0")}`;
  for (let key = 0; key < 10; key += 1) {
    const sum = [...`${body}${key}`].reduce((total, digit, i) => {
      const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
    if (sum % 10 === 0) return `${body}${key}`;
  }
  return body;
}

const kinds = ["Boulangerie", "Ateliers", "Garage", "Hôtel", "Conserverie", "Menuiserie", "Transports", "Brasserie", "Imprimerie", "Chantier naval", "Librairie", "Serres"];
const names = ["de la Rade", "Kerfictif", "du Vieux Môle", "Trois Imaginaires", "de l’Invention", "Armor Exemple", "du Phare Peint", "des Landes Bleues", "Saint-Fictif", "du Grand Essai"];
const statuses: readonly RowStatus[] = ["incomplete", "registered", "registered", "ready", "waiting", "registered", "draft", "refused", "registered", "to-settle", "registered", "withdrawn"];
const nexts: { readonly [S in RowStatus]?: NextAction } = {
  incomplete: "complete", draft: "complete", ready: "submit", waiting: "wait", registered: "approve", approved: "disburse", disbursed: "declare", refused: "mend", "to-settle": "settle",
};

function statusOf(n: number): RowStatus {
  const living = LIVES.get(n);
  if (living === undefined) return statuses[n % statuses.length] ?? "draft";
  return living.status === "registered" ? lifeOf(living.life).stage : living.status;
}

export function rowOf(n: number): FileRow {
  const status = statusOf(n);
  const here = status === "waiting" || n % 17 === 0;
  return {
    file: fileId(n), name: n === 6 ? "" : `${kinds[n % kinds.length] ?? ""} ${names[(n * 7) % names.length] ?? ""}`, siren: n === 6 ? "" : sirenOf(n * 37),
    number: isLoan(status) ? "1-7K3M-9QPX-T" : undefined, amount: n === 6 ? undefined : 1_500_000 + ((n * 7_919_000) % 60_000_000), scheme: "CLASSIQUE", status,
    place: here ? { kind: "here-only", since: instant(minutes(12 + n)), changes: 1 } : { kind: "centre" }, advisor: n % 3 === 0 ? "Hélène Fictive" : "Karim Exemple",
    updatedAt: instant(minutes(2 + n * 9)), next: nexts[status] ?? "none", stageSince: lifeOf(LIVES.get(n)?.life).since,
  };
}

export const wholeFields: Fields = {
  siren: sirenOf(37), legalName: "Ateliers du Vieux Môle", tradeName: "Le Vieux Môle", borrowerType: "SOCIETE", legalForm: "5710", naf: "25.62B", createdOn: "2004-06-14", sireneRegistered: true, group: false,
  address: "4 quai des Inventions", postalCode: "35400", city: "Saint-Malo", phone: "+33299123456", email: "contact@vieux-mole.example",
  yearClosedOn: "2019-12-31", staffFrance: 38, turnover: 190_000_000, turnover2019: 190_000_000, turnoverProofKind: "COMPTES_ANNUELS", turnoverProofOn: "2020-03-30",
  receivedOn: "2020-04-08", scheme: "CLASSIQUE", amount: 25_000_000, foreseenGrantOn: "2020-04-20", deferralMonths: 12, totalYears: 6, amortisationYears: 5, rateBps: 25, periodicity: "MENSUELLE",
  otherLoans: [{ bank: "Crédit de l’Exemple", amount: 10_000_000, status: "DECAISSE", scheme: "CLASSIQUE", grantOn: "2020-04-02" }],
  exposureAtReference: 12_000_000, exposureAtGrant: 12_000_000, preApprovedBy: "Maud Modèle", preApprovedOn: "2020-04-10", mandateOn: "2020-04-08", swornOn: "2020-04-09",
  vigilanceBy: "Hélène Fictive", vigilanceOn: "2020-04-09", iban: frenchIban("99999", "00001", "0000012345A"), signatoryName: "Yann Imaginaire", signatoryRole: "Président",
};

const { otherLoans: _loans, iban: _iban, vigilanceOn: _vigilance, swornOn: _sworn, exposureAtGrant: _exposure, ...begun } = wholeFields;

const registration: Registration = { number: "1-7K3M-9QPX-T", receipt: "", registeredAt: instant(minutes(14)), grantOn: "2020-04-14", rules: "pge-france@1.0.0" };

/** The file that the person at this desk entered herself: somebody else approves it. */
const OWN = 2;
function loanOf(n: number, status: RowStatus): LoanFile {
  const living = LIVES.get(n);
  const own = isLoan(status) ? "registered" as const : status === "withdrawn" ? "withdrawn" as const : "draft" as const;
  return { status: living?.status ?? own, fields: wholeFields, touched: {}, createdBy: (n === OWN ? "maud" : "helene") as UserId, ...(own === "registered" ? { registration } : {}), ...(living === undefined ? {} : { life: living.life }), ...(n === ACCOUNT_CHANGED ? { accountChange: { by: "Karim Exemple" as UserId, at: instant(minutes(47)) } } : {}) };
}

/** A draft whose account was replaced after the pre-approval. */
const ACCOUNT_CHANGED = 15;

/** A guided file under way: the company and its figures are there. */
const GUIDED = 901;
const guided: Fields = { ...JSON.parse(JSON.stringify(trainingCompany)), staffFrance: 38, turnover: 190_000_000, turnover2019: 190_000_000 };

/** One file in each state, beside the rows of the list. */
export function viewOf(n: number): FileView {
  const row = rowOf(n);
  const base: FileView = {
    file: row.file, version: 3, status: row.status, fields: { ...wholeFields, legalName: row.name, siren: row.siren }, pending: [], place: row.place, conflicts: [], registration: undefined, refusal: undefined,
    amendments: [], createdAt: instant(minutes(900)), updatedAt: row.updatedAt, updatedBy: row.advisor, duplicates: [], editable: !isLoan(row.status) && !isEnded(row.status) && row.status !== "waiting",
    life: lifeView(loanOf(n, row.status)),
  };
  if (n === GUIDED) return { ...base, version: 1, status: "incomplete", place: { kind: "centre" }, editable: true, fields: guided };
  if (LIVES.has(n) && isLoan(row.status)) return { ...base, registration };
  switch (row.status) {
    case "draft": return { ...base, version: 0, fields: {} };
    case "incomplete": return { ...base, fields: { ...begun, receivedOn: "2020-04-01", legalName: row.name, siren: row.siren } };
    case "registered": return {
      ...base, registration: { ...registration, grantOn: "2020-07-22" },
      amendments: n % 2 === 0 ? [{ field: "amount", value: 30_000_000 }] : [],
    };
    case "refused": return {
      ...base, fields: { ...base.fields, amount: 40_000_000, receivedOn: "2020-04-03", postalCode: "67000" },
      refusal: { code: "G2004", params: { available: 37_500_000 }, fields: [{ field: "amount", reason: "PLAFOND_DEPASSE" }] },
      duplicates: [{ file: fileId(1), name: rowOf(1).name, advisor: "Karim Exemple", updatedAt: instant(minutes(120)) }],
    };
    case "to-settle": return {
      ...base,
      conflicts: [{
        field: "amount", base: 20_000_000, theirs: 25_000_000, theirsBy: "Karim Exemple" as UserId, mine: 22_500_000, mineBy: "helene" as UserId, mineAt: instant(minutes(31)), change: id<ChangeId>("0190c0de-0000-7000-8000-00000000aaaa"),
      }],
    };
    default: return base;
  }
}
