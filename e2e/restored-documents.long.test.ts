import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { newFile, settled, until } from "../main/core/test-support/open-core.ts";
import type { DocumentView } from "../shared/bridge/document-views.ts";
import { ADDED_BYTES } from "../shared/documents/document.ts";
import type { FileId } from "../shared/kernel/ids.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { somePdf } from "../shared/testing/some-documents.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { offersAll, person, type Person } from "./support/restore-people.ts";
import { startRestorableCentre } from "./support/restored-centre.ts";

async function attach({ core }: Person, file: FileId, bytes: Uint8Array): Promise<void> {
  const upload = randomUUID();
  for (let offset = 0; offset < bytes.length; offset += ADDED_BYTES) {
    const piece = Buffer.from(bytes.subarray(offset, offset + ADDED_BYTES)).toString("base64");
    unwrap(await core.handlers["documents.add"]({ file, upload, name: "Kbis.pdf", piece: "KBIS", size: bytes.length, offset, bytes: piece }), "add");
  }
}
const documentsOf = async ({ core }: Person, file: FileId): Promise<readonly DocumentView[]> => await core.handlers["documents.list"]({ file });
const isAtCentre = async (who: Person, file: FileId, count: number): Promise<boolean> => {
  const documents = await documentsOf(who, file);
  return documents.length === count && documents.every(({ place }) => place.kind === "centre");
};

test("[WS15] [WS20] a restored centre that has lost contents gets each again from a workstation that holds it, its author's or a colleague's", async () => {
  const centre = await startRestorableCentre();
  const [maelle, yann] = [await person(centre, "maelle.exemple"), await person(centre, "yann.modele")];
  const file = await newFile(maelle.core, someFields(0));
  await settled(maelle.core);
  const [before, after] = [somePdf(900_000, 1), somePdf(900_000, 2)];
  await attach(maelle, file, before);
  await until("the first is at the centre", () => isAtCentre(maelle, file, 1));
  await settled(yann.core);
  const [first] = await documentsOf(yann, file);
  await yann.core.handlers["documents.transfer"]({ file, document: first?.document ?? "" });
  await until("a colleague holds it", async () => (await documentsOf(yann, file)).every(({ readable }) => readable));
  await centre.backUp();
  await attach(maelle, file, after);
  await until("both are at the centre", () => isAtCentre(maelle, file, 2));

  await centre.stop();
  centre.loseContents();
  await centre.restore(true);
  // Only the colleague comes back: what he holds is at the centre again, and what he does not hold is asked of nobody.
  maelle.cable.cut();
  await offersAll(yann);
  for (const login of ["loic.fictif", "hugo.fictif"]) await centre.confirmEnd(login);
  await settled(yann.core);
  await until("what the colleague holds is sent again", async () => (await documentsOf(yann, file)).some(({ document, place }) => document === first?.document && place.kind === "centre"));

  // She was away: her change comes back with its content.
  maelle.cable.mend();
  await until("she has offered all", async () => {
    const { kind, recovery } = await maelle.core.handlers["sync.now"](undefined);
    return kind === "idle" && recovery === undefined && (await isAtCentre(maelle, file, 2));
  });
  const late = await person(centre, "gwenola.maquette");
  await until("a third one reads both", async () => {
    const documents = await documentsOf(late, file);
    for (const { document, place } of documents) if (place.kind === "to-fetch") await late.core.handlers["documents.transfer"]({ file, document });
    return documents.length === 2 && documents.every(({ readable }) => readable);
  });
  const hashes = (await documentsOf(late, file)).map(({ document }) => document);
  expect(hashes.toSorted()).toEqual([before, after].map((bytes) => createHash("sha256").update(bytes).digest("hex")).toSorted());
  expect((await late.core.handlers["core.verify"](undefined)).faults).toEqual([]);
});
