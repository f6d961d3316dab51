import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { DocumentView } from "../../../shared/bridge/document-views.ts";
import { MAX_DOCUMENTS_PER_FILE } from "../../../shared/documents/document.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { someJpegOf, somePdf, somePngOf } from "../../../shared/testing/some-documents.ts";
import { listDocumentsOf } from "../db/documents.ts";
import { listToSend } from "../db/outbox.ts";
import { sql } from "../db/sql.ts";
import { createFile, saveField, sealFile, submitFile, withdrawFile } from "../files/file-work.ts";
import { viewFile } from "../files/file-view.ts";
import { COMPLETE } from "../test-support/open-core.ts";
import { createPureCentre } from "../test-support/pure-centre.ts";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { attach, attachAgain, detach } from "./attach.ts";
import { openContents } from "./content-file.ts";
import { listDocuments } from "./list-documents.ts";

function desktop() {
  const dir = mkdtempSync(join(tmpdir(), "guichet-attach-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return { contents: openContents(dir, (length) => Uint8Array.from(randomBytes(length))), stored: () => readdirSync(join(dir, "documents")).length };
}
const list = (desk: TestDesk, file: FileId): readonly DocumentView[] => listDocuments(desk, file, () => ({ done: undefined, error: undefined }));
const places = (desk: TestDesk, file: FileId) => list(desk, file).map(({ name, place }) => [name, place.kind === "refused" ? (place.error?.code ?? "skipped") : place.kind]);
const kinds = (desk: TestDesk): readonly string[] => listToSend(desk.db.read, 1, 1_000).map(({ head }) => String(JSON.parse(head).kind));
const type = (desk: TestDesk, file: FileId, fields: Readonly<Record<string, unknown>>): void => {
  for (const [field, value] of Object.entries(fields)) unwrap(saveField(desk, file, field, value), field);
};
const pdf = (n: number, name = `piece ${n}.pdf`) => ({ name, piece: "KBIS" as const, bytes: somePdf(20, n) });

test("[WS20] attaching in a new file makes it, after what was typed; the content and the change are there together", async () => {
  const [desk, { contents, stored }] = [await openTestDesk("anne"), desktop()];
  const [empty, begun] = [unwrap(createFile(desk), "create").file, unwrap(createFile(desk), "create").file];
  type(desk, begun, { legalName: "Un" });
  unwrap(await attach(desk, contents, empty, pdf(1)), "attach");
  unwrap(await attach(desk, contents, begun, pdf(1)), "attach");
  expect(kinds(desk)).toEqual(["created", "attached", "created", "attached"]);
  expect([places(desk, empty), places(desk, begun), stored()]).toEqual([[["piece 1.pdf", "here-only"]], [["piece 1.pdf", "here-only"]], 2]);
  unwrap(await attach(desk, contents, begun, pdf(1, "the same.pdf")), "again");
  expect([kinds(desk).length, stored(), unwrap(viewFile(desk, begun), "view").place.kind]).toEqual([4, 2, "here-only"]);
});

test("[DO4] a picture that would fill the memory of whoever opens it is refused by its header, and nothing is left of it", async () => {
  const [desk, { contents, stored }] = [await openTestDesk("anne"), desktop()];
  const { file } = unwrap(createFile(desk), "create");
  for (const bytes of [somePngOf(60_000, 60_000), someJpegOf(60_000, 60_000)]) {
    expect(await attach(desk, contents, file, { name: "photo.png", piece: "KBIS", bytes })).toEqual({ ok: false, error: { code: "G7009", params: { width: 60_000, height: 60_000 } } });
  }
  unwrap(await attach(desk, contents, file, { name: "scan.png", piece: "KBIS", bytes: somePngOf(7_016, 9_921) }), "A3 at 600 points an inch");
  expect([list(desk, file).length, stored()]).toEqual([1, 1]);
});

test("[DO1] [DO3] two people attach and one removes: each sees what the centre decided, and nothing typed is lost", async () => {
  const centre = createPureCentre();
  const [anne, bruno, { contents }] = [await openTestDesk("anne"), await openTestDesk("bruno"), desktop()];
  const { file } = unwrap(createFile(anne), "create");
  type(anne, file, { legalName: "Un" });
  const first = unwrap(await attach(anne, contents, file, pdf(1)), "attach");
  anne.push(centre);
  bruno.pull(centre);
  unwrap(await attach(bruno, contents, file, pdf(2)), "attach");
  unwrap(await attach(anne, contents, file, pdf(3)), "attach");
  unwrap(detach(bruno, file, first), "detach");
  expect(places(bruno, file)).toEqual([["piece 2.pdf", "here-only"]]);
  for (const desk of [anne, bruno]) desk.push(centre);
  for (const desk of [anne, bruno]) desk.pull(centre);
  expect([anne, bruno].map((desk) => list(desk, file).map(({ name }) => name))).toEqual([["piece 3.pdf", "piece 2.pdf"], ["piece 3.pdf", "piece 2.pdf"]]);
});

test("[DO2] a document that the centre refuses stays in sight with its reason, whatever is typed after, until its person decides", async () => {
  const centre = createPureCentre();
  const [anne, bruno, { contents }] = [await openTestDesk("anne"), await openTestDesk("bruno"), desktop()];
  const { file } = unwrap(createFile(anne), "create");
  type(anne, file, { legalName: "Un" });
  for (let n = 1; n < MAX_DOCUMENTS_PER_FILE; n += 1) unwrap(await attach(anne, contents, file, pdf(n)), "attach");
  anne.push(centre);
  bruno.pull(centre);
  unwrap(await attach(bruno, contents, file, pdf(900)), "the last place");
  const late = unwrap(await attach(anne, contents, file, pdf(901)), "attach");
  const behind = unwrap(await attach(bruno, contents, file, pdf(902)).then((one) => (one.ok ? one : { ok: true as const, value: "" })), "full here");
  expect(behind).toBe("");
  bruno.push(centre);
  anne.push(centre);
  anne.pull(centre);
  expect(places(anne, file).slice(-2)).toEqual([["piece 900.pdf", "to-fetch"], ["piece 901.pdf", "G7004"]]);
  type(anne, file, { city: "Rennes" });
  unwrap(await attach(anne, contents, file, pdf(1)), "listed already");
  expect(places(anne, file).at(-1)).toEqual(["piece 901.pdf", "G7004"]);
  const [some] = list(anne, file);
  unwrap(detach(anne, file, some?.document ?? ""), "make room");
  anne.push(centre);
  anne.pull(centre);
  expect(unwrap(attachAgain(anne, file, late), "again")).toBe(true);
  anne.push(centre);
  anne.pull(centre);
  expect(places(anne, file).at(-1)).toEqual(["piece 901.pdf", "here-only"]);
  expect(unwrap(viewFile(anne, file), "view")).toMatchObject({ fields: { legalName: "Un", city: "Rennes" }, pending: [] });
});

test("[SY20] [SY21] documents skipped behind a refusal go again with the next change", async () => {
  const centre = createPureCentre(() => ({ code: "G2004" }));
  const [anne, { contents }] = [await openTestDesk("anne"), desktop()];
  const { file } = unwrap(createFile(anne), "create");
  type(anne, file, COMPLETE);
  unwrap(submitFile(anne, file, 0), "submit");
  unwrap(await attach(anne, contents, file, pdf(1)), "attach");
  anne.push(centre);
  anne.pull(centre);
  expect(places(anne, file)).toEqual([["piece 1.pdf", "skipped"]]);
  unwrap(await attach(anne, contents, file, pdf(2)), "attach another");
  anne.push(centre);
  anne.pull(centre);
  expect(list(anne, file).map(({ name, place }) => [name, place.kind])).toEqual([["piece 1.pdf", "here-only"], ["piece 2.pdf", "here-only"]]);
});

test("[DO2] [DO3] a registered file takes a proof and gives none; a withdrawn one takes nothing, and nothing is left on the disk", async () => {
  const centre = createPureCentre();
  const [anne, { contents, stored }] = [await openTestDesk("anne"), desktop()];
  const { file } = unwrap(createFile(anne), "create");
  type(anne, file, COMPLETE);
  unwrap(submitFile(anne, file, 0), "submit");
  const waiting = unwrap(await attach(anne, contents, file, pdf(1)), "while it waits");
  anne.push(centre);
  anne.pull(centre);
  unwrap(await attach(anne, contents, file, pdf(2)), "registered");
  expect(detach(anne, file, waiting)).toMatchObject({ ok: false, error: { code: "G7005" } });
  unwrap(await attach(anne, contents, file, { ...pdf(3), name: "C:\\..\\bilan.pdf" }), "odd name");
  expect(list(anne, file).at(-1)).toMatchObject({ name: "C--..-bilan.pdf", removable: false });
  const other = unwrap(createFile(anne), "create").file;
  type(anne, other, { legalName: "Deux" });
  unwrap(withdrawFile(anne, other, ""), "withdraw");
  const before = stored();
  expect(await attach(anne, contents, other, pdf(4))).toMatchObject({ ok: false, error: { code: "G2016" } });
  expect([stored(), listDocumentsOf(anne.db.read, other)]).toEqual([before, []]);
});

test("[WS5] what was typed behind the removal of a document that a closed file refused stays in sight as proposed", async () => {
  const centre = createPureCentre();
  const [anne, bruno, { contents }] = [await openTestDesk("anne"), await openTestDesk("bruno"), desktop()];
  const { file } = unwrap(createFile(anne), "create");
  type(anne, file, { legalName: "Un", city: "Rennes" });
  const proof = unwrap(await attach(anne, contents, file, pdf(1)), "attach");
  anne.push(centre);
  for (const desk of [anne, bruno]) desk.pull(centre);
  unwrap(withdrawFile(bruno, file, "renonce"), "withdraw");
  bruno.push(centre);
  unwrap(detach(anne, file, proof), "detach");
  type(anne, file, { city: "Brest" });
  unwrap(sealFile(anne, file), "seal");
  anne.push(centre);
  anne.pull(centre);
  expect(unwrap(viewFile(anne, file), "view")).toMatchObject({ status: "withdrawn", fields: { city: "Rennes" }, amendments: [{ field: "city", value: "Brest" }] });
});

test("[WS23] a change of a kind from a newer Guichet keeps its exact texts in the line, and its file is only read", async () => {
  const [anne, { contents }] = [await openTestDesk("anne"), desktop()];
  const { file } = unwrap(createFile(anne), "create");
  type(anne, file, { legalName: "Un" });
  unwrap(await attach(anne, contents, file, pdf(1)), "attach");
  const before = listToSend(anne.db.read, 1, 10);
  anne.db.transaction((db) => void db.run(sql`UPDATE outbox SET kind = 'notarised' WHERE kind = 'attached'`));
  expect(unwrap(viewFile(anne, file), "view").editable).toBe(false);
  expect(saveField(anne, file, "city", "Rennes")).toMatchObject({ ok: false, error: { code: "G2012" } });
  expect(await attach(anne, contents, file, pdf(2))).toMatchObject({ ok: false, error: { code: "G2012" } });
  expect(listToSend(anne.db.read, 1, 10)).toEqual(before);
});
