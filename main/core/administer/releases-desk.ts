import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { ReleaseRules } from "../../../shared/release/bank-rules.ts";
import type { ReleasesAnswer } from "../../../shared/sync/release-messages.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Transport } from "../sync/transport.ts";
import { createAskCentre, type CentreAddress } from "./ask-centre.ts";

/** How the bank's workstations stand with releases, asked of the centre each time (G5004 without it); `preview`: whom other rules would reach. */
export type ReleasesDesk = { readonly read: (asked: { readonly preview?: ReleaseRules | undefined }) => Promise<Result<ReleasesAnswer, CodedError>> };

export function createReleasesDesk({ address, transport, engine }: { readonly address: CentreAddress; readonly transport: Pick<Transport, "releases">; readonly engine: Pick<SyncEngine, "token" | "now"> }): ReleasesDesk {
  const asked = createAskCentre(address, engine);
  return { read: ({ preview }) => asked((token, where) => transport.releases(token, { ...where, ...(preview === undefined ? {} : { preview }) })) };
}
