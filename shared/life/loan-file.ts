import type { UserId } from "../kernel/ids.ts";
import type { FieldName, Fields } from "../pge/file-fields.ts";
import type { AccountChange } from "./account-change.ts";
import { lifeOf, type LifeEntry, type LoanLife } from "./loan-life.ts";

/** What a step looks at of a file. */
export type LoanFile = {
  readonly status: "draft" | "registered" | "withdrawn" | "declined" | "cancelled";
  readonly fields: Fields;
  readonly touched: { readonly [Name in FieldName]?: readonly [version: number, replica: string, user: UserId] };
  readonly registration?: { readonly number: string; readonly grantOn: string; /** Pack and version that registered it. */ readonly rules?: string };
  readonly life?: readonly LifeEntry[];
  /** [LI17] The account was replaced in the draft after the pre-approval, and nobody else has called the client back since. */
  readonly accountChange?: AccountChange;
  readonly createdBy: UserId;
};

/** What the entries of a file add up to, with what its draft left to be confirmed. */
export function loanLifeOf({ life, accountChange }: Pick<LoanFile, "life" | "accountChange">): LoanLife {
  const now = lifeOf(life);
  return accountChange === undefined ? now : { ...now, unconfirmedAccount: accountChange };
}

/** Who follows the file: the last it was handed to, else whoever made it. */
export const advisorOf = (file: Pick<LoanFile, "createdBy" | "life">, life: LoanLife = lifeOf(file.life)): UserId => life.assignedTo ?? file.createdBy;

/** True of whoever entered something of it: she may not be the second pair of eyes. */
export function workedOn({ createdBy, touched, life = [] }: LoanFile, person: UserId): boolean {
  return createdBy === person || Object.values(touched).some(([, , user]) => user === person) || life.some(({ step, by }) => step === "amended" && by === person);
}
