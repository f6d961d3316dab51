import type { UserId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/instant.ts";
import type { FieldName, Fields } from "../pge/file-fields.ts";

/** Who named the account that nobody else has confirmed by a call back yet; `at` is the clock of whoever applied it. */
export type AccountChange = { readonly by: UserId; readonly at: Instant };

type Draft = {
  readonly fields: Fields;
  readonly touched: { readonly [Name in FieldName]?: readonly [version: number, replica: string, user: UserId] };
  readonly accountChange?: AccountChange;
  readonly updatedBy: UserId;
  readonly updatedAt: Instant;
};
const PRE_APPROVAL = ["preApprovedOn", "preApprovedBy"] as const satisfies readonly FieldName[];

/** Given, even if it was taken back since: else it could be taken out, the account changed, and put back. */
const wasPreApproved = ({ fields, touched }: Draft): boolean => PRE_APPROVAL.some((name) => fields[name] !== undefined || touched[name] !== undefined);

/**
 * [LI17] The draft after an edit or a settlement, bearing who changed the account where a pre-approval had been given: an account that was there is no longer, or
 * the pre-approval comes from somebody who had not seen the account that is there. `seen` is the version and the replica that the change was made on.
 * A file keeps no previous value, so that nobody could tell it later. Pure; a draft in which nothing of the kind happened is answered as it is.
 */
export function markAccount<D extends Draft>(before: Draft, after: D, seen: { readonly base: number; readonly replica: string }): D {
  if (before.fields.iban !== undefined && before.fields.iban !== after.fields.iban && wasPreApproved(before)) return { ...after, accountChange: { by: after.updatedBy, at: after.updatedAt } };
  const last = before.touched.iban;
  const unseen = last !== undefined && last[0] > seen.base && last[1] !== seen.replica;
  if (unseen && after.fields.iban !== undefined && !wasPreApproved(before) && wasPreApproved(after)) return { ...after, accountChange: { by: last[2], at: after.updatedAt } };
  return after;
}
