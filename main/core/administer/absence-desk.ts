import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { AbsenceRequest } from "../../../shared/sync/approval-messages.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Transport } from "../sync/transport.ts";
import { createAskCentre, type CentreAddress } from "./ask-centre.ts";

/** Who is away, told to the centre (G5004 without it): powers are not handed on by a computer alone. */
export type AbsenceDesk = {
  /** Answers who she is from then on, which is kept. G3002 a colleague's is an administrator's, G2002 what cannot be. */
  readonly set: (change: Pick<AbsenceRequest, "user" | "absence">) => Promise<Result<Me, CodedError>>;
};
export type AbsenceDeskParts = {
  readonly address: CentreAddress;
  readonly transport: Pick<Transport, "setAbsence">;
  readonly engine: Pick<SyncEngine, "token" | "now">;
  /** Keeps who she is from now on. */
  readonly keep: (me: Me) => Result<undefined, CodedError>;
};

export function createAbsenceDesk({ address, transport, engine, keep }: AbsenceDeskParts): AbsenceDesk {
  const asked = createAskCentre(address, engine);
  return {
    set: async (change) => {
      const answered = await asked((token, where) => transport.setAbsence(token, { ...where, ...change }));
      if (!answered.ok) return answered;
      const kept = keep(answered.value);
      return kept.ok ? answered : kept;
    },
  };
}
