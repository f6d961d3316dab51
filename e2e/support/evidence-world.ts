import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { compileEvidencePage } from "../../build/verification/compile-evidence-page.ts";
import type { Core } from "../../main/core/core.ts";
import { newFile, openFile, openFirstTime, settled, temporaryFolder, testDeps, until } from "../../main/core/test-support/open-core.ts";
import type { Piece } from "../../shared/documents/document.ts";
import type { EvidenceReady } from "../../shared/bridge/evidence-views.ts";
import { readToEnd } from "../../shared/bridge/read-to-end.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { someJpeg, somePdf } from "../../shared/testing/some-documents.ts";
import { someFields } from "../../shared/testing/some-fields.ts";
import { demonstrationFolder, startDemonstration } from "../../sync-server/testing/demonstration-server.ts";
import { cutCable, type Cable } from "./cut-cable.ts";

export type EvidencePerson = { readonly core: Core; readonly cable: Cable };
export type EvidenceWorld = {
  readonly maelle: EvidencePerson;
  readonly gwenola: EvidencePerson;
  /** A granted loan of maelle's with two documents, approved by gwenola, disbursed, amended and called. */
  readonly file: FileId;
  readonly close: () => Promise<void>;
};

/** A real centre, two real workstations, and a loan with a life: what an evidence file is made of. */
export async function openEvidenceWorld(): Promise<EvidenceWorld> {
  await using opening = new AsyncDisposableStack();
  const page = opening.adopt(temporaryFolder(), (folder) => folder.remove());
  await compileEvidencePage(page.dir);
  const { address } = await startDemonstration({ GUICHET_DATA: await demonstrationFolder() });
  const person = async (login: string): Promise<EvidencePerson> => {
    const folder = opening.adopt(temporaryFolder(), (own) => own.remove());
    const cable = cutCable(globalThis.fetch);
    const core = opening.adopt(await openFirstTime(testDeps(folder.dir, address, { fetch: cable.fetch, verifierFile: join(page.dir, "index.html") }), login), (own) => own.close());
    await settled(core);
    return { core, cable };
  };
  const [maelle, gwenola] = [await person("maelle.exemple"), await person("gwenola.maquette")];
  // Made with the network away, so that all of it leaves in one push. Somebody else's file lies in between: its head is in the chain, and nothing of its content may be.
  maelle.cable.cut();
  const file = await newFile(maelle.core, someFields(31));
  unwrap(await maelle.core.handlers["files.seal"]({ file }), "seal");
  const neighbour = await newFile(maelle.core, { legalName: "Voisine inventée SARL" });
  unwrap(await maelle.core.handlers["files.seal"]({ file: neighbour }), "seal");
  await attach(maelle.core, file, "Kbis exemple.pdf", "KBIS", somePdf(20_000));
  unwrap(await maelle.core.handlers["files.submit"]({ file, seenVersion: 0 }), "submit");
  maelle.cable.mend();
  await settled(maelle.core);
  await becomes(maelle, file, "registered");
  await attach(maelle.core, file, "Photo d’atelier.jpg", "AUTRE", someJpeg());
  await becomes(gwenola, file, "registered");
  await record(gwenola, file, "approved", { note: "Vu, exemple." });
  await becomes(maelle, file, "approved");
  const amount = Number((await openFile(maelle.core, file)).fields.amount);
  await record(maelle, file, "disbursed", { amount });
  await record(maelle, file, "declared", { batch: "LOT-EXEMPLE-1" });
  await record(maelle, file, "incident", { kind: "IMPAYE" });
  await record(maelle, file, "guarantee-called", { amount });
  await until("documents are at the centre", async () => (await maelle.core.handlers["documents.list"]({ file })).every(({ place }) => place.kind === "centre"));
  await becomes(gwenola, file, "called");
  const owned = opening.move();
  return { maelle, gwenola, file, close: () => owned.disposeAsync() };
}

async function record({ core }: EvidencePerson, file: FileId, step: string, facts: object): Promise<void> {
  unwrap(await core.handlers["files.record"]({ file, step, facts: { on: "2020-04-15", ...facts } }), step);
  await settled(core);
}

const becomes = async ({ core }: EvidencePerson, file: FileId, status: string): Promise<void> =>
  await until(`${status} arrives`, async () => {
    const opened = await core.handlers["files.open"]({ file });
    return opened.ok && opened.value.status === status && opened.value.place.kind === "centre";
  });

async function attach(core: Core, file: FileId, name: string, piece: Piece, bytes: Uint8Array): Promise<void> {
  const added = await core.handlers["documents.add"]({ file, upload: randomUUID(), name, piece, size: bytes.length, offset: 0, bytes: Buffer.from(bytes).toString("base64") });
  unwrap(added, name);
}

export type MadeEvidence = { readonly ready: EvidenceReady; readonly bytes: Uint8Array };
/** As a window does it: begun, watched, read to its end. */
export async function makeArchive(core: Core, file: FileId, language: "fr" | "en" = "fr"): Promise<MadeEvidence> {
  const { id } = unwrap(await core.handlers["evidence.begin"]({ file, language }), "begin");
  let ready: EvidenceReady | undefined;
  await until("the evidence file is ready", async () => {
    const state = unwrap(await core.handlers["evidence.state"]({ id }), "state");
    if (state.kind === "failed") throw new Error(`failed: ${state.error.code}`);
    if (state.kind === "ready") ready = state;
    return state.kind === "ready";
  });
  if (ready === undefined) throw new Error("not ready");
  const pieces = unwrap(await readToEnd((offset) => core.handlers["evidence.read"]({ id, offset })), "read");
  await core.handlers["evidence.end"]({ id });
  return { ready, bytes: Uint8Array.from(Buffer.from(pieces.join(""), "base64")) };
}
