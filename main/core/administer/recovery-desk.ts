import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { EndRecoveryAnswer, RecoveryReportAnswer } from "../../../shared/sync/recovery-messages.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Transport } from "../sync/transport.ts";
import { createAskCentre, type CentreAddress } from "./ask-centre.ts";

/** The centre's recovery, seen and ended by an administrator. Nothing of it is kept here: without the centre there is nothing to say (G5004). */
export type RecoveryDesk = {
  readonly report: () => Promise<Result<RecoveryReportAnswer, CodedError>>;
  /** One administrator's word that it may end. G4016 hers is given already, G4017 none is under way, G3002 no administrator. */
  readonly end: () => Promise<Result<EndRecoveryAnswer, CodedError>>;
};
export type RecoveryDeskParts = {
  readonly address: CentreAddress;
  readonly transport: Pick<Transport, "recoveryReport" | "endRecovery">;
  readonly engine: Pick<SyncEngine, "token" | "now">;
};

export function createRecoveryDesk({ address, transport, engine }: RecoveryDeskParts): RecoveryDesk {
  const asked = createAskCentre(address, engine);
  return {
    report: () => asked(transport.recoveryReport),
    end: async () => {
      const ended = await asked(transport.endRecovery);
      // This workstation's own work waits for the end, and need not wait for the next poll.
      if (ended.ok && ended.value.ended) void engine.now();
      return ended;
    },
  };
}
