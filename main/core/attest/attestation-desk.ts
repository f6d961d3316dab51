import type { PaperOrder } from "../../../shared/bridge/paper-order.ts";
import type { PaperMade } from "../../../shared/bridge/paper-views.ts";
import { words } from "../../../shared/i18n/texts.ts";
import type { CodedError, ErrorCode } from "../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { createAskCentre, type CentreAddress } from "../administer/ask-centre.ts";
import type { Desk } from "../files/desk.ts";
import { readProjection } from "../files/file-view.ts";
import { namedFile } from "../paper/file-name.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Transport } from "../sync/transport.ts";

export type AttestationOrder = Extract<PaperOrder, { readonly paper: "attestation" }>;
export type AttestationDesk = {
  /** The attestation of a registered file, as the centre made and sealed it. Nothing of it is kept here. G9702 of a file that is not; G9705 without the centre. */
  readonly obtain: (order: AttestationOrder) => Promise<Result<PaperMade, CodedError>>;
};
export type AttestationDeskParts = {
  readonly desk: Desk;
  readonly replica: string;
  readonly address: CentreAddress;
  readonly transport: Pick<Transport, "attestation">;
  readonly engine: Pick<SyncEngine, "token" | "now">;
};

/** No centre, or something else in its place. */
const AWAY: ReadonlySet<ErrorCode> = new Set(["G5004", "G5005"]);
/** A centre of before attestations knows no such address. */
const UNKNOWN_ROUTE: ErrorCode = "G4005";

export function createAttestationDesk({ desk, replica, address, transport, engine }: AttestationDeskParts): AttestationDesk {
  const asked = createAskCentre(address, engine);
  return {
    obtain: async ({ file, language }) => {
      const read = readProjection(desk.db.read, desk, file);
      if (!read.ok) return read;
      if (read.value.known.truth?.stored.lost === true) return err({ code: "G4015" });
      const { status, registration } = read.value.projection.state;
      if (status !== "registered" || registration === undefined) return err({ code: "G9702" });
      const answer = await asked((token, where) => transport.attestation(token, { ...where, replica, file, language }));
      if (!answer.ok) return err(AWAY.has(answer.error.code) ? { code: "G9705" } : answer.error.code === UNKNOWN_ROUTE ? { code: "G9703" } : answer.error);
      const { number, pdf, pages } = answer.value;
      return ok({ name: namedFile(number, "attestation", desk.businessDate(), words[language]), pages, bytes: pdf });
    },
  };
}
