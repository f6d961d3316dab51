import { createHash } from "node:crypto";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MIN_PART_BYTES, rangesOf } from "../shared/documents/parts.ts";
import { beginDocumentAnswerSchema, completeDocumentAnswerSchema, errorAnswerSchema } from "../shared/sync/protocol.ts";
import { somePdf } from "../shared/testing/some-documents.ts";
import { startDemonstration, temporaryFolder } from "../sync-server/testing/demonstration-server.ts";
import { putDemonstration } from "../sync-server/testing/prepared-demonstration.ts";
import { ask, remoteWorkstation } from "../sync-server/testing/remote-services.ts";
import { soundFields, sirenFrom } from "../sync-server/testing/sound-fields.ts";
import { newId } from "../sync-server/testing/workstation.ts";
import { smallDiskFor } from "./support/small-disk-for.ts";

test("[ST4] [ST5] on a full disk the centre takes nothing, says so with 503 and when to come again, keeps what it acknowledged, and goes on by itself", async (context) => {
  const disk = smallDiskFor(context, 100);
  const folder = join(disk.dir, "data");
  await putDemonstration(folder);
  const lines: string[] = [];
  const { address } = await startDemonstration({ GUICHET_DATA: folder, GUICHET_RATE_DEVICE: "100000" }, lines);
  const desk = await remoteWorkstation(address, "maelle.exemple");
  const file = newId();
  const before = await desk.send({ kind: "created", file, body: { fields: soundFields({ siren: sirenFrom(1) }) } }, { kind: "submitted", file, base: 1 });
  expect(before.map(({ kind }) => kind)).toEqual(["accepted", "accepted"]);

  disk.fill();
  const first = desk.nextSeq();
  // More than the pages that are there already can hold.
  for (let n = 0; n < 150; n += 1) desk.seal({ kind: "created", file: newId(), body: { fields: soundFields({ siren: sirenFrom(100 + n), address: "1 rue de l’Exemple ".repeat(6) }) } });
  for (let turn = 0; turn < 3; turn += 1) expect(await desk.push(first)).toMatchObject({ ok: false, error: { code: "G9401" } });
  const response = await fetch(`${address}/v1/push`, { method: "POST", headers: { authorization: `Bearer ${desk.token}`, "content-type": "application/json" }, body: JSON.stringify(desk.requestFrom(first)) });
  expect([response.status, errorAnswerSchema.parse(await response.json()).code, Number(response.headers.get("retry-after")) >= 30]).toEqual([503, "G9401", true]);
  expect(lines.join("")).toContain('"code":"53100"');
  // What only reads goes on.
  const pulled = await desk.pull([{ branch: desk.caller.branches[0]?.id ?? "", n: 0 }]);
  expect(pulled).toMatchObject({ ok: true, value: { have: 2, feeds: [{ entries: [{ file, version: 2 }] }] } });

  disk.free();
  const after = await desk.push(1);
  expect(after.ok && after.value.verdicts.slice(0, 2)).toEqual(before.map((verdict) => ({ kind: "duplicate", first: verdict })));
  expect(after.ok && new Set(after.value.verdicts.slice(2).map(({ kind }) => kind))).toEqual(new Set(["accepted"]));
  expect(after).toMatchObject({ ok: true, value: { have: 152 } });
});

test("[DO5] where the place of documents is full, the part under way is refused with 503, those before it stay, and the upload goes on from there", async (context) => {
  const disk = smallDiskFor(context, 1);
  const folder = temporaryFolder();
  await putDemonstration(folder);
  mkdirSync(join(disk.dir, "objects"));
  symlinkSync(join(disk.dir, "objects"), join(folder, "objects"));
  const { address } = await startDemonstration({ GUICHET_DATA: folder });
  const desk = await remoteWorkstation(address, "maelle.exemple");
  const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
  const bytes = somePdf(450_000, 3);
  const [file, document] = [newId(), sha256(bytes)];
  const ranges = rangesOf(bytes.length, MIN_PART_BYTES);
  const pieces = ranges.map(({ from, to }) => bytes.subarray(from, to));
  await desk.send({ kind: "created", file, body: { fields: { legalName: "Pièces SARL" } } }, { kind: "attached", file, base: 1, body: { document, name: "Kbis.pdf", type: "application/pdf", size: bytes.length, piece: "KBIS" } });
  const request = { protocol: 1, ...desk.address, replica: desk.replica, file, document };
  const begin = () => ask(address, desk.token, "/v1/documents/begin", beginDocumentAnswerSchema, { ...request, partBytes: MIN_PART_BYTES, parts: pieces.map(sha256) });
  const put = async (piece: Uint8Array): Promise<string> => {
    const response = await fetch(`${address}/v1/documents/${file}/${document}/parts/${sha256(piece)}`, { method: "PUT", headers: { authorization: `Bearer ${desk.token}`, "content-type": "application/octet-stream" }, body: Uint8Array.from(piece) });
    return response.ok ? "stored" : `${response.status} ${errorAnswerSchema.parse(await response.json()).code} ${Number(response.headers.get("retry-after")) > 0 ? "later" : ""}`;
  };
  expect(await begin()).toMatchObject({ ok: true, value: { complete: false, missing: { length: pieces.length } } });
  for (const piece of pieces.slice(0, 3)) expect(await put(piece)).toBe("stored");
  disk.fill();
  for (const piece of pieces.slice(3, 5)) expect(await put(piece)).toBe("503 G9402 later");
  // Work that is not of documents goes on.
  expect(await desk.send({ kind: "edited", file, base: 2, body: { edits: { city: { from: null, to: "Brest" } } } })).toMatchObject([{ kind: "accepted" }]);

  disk.free();
  expect(await begin()).toMatchObject({ ok: true, value: { missing: pieces.slice(3).map((piece) => ({ part: sha256(piece) })) } });
  for (const piece of pieces.slice(3)) expect(await put(piece)).toBe("stored");
  // The whole beside its parts: room for both is needed for a moment.
  disk.fill();
  expect(await ask(address, desk.token, "/v1/documents/complete", completeDocumentAnswerSchema, request)).toMatchObject({ ok: false, error: { code: "G9402" } });
  disk.free();
  expect(await ask(address, desk.token, "/v1/documents/complete", completeDocumentAnswerSchema, request)).toEqual({ ok: true, value: { complete: true } });
  const read = await fetch(`${address}/v1/documents/${file}/${document}`, { headers: { authorization: `Bearer ${desk.token}` } });
  expect(sha256(new Uint8Array(await read.arrayBuffer()))).toBe(document);
});
