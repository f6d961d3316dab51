import { mayDo } from "../../shared/access/rights.ts";
import type { CodedError, FieldFault } from "../../shared/kernel/error-codes.ts";
import type { Instant } from "../../shared/kernel/instant.ts";
import { parseLegalDate } from "../../shared/kernel/legal-date.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import { levelOn } from "../../shared/life/delegation.ts";
import type { AbsenceRequest } from "../../shared/sync/approval-messages.ts";
import type { Me } from "../../shared/sync/protocol.ts";
import type { DataScope, Store } from "../store/store.ts";
import type { Centre } from "./centre.ts";
import { refuseAddress } from "./check-address.ts";
import { scopeOf } from "./follow.ts";
import { describeCaller } from "./me.ts";
import type { Caller } from "./services.ts";

type Absences = { readonly store: Pick<Store, "findApprover" | "listAbsences" | "listColleagues" | "setAbsence" | "recoveryKeyOf" | "keptPolicy">; readonly centre: Centre; readonly now: () => Instant };

/**
 * Her own absence; somebody else's is an administrator's to declare (G3002). Who stands in must be a colleague who may approve by herself, so that nobody's
 * powers are handed to somebody whom the bank gave none. G2002 names what cannot be.
 */
export async function setAbsence({ store, centre, now }: Absences, caller: Caller, request: AbsenceRequest): Promise<Result<Me, CodedError>> {
  const refusal = refuseAddress(centre, request);
  if (refusal !== undefined) return err(refusal);
  const scope = scopeOf(caller);
  const user = request.user ?? caller.user;
  if (scope === undefined || (user !== caller.user && !mayDo(caller.role, "absence.of-others"))) return err({ code: "G3002" });
  const faults = request.absence === undefined ? [] : await absenceFaults(store, scope, user, request.absence, centre.businessDate());
  if (faults.length > 0) return err({ code: "G2002", fields: faults });
  await store.setAbsence(scope, { user, absence: request.absence, by: caller.user, at: now() });
  return ok(await describeCaller(store, caller));
}

type Given = NonNullable<AbsenceRequest["absence"]>;
async function absenceFaults(store: Absences["store"], scope: DataScope, user: string, { from, until, standIn }: Given, today: string): Promise<readonly FieldFault[]> {
  const [first, last] = [parseLegalDate(from), parseLegalDate(until)];
  const faults: FieldFault[] = [];
  if (!first.ok) faults.push({ field: "from", reason: "DATE_FORMAT" });
  if (!last.ok) faults.push({ field: "until", reason: "DATE_FORMAT" });
  if (first.ok && last.ok && until < from) faults.push({ field: "until", reason: "ABSENCE_ENDS_BEFORE" });
  else if (last.ok && until < today) faults.push({ field: "until", reason: "ABSENCE_IS_OVER" });
  const approver = standIn === user ? undefined : await store.findApprover(scope, standIn);
  if (approver === undefined || !first.ok) faults.push(...(approver === undefined ? [{ field: "standIn", reason: standIn === user ? "STAND_IN_SELF" : "STAND_IN_UNKNOWN" }] : []));
  else if (levelOn(approver.role, { ...approver.approvals, standIns: [] }, first.value) === undefined) faults.push({ field: "standIn", reason: "STAND_IN_WITHOUT_LEVEL" });
  return faults;
}
