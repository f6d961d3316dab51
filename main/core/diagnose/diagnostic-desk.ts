import { createHash } from "node:crypto";
import type { DiagnosticPreview } from "../../../shared/bridge/device-calls.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { Diagnostic, DiagnosticAnswer, DiagnosticDemand } from "../../../shared/sync/diagnostic-messages.ts";
import { createAskCentre, type CentreAddress } from "../administer/ask-centre.ts";
import type { SyncEngine } from "../sync/engine.ts";
import { isSameSecret } from "../same-secret.ts";
import type { Transport } from "../sync/transport.ts";

/** What is asked of this workstation is looked up again after so long. */
const AGAIN_MS = 5_000;

/** [FL5] [FL6] What somebody asks of this workstation, what would be sent, and her answer. */
export type DiagnosticDesk = {
  readonly demand: () => DiagnosticDemand | undefined;
  /** The centre says that something is asked. */
  readonly heard: () => void;
  /** What would be sent if she agreed now; nothing leaves. */
  readonly preview: (errors: Diagnostic["errors"]) => Promise<DiagnosticPreview>;
  /** With the digest of what was shown: that is sent, and nothing else (G9623 where it is not kept). Without: declined. G9622. */
  readonly answer: (answer: { readonly id: string; readonly digest: string | undefined }) => Promise<Result<undefined, CodedError>>;
  /** Of somebody else's workstation: asked for, and read. */
  readonly ask: (asked: { readonly device: string; readonly reason: string }) => Promise<Result<DiagnosticAnswer, CodedError>>;
  readonly read: (device: string) => Promise<Result<DiagnosticAnswer, CodedError>>;
};
export type DiagnosticDeskParts = {
  readonly address: CentreAddress; readonly engine: Pick<SyncEngine, "token" | "now">; readonly replica: string; readonly now: () => number;
  readonly transport: Pick<Transport, "askDiagnostic" | "readDiagnostic" | "ownDiagnostic" | "answerDiagnostic">;
  readonly make: (errors: Diagnostic["errors"]) => Promise<Diagnostic>;
  readonly onDemand: () => void;
};

export function createDiagnosticDesk({ address, engine, replica, now, transport, make, onDemand }: DiagnosticDeskParts): DiagnosticDesk {
  const asked = createAskCentre(address, engine);
  let known: DiagnosticDemand | undefined;
  let askedAt = -Infinity;
  let shown: { readonly digest: string; readonly diagnostic: Diagnostic } | undefined;
  const demand = (): DiagnosticDemand | undefined => (known !== undefined && known.until >= now() ? known : undefined);
  async function look(): Promise<void> {
    const answer = await asked((token, where) => transport.ownDiagnostic(token, { ...where, replica }));
    if (!answer.ok || answer.value.demand?.id === known?.id) return;
    known = answer.value.demand;
    onDemand();
  }
  return {
    demand,
    heard: () => {
      if (demand() !== undefined || Math.abs(now() - askedAt) < AGAIN_MS) return;
      askedAt = now();
      void look();
    },
    preview: async (errors) => {
      const diagnostic = await make(errors);
      const text = JSON.stringify(diagnostic, null, 2);
      shown = { diagnostic, digest: createHash("sha256").update(text).digest("hex") };
      return { diagnostic, text, digest: shown.digest };
    },
    answer: async ({ id, digest }) => {
      const agreed = digest !== undefined && shown !== undefined && isSameSecret(digest, shown.digest) ? shown : undefined;
      if (digest !== undefined && agreed === undefined) return err({ code: "G9623" });
      const told = await asked((token, where) => transport.answerDiagnostic(token, { ...where, replica, id, ...(agreed === undefined ? {} : { diagnostic: agreed.diagnostic }) }));
      if (!told.ok && told.error.code !== "G9622") return told;
      known = undefined;
      shown = undefined;
      askedAt = -Infinity; // another one may be asked for at once
      onDemand();
      return told.ok ? ok(undefined) : told;
    },
    ask: (what) => asked((token, where) => transport.askDiagnostic(token, { ...where, ...what })),
    read: (device) => asked((token, where) => transport.readDiagnostic(token, { ...where, device })),
  };
}
