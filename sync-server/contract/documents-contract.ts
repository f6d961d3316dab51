import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { MAX_PART_BYTES, MIN_PART_BYTES, rangesOf } from "../../shared/documents/parts.ts";
import { somePdf } from "../../shared/testing/some-documents.ts";
import { openFolderStore } from "../objects/folder-store.ts";
import type { ObjectStore } from "../objects/object-store.ts";
import { createSmallWorld, type SmallWorld } from "../testing/small-world.ts";
import { newId, type Intention, type Workstation } from "../testing/workstation.ts";
import { contractWorld, created, errorOf, stateOf, submitted, valueOf, type OpenStore } from "../testing/contract-world.ts";

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export type Content = { readonly bytes: Uint8Array; readonly document: string };
export const contentOf = (bytes: Uint8Array): Content => ({ bytes, document: sha256(bytes) });
export const attached = (file: string, { bytes, document }: Content, more: Readonly<Record<string, unknown>> = {}): Intention => ({
  kind: "attached", file, base: 1, body: { document, name: "bilan.pdf", type: "application/pdf", size: bytes.length, piece: "LIASSE_FISCALE", ...more },
});

/** A content's way up and down, as a workstation goes it: through the centre, or to the addresses given. */
export function contentWays({ services }: Pick<SmallWorld, "services">, station: Workstation, file: string, { bytes, document }: Content, partBytes = MIN_PART_BYTES) {
  const { caller, replica, address } = station;
  const asked = { protocol: 1, ...address, replica, file, document };
  const pieces = rangesOf(bytes.length, partBytes).map(({ from, to }) => bytes.subarray(from, to));
  return {
    begin: () => services.documents.begin(caller, { ...asked, partBytes, parts: pieces.map(sha256) }),
    put: async (part: string, place?: { readonly url: string; readonly headers: Readonly<Record<string, string>> }) => {
      const piece = pieces.find((one) => sha256(one) === part) ?? new Uint8Array(0);
      if (place === undefined) return valueOf(await services.documents.putPart(caller, { file, document, part }, piece));
      return expect((await fetch(place.url, { method: "PUT", headers: place.headers, body: Uint8Array.from(piece) })).status).toBe(200);
    },
    complete: () => services.documents.complete(caller, asked),
    find: () => services.documents.find(caller, asked),
    read: (from = 0, to = bytes.length) => services.documents.read(caller, { file, document }, { from, to }),
  };
}

export async function sendAll(ways: ReturnType<typeof contentWays>): Promise<void> {
  const begun = valueOf(await ways.begin());
  for (const { part, place } of begun.missing) await ways.put(part, place);
  valueOf(await ways.complete());
}

export type OpenObjects = () => Promise<{ readonly objects: ObjectStore; readonly close: () => Promise<void> }>;

const inFolder: OpenObjects = async () => {
  const folder = mkdtempSync(join(tmpdir(), "guichet-objects-"));
  return { objects: openFolderStore(folder), close: async () => rmSync(folder, { recursive: true, force: true }) };
};

/** What the centre promises of documents, on every pair of stores. */
export function documentsContract(open: OpenStore, openObjects: OpenObjects = inFolder): void {
  const { store } = contractWorld(open);
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => { for (const close of closing) await close(); });
  const world = async (over: { readonly documentDayBytes?: number } = {}, wrap = (inner: ObjectStore): ObjectStore => inner): Promise<SmallWorld & { readonly objects: ObjectStore }> => {
    const { objects: inner, close } = await openObjects();
    const objects = wrap(inner);
    closing.push(close);
    return { ...(await createSmallWorld(store(), { objects, ...over })), objects };
  };
  async function withDocument(bytes = somePdf(150_000, Math.floor(Math.random() * 1e9)), wrap?: (inner: ObjectStore) => ObjectStore) {
    const here = await world({}, wrap);
    const marie = await here.workstation("marie");
    const [file, content] = [newId(), contentOf(bytes)];
    const verdicts = await marie.send(created(file), attached(file, content));
    expect(verdicts.map(({ kind }) => kind)).toEqual(["accepted", "accepted"]);
    return { ...here, marie, file, content, ways: contentWays(here, marie, file, content) };
  }

  test("[DO1] [DO2] attached documents are in the file that the branch reads, also after its registration, and none leaves it then", async () => {
    const { marie, file, content } = await withDocument();
    const late = contentOf(somePdf(10, 9));
    const verdicts = await marie.send(submitted(file, 2), attached(file, late), { kind: "detached", file, base: 3, body: { document: late.document } });
    expect(verdicts.map((one) => (one.kind === "refused" ? one.code : one.kind))).toEqual(["accepted", "accepted", "G7005"]);
    const state = await stateOf(marie, file);
    expect([state?.status, state?.documents?.map(({ document, attachedBy }) => [document, attachedBy])]).toEqual(["registered", [content, late].map(({ document }) => [document, marie.caller.user])]);
  });

  test("[DO5] what arrived is not asked for again; a colleague then reads the same bytes, by ranges", async () => {
    const here = await withDocument();
    const { ways, content, file } = here;
    const begun = valueOf(await ways.begin());
    expect([begun.complete, begun.missing.length]).toEqual([false, 3]);
    const [first] = begun.missing;
    if (first === undefined) throw new Error("nothing is missing");
    await ways.put(first.part, first.place);
    expect(valueOf(await ways.begin()).missing.map(({ part }) => part)).toEqual(begun.missing.slice(1).map(({ part }) => part));
    expect(errorOf(await ways.complete()).code).toBe("G7006");
    expect(valueOf(await ways.find()).there).toBe(false);
    expect(errorOf(await ways.read(0, 10)).code).toBe("G7006");
    await sendAll(ways);
    expect(valueOf(await ways.begin())).toEqual({ complete: true, missing: [] });
    expect(valueOf(await ways.complete())).toEqual({ complete: true });
    const paul = contentWays(here, await here.workstation("paul"), file, content);
    const found = valueOf(await paul.find());
    expect([found.there, found.size]).toEqual([true, content.bytes.length]);
    const parts = [valueOf(await paul.read(0, 100_000)), valueOf(await paul.read(100_000, content.bytes.length + 5))];
    expect(Buffer.compare(Buffer.concat(parts.map(({ bytes }) => bytes)), content.bytes)).toBe(0);
  });

  test("[DO5] what another request completes while it is begun again is not asked for", async () => {
    let between = async (): Promise<unknown> => undefined;
    const { ways } = await withDocument(undefined, (inner) => ({ ...inner, listParts: async (key, names) => await between().then(() => inner.listParts(key, names)) }));
    for (const { part, place } of valueOf(await ways.begin()).missing) await ways.put(part, place);
    // As after a workstation was killed while it waited for this answer, and started again.
    between = () => ways.complete();
    expect(valueOf(await ways.begin())).toEqual({ complete: true, missing: [] });
  });

  test("[DO5] a content that its place has lost is taken again from whoever holds it", async () => {
    let isLost = false;
    const { ways, content } = await withDocument(undefined, (inner) => ({
      ...inner,
      read: async (key, range) => (isLost ? undefined : await inner.read(key, range)),
      put: async (key, bytes) => {
        await inner.put(key, bytes);
        isLost = false;
      },
    }));
    await sendAll(ways);
    isLost = true;
    expect(errorOf(await ways.read(0, 10)).code).toBe("G7008");
    const begun = valueOf(await ways.begin());
    expect([begun.complete, begun.missing.length]).toEqual([false, 3]);
    await sendAll(ways);
    expect(Buffer.compare(valueOf(await ways.read()).bytes, content.bytes)).toBe(0);
    expect(valueOf(await ways.begin())).toEqual({ complete: true, missing: [] });
  });

  test("[DO5] another size of parts begins anew and ends the same", async () => {
    const here = await withDocument();
    const begun = valueOf(await here.ways.begin());
    for (const { part, place } of begun.missing.slice(0, 2)) await here.ways.put(part, place);
    await sendAll(contentWays(here, here.marie, here.file, here.content, MAX_PART_BYTES));
    expect(valueOf(await here.ways.find()).there).toBe(true);
  });

  test("[DO5] a part whose bytes are not its name is refused, and so is one that nobody announced", async () => {
    const { services, marie, file, content, ways } = await withDocument();
    const [first] = valueOf(await ways.begin()).missing;
    const name = { file, document: content.document, part: first?.part ?? "" };
    expect(errorOf(await services.documents.putPart(marie.caller, name, content.bytes.subarray(1, MIN_PART_BYTES + 1))).code).toBe("G7003");
    expect(errorOf(await services.documents.putPart(marie.caller, { ...name, part: "0".repeat(64) }, content.bytes)).code).toBe("G7006");
  });

  test("[DO6] parts that are not the document are erased, and sent again from the first", async () => {
    const here = await withDocument();
    const { services, marie, file, content } = here;
    const forged = contentWays(here, marie, file, { bytes: Uint8Array.from(content.bytes).fill(65, 200, 300), document: content.document });
    for (const { part, place } of valueOf(await forged.begin()).missing) await forged.put(part, place);
    expect(errorOf(await forged.complete()).code).toBe("G7003");
    expect(valueOf(await forged.begin()).missing).toHaveLength(3);
    expect(services).toBeDefined();
    await sendAll(here.ways);
  });

  test("[DO6] [DO4] a content that is not what the file says of it is never kept", async () => {
    const program = Buffer.concat([Buffer.from("MZ"), randomBytes(1_000)]);
    const here = await withDocument(program);
    for (const { part, place } of valueOf(await here.ways.begin()).missing) await here.ways.put(part, place);
    expect(errorOf(await here.ways.complete())).toMatchObject({ code: "G7002", params: { reason: "unknown" } });
    expect(valueOf(await here.ways.find()).there).toBe(false);
    const disguised = contentOf(somePdf(20, 33));
    await here.marie.send(attached(here.file, disguised, { type: "image/png" }));
    const ways = contentWays(here, here.marie, here.file, disguised);
    for (const { part, place } of valueOf(await ways.begin()).missing) await ways.put(part, place);
    expect(errorOf(await ways.complete())).toMatchObject({ code: "G7002", params: { reason: "another-type" } });
  });

  test("[DO7] another branch, another bank and another file see nothing of a document, though they know its hash", async () => {
    const here = await withDocument();
    await sendAll(here.ways);
    for (const who of ["lea", "zoe"]) {
      const ways = contentWays(here, await here.workstation(who), here.file, here.content);
      expect([who, errorOf(await ways.begin()).code, errorOf(await ways.complete()).code, errorOf(await ways.find()).code, errorOf(await ways.read()).code]).toEqual([who, "G2008", "G2008", "G2008", "G2008"]);
    }
    const lea = await here.workstation("lea");
    const own = newId();
    await lea.send(created(own));
    expect(errorOf(await contentWays(here, lea, own, here.content).find()).code).toBe("G7006");
    await lea.send(attached(own, here.content));
    const claimed = contentWays(here, lea, own, here.content);
    expect([valueOf(await claimed.find()).there, valueOf(await claimed.begin()).missing.length]).toEqual([false, 3]);
    const boss = { ...lea, caller: await here.caller("boss") };
    expect(errorOf(await contentWays(here, boss, here.file, here.content).find()).code).toBe("G3002");
  });

  test("[DO7] a replica that is not hers, another centre, and a document that was removed are refused", async () => {
    const here = await withDocument();
    const { marie, file, content } = here;
    expect(errorOf(await contentWays(here, { ...marie, replica: newId() }, file, content).begin()).code).toBe("G3003");
    expect(errorOf(await contentWays(here, { ...marie, address: { ...marie.address, centre: newId() } }, file, content).begin()).code).toBe("G4011");
    await marie.send({ kind: "detached", file, base: 2, body: { document: content.document } });
    expect(errorOf(await here.ways.begin()).code).toBe("G7006");
  });

  test("[DO8] past so many bytes in a day a person begins no more; what was begun goes on", async () => {
    const here = await world({ documentDayBytes: 200_000 });
    const marie = await here.workstation("marie");
    const file = newId();
    const [first, second] = [contentOf(somePdf(150_000, 41)), contentOf(somePdf(150_000, 42))];
    await marie.send(created(file), attached(file, first), attached(file, second));
    const ways = contentWays(here, marie, file, first);
    valueOf(await ways.begin());
    expect(errorOf(await contentWays(here, marie, file, second).begin())).toMatchObject({ code: "G7007", params: { limit: 200_000 } });
    await sendAll(ways);
  });
}
