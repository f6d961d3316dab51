import { mayDo } from "../../../shared/access/rights.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Instant } from "../../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { releaseRulesOf } from "../../../shared/release/bank-rules.ts";
import type { ReleasesAnswer, ReleasesRequest } from "../../../shared/sync/release-messages.ts";
import type { Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import type { DeviceGate } from "../devices/gate-devices.ts";
import type { Caller } from "../services.ts";
import { describeReleases } from "./describe-releases.ts";

export type Releases = (caller: Caller, request: ReleasesRequest) => Promise<Result<ReleasesAnswer, CodedError>>;
type Parts = { readonly store: Pick<Store, "listReleases" | "listBranches" | "policyOf">; readonly centre: Centre; readonly now: () => Instant; readonly gate: Pick<DeviceGate, "refusePerson"> };

/** Which releases a bank's workstations were offered and run. What it decides of them is part of its policy. */
export function createReleases({ store, centre, now, gate }: Parts): Releases {
  return async (caller, { preview, ...request }) => {
    const refusal = refuseAddress(centre, request) ?? (mayDo(caller.role, "desk.keep") ? await gate.refusePerson(caller) : undefined);
    if (refusal !== undefined || caller.bank === undefined) return err(refusal ?? { code: "G3002" });
    const { id: bank } = caller.bank;
    const [rows, branches, policy] = await Promise.all([store.listReleases(bank), store.listBranches(bank), store.policyOf(bank)]);
    return ok({ epoch: centre.epoch, ...describeReleases({ rows, branches, rules: releaseRulesOf(policy), preview, at: now() }) });
  };
}
