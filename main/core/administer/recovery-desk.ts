import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { CentreId, EpochId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { PROTOCOL_VERSION, type EndRecoveryAnswer, type RecoveryReportAnswer, type RecoveryReportRequest } from "../../../shared/sync/protocol.ts";
import type { Failure } from "../../../shared/sync/sync-state.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Reply, Transport } from "../sync/transport.ts";

/** The centre's recovery, seen and ended by an administrator. Nothing of it is kept here: without the centre there is nothing to say (G5004). */
export type RecoveryDesk = {
  readonly report: () => Promise<Result<RecoveryReportAnswer, CodedError>>;
  /** One administrator's word that it may end. G4016 hers is given already, G4017 none is under way, G3002 no administrator. */
  readonly end: () => Promise<Result<EndRecoveryAnswer, CodedError>>;
};
export type RecoveryDeskParts = {
  /** Of the present epoch, which the engine may enter meanwhile. */
  readonly address: () => { readonly centre: CentreId; readonly epoch: EpochId };
  readonly transport: Pick<Transport, "recoveryReport" | "endRecovery">;
  readonly engine: Pick<SyncEngine, "token" | "now">;
};

export function createRecoveryDesk({ address, transport, engine }: RecoveryDeskParts): RecoveryDesk {
  /** Asked again once where the token was over, or the centre has a newer epoch that the engine enters on its way. */
  async function asked<T>(ask: (token: string, request: RecoveryReportRequest) => Promise<Reply<T>>): Promise<Result<T, CodedError>> {
    const once = async (): Promise<Reply<T>> => {
      const token = engine.token();
      return token === undefined ? { kind: "failed", failure: { kind: "unauthorised" } } : await ask(token, { protocol: PROTOCOL_VERSION, ...address() });
    };
    let reply = await once();
    if (reply.kind === "failed" && ["unauthorised", "stranger"].includes(reply.failure.kind)) {
      await engine.now();
      reply = await once();
    }
    return reply.kind === "answered" ? ok(reply.value) : err(errorOf(reply.failure));
  }

  return {
    report: () => asked((token, request) => transport.recoveryReport(token, request)),
    end: async () => {
      const ended = await asked((token, request) => transport.endRecovery(token, request));
      // This workstation's own work waits for the end, and need not wait for the next poll.
      if (ended.ok && ended.value.ended) void engine.now();
      return ended;
    },
  };
}

function errorOf(failure: Failure): CodedError {
  switch (failure.kind) {
    case "unauthorised": return { code: "G3001" };
    case "gap": case "too-large": return { code: "G5005" };
    default: return failure.error;
  }
}
