import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { somePdf } from "../../shared/testing/some-documents.ts";
import type { ObjectKey, ObjectStore, PartName } from "./object-store.ts";

export type OpenedObjects = { readonly store: ObjectStore; readonly close: () => Promise<void> };

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const nameOf = (bytes: Uint8Array): PartName => ({ part: sha256(bytes), size: bytes.length });
const aKey = (document = "ab".repeat(32)): ObjectKey => ({ bank: randomUUID(), file: randomUUID(), document });

/** What every store of contents must do. */
export function objectStoreContract(open: () => Promise<OpenedObjects>): void {
  let opened: OpenedObjects | undefined;
  beforeAll(async () => { opened = await open(); });
  afterAll(async () => await opened?.close());
  const store = (): ObjectStore => {
    if (opened === undefined) throw new Error("the store is not open");
    return opened.store;
  };

  test("[DO5] a part put twice is there once, and only parts that are whole are listed", async () => {
    const [key, first, second] = [aKey(), somePdf(10, 1), somePdf(70_000, 2)];
    expect(await store().listParts(key, [nameOf(first), nameOf(second)])).toEqual(new Set());
    await store().putPart(key, nameOf(first), first);
    await store().putPart(key, nameOf(first), first);
    expect(await store().listParts(key, [nameOf(first), nameOf(second)])).toEqual(new Set([nameOf(first).part]));
    expect(await store().listParts(key, [{ ...nameOf(first), size: 1 }])).toEqual(new Set());
    expect(Buffer.compare((await store().readPart(key, nameOf(first))) ?? Buffer.alloc(0), first)).toBe(0);
    expect(await store().readPart(key, nameOf(second))).toBeUndefined();
  });

  test("[DO7] parts and documents of another file or bank are not seen, whatever their hash", async () => {
    const bytes = somePdf(10, 3);
    const key = aKey(sha256(bytes));
    await store().putPart(key, nameOf(bytes), bytes);
    await store().put(key, bytes);
    for (const other of [{ ...key, file: randomUUID() }, { ...key, bank: randomUUID() }]) {
      expect(await store().listParts(other, [nameOf(bytes)])).toEqual(new Set());
      expect(await store().readPart(other, nameOf(bytes))).toBeUndefined();
      expect(await store().read(other, { from: 0, to: 10 })).toBeUndefined();
    }
  });

  test("[DO6] what is dropped is gone, and dropping it again is no fault", async () => {
    const [key, bytes] = [aKey(), somePdf(10, 4)];
    await store().putPart(key, nameOf(bytes), bytes);
    await store().dropParts(key);
    await store().dropParts(key);
    expect(await store().listParts(key, [nameOf(bytes)])).toEqual(new Set());
  });

  test("[ER14] a file erased has neither documents nor parts, and another file keeps its own; erasing again is no fault", async () => {
    const bytes = somePdf(70_000, 8);
    const key = aKey(sha256(bytes));
    const other = { ...key, file: randomUUID() };
    for (const one of [key, other]) {
      await store().putPart(one, nameOf(bytes), bytes);
      await store().put(one, bytes);
      await store().put(one, bytes);
    }
    expect([await store().eraseFile(key), await store().eraseFile(key)]).toEqual([{ until: undefined }, { until: undefined }]);
    expect([await store().read(key, { from: 0, to: 10 }), await store().readPart(key, nameOf(bytes))]).toEqual([undefined, undefined]);
    expect((await store().read(other, { from: 0, to: 10 }))?.length).toBe(10);
    expect(await store().listParts(other, [nameOf(bytes)])).toEqual(new Set([nameOf(bytes).part]));
  });

  test("[DO5] a document is read by ranges, to its last byte", async () => {
    const bytes = somePdf(200_000, 5);
    const key = aKey(sha256(bytes));
    expect(await store().read(key, { from: 0, to: bytes.length })).toBeUndefined();
    await store().put(key, bytes);
    const middle = await store().read(key, { from: 65_536, to: 131_072 });
    const end = await store().read(key, { from: bytes.length - 7, to: bytes.length });
    expect([Buffer.compare(middle ?? Buffer.alloc(0), bytes.subarray(65_536, 131_072)), Buffer.compare(end ?? Buffer.alloc(0), bytes.subarray(-7))]).toEqual([0, 0]);
  });

  test("[DO9] an address for a part, where the store gives one, takes those bytes and no others; one for reading reads by ranges", async () => {
    const bytes = somePdf(5_000, 6);
    const key = aKey(sha256(bytes));
    const place = await store().addressForPart(key, nameOf(bytes));
    if (place === undefined) return expect([store().kind, await store().addressForReading(key)]).toEqual(["folder", undefined]);
    const put = (body: Uint8Array, headers = place.headers) => fetch(place.url, { method: "PUT", body: Uint8Array.from(body), headers });
    const wrong = Uint8Array.from(bytes);
    wrong[100] = 0;
    expect((await put(wrong)).ok).toBe(false);
    expect((await put(wrong, { "x-amz-checksum-sha256": Buffer.from(sha256(wrong), "hex").toString("base64") })).ok).toBe(false);
    expect((await put(bytes.subarray(0, 100))).ok).toBe(false);
    expect((await put(bytes, {})).ok).toBe(false);
    expect(await store().listParts(key, [nameOf(bytes)])).toEqual(new Set());
    expect((await put(bytes)).status).toBe(200);
    expect(await store().listParts(key, [nameOf(bytes)])).toEqual(new Set([nameOf(bytes).part]));
    await store().put(key, bytes);
    const reading = await store().addressForReading(key);
    const answer = await fetch(reading?.url ?? "", { headers: { range: "bytes=10-19" } });
    expect([answer.status, Buffer.from(await answer.arrayBuffer()).equals(bytes.subarray(10, 20))]).toEqual([206, true]);
    expect((await fetch(place.url)).ok).toBe(false);
    return undefined;
  });
}
