import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { CHUNK_BYTES } from "../../../shared/documents/parts.ts";
import { somePdf } from "../../../shared/testing/some-documents.ts";
import { openContents, type Content, type Contents } from "./content-file.ts";

const random = (length: number): Uint8Array => Uint8Array.from(randomBytes(length));
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
function openOne(dir = mkdtempSync(join(tmpdir(), "guichet-contents-"))) {
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const contents = openContents(dir, random);
  const path = ({ storeName }: Content): string => join(dir, "documents", `${storeName}.enc`);
  return { contents, path, names: () => readdirSync(join(dir, "documents")) };
}
async function written(contents: Contents, bytes: Uint8Array): Promise<Content> {
  const content = contents.newContent(sha256(bytes), bytes.length);
  await contents.write(content, bytes);
  return content;
}
const damaged = { coded: { code: "G7003" } };

test("[WS20] a content comes back as it was, whole and by chunks, and nothing of it or its hash is in the file or its name", async () => {
  const { contents, path, names } = openOne();
  for (const size of [0, 1, CHUNK_BYTES - 400, CHUNK_BYTES, 3 * CHUNK_BYTES + 5]) {
    const bytes = somePdf(size, size + 1);
    const content = await written(contents, bytes);
    expect(Buffer.compare(await contents.read(content, 0, content.size), bytes)).toBe(0);
    expect(await contents.hash(content)).toBe(content.document);
    const stored = readFileSync(path(content));
    for (const plain of ["%PDF-", "%%EOF", "endobj", content.document]) expect([plain, stored.includes(plain)]).toEqual([plain, false]);
  }
  expect(names().every((name) => /^[0-9a-f]{32}\.enc$/.test(name))).toBe(true);
});

test("[WS20] any bit that turns, a chunk in another's place, another document's chunk, and a cut end are noticed", async () => {
  const { contents, path } = openOne();
  const content = await written(contents, somePdf(3 * CHUNK_BYTES, 1));
  const sound = readFileSync(path(content));
  for (const at of [8, 19, 20, 5_000, 8 + 12 + CHUNK_BYTES, 8 + CHUNK_BYTES + 28 + 3, sound.length - 1]) {
    const flipped = Buffer.from(sound);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    writeFileSync(path(content), flipped);
    await expect(contents.hash(content), `byte ${at}`).rejects.toMatchObject(damaged);
  }
  const record = CHUNK_BYTES + 28;
  writeFileSync(path(content), Buffer.concat([sound.subarray(0, 8), sound.subarray(8 + record, 8 + 2 * record), sound.subarray(8, 8 + record), sound.subarray(8 + 2 * record)]));
  await expect(contents.hash(content)).rejects.toMatchObject(damaged);
  writeFileSync(path(content), sound.subarray(0, sound.length - 10));
  await expect(contents.hash(content)).rejects.toMatchObject(damaged);
  writeFileSync(path(content), sound);
  await expect(contents.hash({ ...content, document: "0".repeat(64) })).rejects.toMatchObject(damaged);
  await expect(contents.hash({ ...content, contentKey: random(32) })).rejects.toMatchObject(damaged);
  expect(await contents.hash(content)).toBe(content.document);
  await contents.remove(content.storeName);
  await expect(contents.hash(content)).rejects.toMatchObject(damaged);
});

test("[WS21] chunks written one after the other, and again over the same place, make the same content", async () => {
  const { contents } = openOne();
  const bytes = somePdf(2 * CHUNK_BYTES + 77, 2);
  const content = contents.newContent(sha256(bytes), bytes.length);
  await contents.writeChunks(content, 0, bytes.subarray(0, CHUNK_BYTES));
  await contents.writeChunks(content, 1, random(CHUNK_BYTES));
  await contents.writeChunks(content, 1, bytes.subarray(CHUNK_BYTES, 2 * CHUNK_BYTES));
  await contents.writeChunks(content, 2, bytes.subarray(2 * CHUNK_BYTES));
  expect(await contents.hash(content)).toBe(content.document);
});

test("[WS20] on a full disk the code says so, and nothing is left of the attempt", async (context) => {
  const dir = mkdtempSync(join(tmpdir(), "guichet-small-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", dir], { stdio: "ignore" });
  } catch {
    rmSync(dir, { recursive: true, force: true });
    context.skip("no right to mount a small disk here");
  }
  onTestFinished(() => void execFileSync("umount", ["-l", dir], { stdio: "ignore" }));
  const contents = openContents(dir, random);
  const [small, large] = [somePdf(100_000, 3), somePdf(3_000_000, 4)];
  const kept = await written(contents, small);
  await expect(written(contents, large)).rejects.toMatchObject({ coded: { code: "G1005" } });
  expect(readdirSync(join(dir, "documents"))).toEqual([`${kept.storeName}.enc`]);
  expect(await contents.hash(kept)).toBe(kept.document);
  expect(existsSync(join(dir, "documents"))).toBe(true);
});
