import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type {
  DecideQuarantineAnswer, DecideQuarantineRequest, QuarantineAnswer, QuarantineChangesAnswer, QuarantineChangesRequest, QuarantineRequest,
} from "../../../shared/sync/quarantine-messages.ts";
import type { DataScope, Store } from "../../store/store.ts";
import type { Centre } from "../centre.ts";
import { refuseAddress } from "../check-address.ts";
import { scopeOf } from "../follow.ts";
import { refuseOutOfScope } from "../out-of-scope.ts";
import type { RegistrationContext } from "../push/register.ts";
import type { Caller } from "../services.ts";
import { decideQuarantined } from "./decide-quarantined.ts";
import { describeQuarantine, pageQuarantine } from "./describe-quarantine.ts";

export type QuarantineServices = {
  readonly list: (caller: Caller, request: QuarantineRequest) => Promise<Result<QuarantineAnswer, CodedError>>;
  readonly changes: (caller: Caller, request: QuarantineChangesRequest) => Promise<Result<QuarantineChangesAnswer, CodedError>>;
  readonly decide: (caller: Caller, request: DecideQuarantineRequest) => Promise<Result<DecideQuarantineAnswer, CodedError>>;
};
type Parts = { readonly store: Pick<Store, "push" | "findReplicaHolder" | "listQuarantine" | "readQuarantine">; readonly centre: Centre; readonly context: () => RegistrationContext };

export function createQuarantine({ store, centre, context }: Parts): QuarantineServices {
  const refuse = (caller: Caller, request: QuarantineRequest): CodedError | DataScope => refuseAddress(centre, request) ?? scopeOf(caller) ?? { code: "G3002" };
  return {
    list: async (caller, request) => {
      const scope = refuse(caller, request);
      return "code" in scope ? err(scope) : ok({ epoch: centre.epoch, waiting: await describeQuarantine(store, scope, caller) });
    },
    changes: async (caller, request) => {
      const scope = refuse(caller, request);
      return "code" in scope ? err(scope) : ok({ epoch: centre.epoch, ...(await pageQuarantine(store, scope, request)) });
    },
    decide: async (caller, request) => {
      const scope = refuse(caller, request);
      if ("code" in scope) return err(scope);
      if (centre.recovering) return err({ code: "G5003" });
      const decided = await decideQuarantined(store, scope.bank, caller, request, context).catch(refuseOutOfScope);
      return decided.ok ? ok({ epoch: centre.epoch, ...decided.value }) : decided;
    },
  };
}
