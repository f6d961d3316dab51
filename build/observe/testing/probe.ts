import { createHash } from "node:crypto";
import { z } from "zod";
import { MIN_PART_BYTES } from "../../../shared/documents/parts.ts";
import { ask, remoteWorkstation } from "../../../sync-server/testing/remote-services.ts";
import { newId } from "../../../sync-server/testing/workstation.ts";
import { soundFields } from "../../../sync-server/testing/sound-fields.ts";
import { freshSiren } from "../../../sync-server/testing/contract-world.ts";

const EVERY_MS = 400;

/** A load balancer that asks each server whether it is ready, and a workstation that asks again and again for a document to be joined whose part it has not sent yet. */
export async function probe({ ready, at, identityUrl }: { readonly ready: () => readonly string[]; readonly at: () => string; readonly identityUrl: string }): Promise<{ readonly close: () => Promise<void> }> {
  const workstation = await remoteWorkstation(at(), "ronan.gabarit", identityUrl);
  const [file, text] = [newId(), "%PDF-1.7 watched"];
  const document = createHash("sha256").update(text).digest("hex");
  await workstation.send({ kind: "created", file, body: { fields: soundFields({ siren: freshSiren() }) } });
  const [attached] = await workstation.send({ kind: "attached", file, base: 1, body: { document, name: "piece.pdf", type: "application/pdf", size: text.length, piece: "AUTRE" } });
  if (attached?.kind !== "accepted") throw new Error(`not attached: ${JSON.stringify(attached)}`);
  const whole = { protocol: 1, ...workstation.address, replica: workstation.replica, file, document };
  const begin = { ...whole, partBytes: MIN_PART_BYTES, parts: [document] };
  const begun = await ask(at(), workstation.token, "/v1/documents/begin", z.unknown(), begin);
  if (!begun.ok) throw new Error(`not begun: ${begun.error.code}`);
  const over = new AbortController();
  const every = async (work: () => Promise<unknown>): Promise<void> => {
    while (!over.signal.aborted) {
      await work().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  };
  const running = [
    every(async () => await Promise.all(ready().map(async (url) => await (await fetch(`${url}/readyz`)).text()))),
    ...Array.from({ length: 3 }, () => every(async () => await ask(at(), workstation.token, "/v1/documents/complete", z.unknown(), whole))),
  ];
  return { close: async () => { over.abort(); await Promise.all(running); } };
}
