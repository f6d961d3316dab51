import { parentPort, workerData } from "node:worker_threads";
import type { AttestationFacts } from "./attestation-facts.ts";
import type { SealIdentity } from "./seal-identity.ts";
import { sealPdf } from "./seal-pdf.ts";

export type AttestationOrder = { readonly id: number; readonly facts: AttestationFacts };
export type AttestationDone = { readonly id: number } & ({ readonly bytes: Uint8Array; readonly pages: number } | { readonly fault: string });

/** A thread that makes attestations and seals them, with the identity that it was started with. It asks nobody anything. */
const identity: SealIdentity = workerData;

parentPort?.on("message", ({ id, facts }: AttestationOrder) => {
  void sealPdf(facts, identity).then(
    ({ bytes, pages }) => parentPort?.postMessage({ id, bytes, pages } satisfies AttestationDone),
    (error: unknown) => parentPort?.postMessage({ id, fault: error instanceof Error ? error.name : "unknown" } satisfies AttestationDone),
  );
});
