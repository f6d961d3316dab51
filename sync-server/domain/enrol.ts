import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Instant } from "../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import { isStorableText } from "../../shared/kernel/wire-text.ts";
import { ZERO_HASH } from "../../shared/sync/change.ts";
import type { EnrolAnswer, EnrolRequest } from "../../shared/sync/protocol.ts";
import type { Store } from "../store/store.ts";
import type { Centre } from "./centre.ts";
import { refuseAddress } from "./check-address.ts";
import { scopeOf } from "./follow.ts";
import { describeCaller } from "./me.ts";
import { keyOf } from "./push/line.ts";
import type { Caller } from "./services.ts";

/** Binds a replica and its key to its person, once. Another person's replica, or another key for it, is G3003. */
export async function enrol(store: Store, centre: Centre, now: () => Instant, caller: Caller, request: EnrolRequest): Promise<Result<EnrolAnswer, CodedError>> {
  const refusal = refuseAddress(centre, request);
  if (refusal !== undefined) return err(refusal);
  const scope = scopeOf(caller);
  if (scope === undefined) return err({ code: "G3002" });
  if (!isStorableText(request.device)) return err({ code: "G4001", fields: [{ field: "device", reason: "malformed" }] });
  if (keyOf(request.publicKey) === undefined) return err({ code: "G4001", fields: [{ field: "publicKey", reason: "malformed" }] });
  const row = await store.enrol(scope, { replica: request.replica, person: caller.user, publicKey: request.publicKey, device: request.device, zeroHash: ZERO_HASH, at: now(), epoch: centre.epoch.n });
  if (row === undefined || row.publicKey !== request.publicKey || row.revoked) return err({ code: "G3003" });
  return ok({ me: await describeCaller(store, caller), have: row.have });
}
