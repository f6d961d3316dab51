import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Instant } from "../../shared/kernel/instant.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import type { AlarmKind, Store } from "../store/store.ts";
import type { Centre } from "./centre.ts";
import { refuseAddress } from "./check-address.ts";
import { scopeOf } from "./follow.ts";
import { refuseOutOfScope } from "./out-of-scope.ts";
import type { Caller, Services } from "./services.ts";

type Alarm = { readonly replica: string; readonly kind: AlarmKind; readonly have: number; readonly known: number };
type Taken = Result<{ readonly taken: true }, CodedError>;
/** Where a refusal says that the replica's line forked, the alarm of it; a failure to note it harms no caller. */
export type RaiseFork = (caller: Caller, request: { readonly replica: string; readonly first: number }, refusal: CodedError) => Promise<void>;
export type Alarms = { readonly alarm: Services["alarm"]; readonly raiseFork: RaiseFork };

/** What is noted for whoever watches the centre: lines that forked, replicas and feeds that are not what they were. */
export function createAlarms({ store, centre, now, onError }: { readonly store: Store; readonly centre: Centre; readonly now: () => Instant; readonly onError: (error: unknown) => void }): Alarms {
  async function raise(caller: Caller, { replica, kind, have, known }: Alarm): Promise<Taken> {
    const scope = scopeOf(caller);
    if (scope === undefined) return err({ code: "G3002" });
    return await store.raiseAlarm(scope, { replica, kind, have, known, epoch: centre.epoch.n, person: caller.user, at: now() }).then(() => ok({ taken: true as const }), refuseOutOfScope);
  }
  return {
    raiseFork: async (caller, { replica, first }, { code, params }) => {
      if (code === "G4009") await raise(caller, { replica, kind: "fork", have: Number(params?.["at"] ?? 0), known: first }).catch(onError);
    },
    alarm: async (caller, request) => {
      const refusal = refuseAddress(centre, request);
      if (refusal !== undefined) return err(refusal);
      const { kind, replica, have, known, branch } = request;
      if (kind !== "mismatch") return await raise(caller, { kind, replica, have, known });
      const scope = scopeOf(caller);
      if (branch === undefined || scope?.branches.includes(branch) !== true) return err({ code: "G3002" });
      return await store.noteMismatch(scope, { replica, epoch: centre.epoch.n, branch, person: caller.user, files: have, n: known, at: now() }).then(() => ok({ taken: true as const }), refuseOutOfScope);
    },
  };
}
