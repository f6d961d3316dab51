import type { RowStatus } from "../../../shared/bridge/file-views.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { parseLegalDate, type LegalDate } from "../../../shared/kernel/legal-date.ts";
import { lifeOf } from "../../../shared/life/loan-life.ts";
import type { Fields } from "../../../shared/pge/file-fields.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";

/** What the figures look at of one file: small, because a hundred thousand are kept. Cents, UTC ms. */
export type FileFacts = {
  readonly file: FileId;
  readonly branch: string;
  readonly status: RowStatus;
  readonly createdAt: number;
  /** When it got its number, whatever became of it since. */
  readonly registeredAt: number | undefined;
  /** Its number stands. */
  readonly isRegistered: boolean;
  readonly amount: number | undefined;
  readonly disbursed: number | undefined;
  readonly naf: string | undefined;
  readonly staff: number | undefined;
  readonly declined: { readonly on: LegalDate; readonly reason: string } | undefined;
  readonly isHere: boolean;
  /** What the day of the bank's answer depends on. */
  readonly due: Pick<Fields, "receivedOn" | "turnover" | "postalCode">;
};

export function factsOf(branch: string, status: RowStatus, isHere: boolean, state: FileState): FileFacts {
  const { fields, registration } = state;
  const number = (name: "amount" | "staffFrance"): number | undefined => { const value = fields[name]; return typeof value === "number" ? value : undefined; };
  const isRegistered = state.status === "registered";
  return {
    file: state.file, branch, status, isHere, isRegistered, createdAt: state.createdAt, registeredAt: registration?.registeredAt,
    amount: number("amount"), staff: number("staffFrance"), naf: typeof fields.naf === "string" ? fields.naf : undefined,
    disbursed: isRegistered ? lifeOf(state.life).disbursed?.amount : undefined,
    declined: declinedIn(state),
    due: dueFields(fields),
  };
}

const dueFields = ({ receivedOn, turnover, postalCode }: Fields): FileFacts["due"] =>
  ({ ...(receivedOn === undefined ? {} : { receivedOn }), ...(turnover === undefined ? {} : { turnover }), ...(postalCode === undefined ? {} : { postalCode }) });

/** The bank's last refusal, where it stands. */
function declinedIn({ status, life = [] }: FileState): FileFacts["declined"] {
  if (status !== "declined") return undefined;
  const facts = life.findLast(({ step }) => step === "declined")?.facts;
  const on = parseLegalDate(facts?.on);
  return facts === undefined || !on.ok ? undefined : { on: on.value, reason: String(facts["reason"] ?? "AUTRE") };
}
