import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { CentreId, EpochId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { PROTOCOL_VERSION } from "../../../shared/sync/protocol.ts";
import type { Failure } from "../../../shared/sync/sync-state.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Reply } from "../sync/transport.ts";

/** Of the present epoch, which the engine may enter meanwhile. */
export type CentreAddress = () => { readonly centre: CentreId; readonly epoch: EpochId };
type Addressed = ReturnType<CentreAddress> & { readonly protocol: number };
export type AskCentre = <T>(ask: (token: string, address: Addressed) => Promise<Reply<T>>) => Promise<Result<T, CodedError>>;

/** For what is never kept here: asked again once where the token was over, or the centre has a newer epoch that the engine enters on its way. */
export function createAskCentre(address: CentreAddress, engine: Pick<SyncEngine, "token" | "now">): AskCentre {
  return async (ask) => {
    const once = async (): ReturnType<typeof ask> => {
      const token = engine.token();
      return token === undefined ? { kind: "failed", failure: { kind: "unauthorised" } } : await ask(token, { protocol: PROTOCOL_VERSION, ...address() });
    };
    let reply = await once();
    if (reply.kind === "failed" && ["unauthorised", "stranger"].includes(reply.failure.kind)) {
      await engine.now();
      reply = await once();
    }
    return reply.kind === "answered" ? ok(reply.value) : err(errorOf(reply.failure));
  };
}

function errorOf(failure: Failure): CodedError {
  switch (failure.kind) {
    case "unauthorised": return failure.error ?? { code: "G3001" };
    case "gap": case "too-large": return { code: "G5005" };
    default: return failure.error;
  }
}
