import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openTcpProxy, type TcpProxy } from "../build/weather/tcp-proxy.ts";
import type { Core } from "../main/core/core.ts";
import { newFile, openAgain, openFirstTime, settled, temporaryFolder, testDeps, until } from "../main/core/test-support/open-core.ts";
import type { DocumentView } from "../shared/bridge/document-views.ts";
import { ADDED_BYTES } from "../shared/documents/document.ts";
import { readToEnd } from "../shared/bridge/read-to-end.ts";
import type { FileId } from "../shared/kernel/ids.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { someFields } from "../shared/testing/some-fields.ts";
import { someJpeg, somePdf } from "../shared/testing/some-documents.ts";
import { demonstrationFolder, startDemonstration } from "../sync-server/testing/demonstration-server.ts";

/** Real cores against a real server over real HTTP, behind a network that can be cut at any byte. */
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step();
});

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

type Place = { readonly address: string; readonly folder: string; readonly network: TcpProxy };
async function centre(): Promise<Place> {
  const [folder, network] = [await demonstrationFolder(), await openTcpProxy()];
  undo.push(() => network.close());
  const address = `http://127.0.0.1:${network.port}`;
  const server = await startDemonstration({ GUICHET_DATA: folder, GUICHET_PUBLIC_URL: address });
  network.lead(Number(new URL(server.address).port));
  return { address, folder, network };
}

type Person = { readonly core: Core; readonly dir: string; /** Parts that the centre took, in order. */ readonly taken: string[]; readonly ranges: string[]; readonly again: () => Promise<Core> };
async function person({ address }: Place, login: string): Promise<Person> {
  const folder = temporaryFolder();
  undo.push(folder.remove);
  const [taken, ranges]: [string[], string[]] = [[], []];
  const deps = testDeps(folder.dir, address, {
    fetch: async (input, init) => {
      const answer = await fetch(input, init);
      if (init?.method === "PUT" && answer.ok) taken.push(String(input).split("/").at(-1) ?? "");
      const range = new Headers(init?.headers).get("range");
      if (range !== null) ranges.push(range);
      return answer;
    },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const core = await openFirstTime(deps, login);
  undo.push(() => core.close());
  await settled(core);
  return {
    core, dir: folder.dir, taken, ranges,
    again: async () => {
      const next = await openAgain(deps);
      undo.push(() => next.close());
      return next;
    },
  };
}

async function add(core: Core, file: FileId, bytes: Uint8Array, name = "Liasse fiscale 2019.pdf"): Promise<string> {
  const upload = randomUUID();
  for (let offset = 0; ; offset += ADDED_BYTES) {
    const piece = Buffer.from(bytes.subarray(offset, offset + ADDED_BYTES)).toString("base64");
    const added = unwrap(await core.handlers["documents.add"]({ file, upload, name, piece: "LIASSE_FISCALE", size: bytes.length, offset, bytes: piece }), "add");
    if (added.kind === "added") return added.document;
  }
}
async function read(core: Core, file: FileId, document: string): Promise<Buffer> {
  const pieces = unwrap(await readToEnd((offset) => core.handlers["documents.read"]({ file, document, offset })), "read");
  return Buffer.from(pieces.join(""), "base64");
}
const seen = async (core: Core, file: FileId, document: string): Promise<DocumentView | undefined> => (await core.handlers["documents.list"]({ file })).find((one) => one.document === document);
const isAt = (core: Core, file: FileId, document: string, kind: DocumentView["place"]["kind"]) => async (): Promise<boolean> => (await seen(core, file, document))?.place.kind === kind;
/** Mends the network whenever it was cut, and asks again at once, until it holds. */
async function throughCuts(network: TcpProxy, core: Core, file: FileId, document: string, holds: () => Promise<boolean>): Promise<void> {
  await until("it arrives through the cuts", async () => {
    if (await holds()) return true;
    if (network.weather().kind === "cut") network.setWeather({ kind: "fair" });
    await core.handlers["sync.now"](undefined);
    const view = await seen(core, file, document);
    if (view?.place.kind === "here-only" || view?.place.kind === "to-fetch") await core.handlers["documents.transfer"]({ file, document });
    await new Promise((resolve) => setTimeout(resolve, 50));
    return await holds();
  });
}

/** True when the bytes stand in clear somewhere in the folder. */
function standsIn(dir: string, bytes: Uint8Array): boolean {
  const [head, middle] = [Buffer.from(bytes.subarray(0, 24)), Buffer.from(bytes.subarray(Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 24))];
  return readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).some((entry) => {
    const content = readFileSync(join(entry.parentPath, entry.name));
    return content.includes(head) || content.includes(middle);
  });
}

test("[WS20] [WS21] attached with no network, sent by itself when it is back; a colleague reads the same bytes, and nothing is in clear on either disk", async () => {
  const place = await centre();
  const [maelle, yann] = [await person(place, "maelle.exemple"), await person(place, "yann.modele")];
  place.network.setWeather({ kind: "cut" });
  const file = await newFile(maelle.core, someFields(3));
  const bytes = somePdf(700_000, 11);
  const document = await add(maelle.core, file, bytes);
  expect(await seen(maelle.core, file, document)).toMatchObject({ name: "Liasse fiscale 2019.pdf", type: "application/pdf", size: bytes.length, place: { kind: "here-only", stopped: false }, readable: true, removable: true });
  expect(Buffer.compare(await read(maelle.core, file, document), bytes)).toBe(0);
  place.network.setWeather({ kind: "fair" });
  await settled(maelle.core);
  await until("it is at the centre", isAt(maelle.core, file, document, "centre"));
  await yann.core.handlers["sync.now"](undefined);
  await until("the branch hears of it", async () => (await seen(yann.core, file, document)) !== undefined);
  expect(await seen(yann.core, file, document)).toMatchObject({ attachedBy: "Maëlle Exemple", place: { kind: "to-fetch" }, readable: false });
  unwrap(await yann.core.handlers["documents.transfer"]({ file, document }), "fetch");
  await until("it has come", async () => (await seen(yann.core, file, document))?.readable === true);
  expect(Buffer.compare(await read(yann.core, file, document), bytes)).toBe(0);
  for (const { core, dir } of [maelle, yann]) {
    expect((await core.handlers["core.verify"](undefined)).faults).toEqual([]);
    expect([standsIn(dir, bytes), dir.length > 0]).toEqual([false, true]);
  }
  expect(standsIn(place.folder, bytes)).toBe(true); // the search finds what is in clear: the embedded centre's own folder is
});

test("[WS22] what colleagues attach to a person's own file comes by itself; what is removed goes from both computers, and the content is no longer given", async () => {
  const place = await centre();
  const [maelle, yann] = [await person(place, "maelle.exemple"), await person(place, "yann.modele")];
  const file = await newFile(maelle.core, someFields(4));
  unwrap(await maelle.core.handlers["files.seal"]({ file }), "seal");
  await settled(maelle.core);
  await until("the branch hears of it", async () => (await yann.core.handlers["files.open"]({ file })).ok);
  const bytes = someJpeg();
  const document = await add(yann.core, file, bytes, "carte.jpg");
  await until("it comes to its advisor", async () => (await seen(maelle.core, file, document))?.readable === true);
  expect(Buffer.compare(await read(maelle.core, file, document), bytes)).toBe(0);
  unwrap(await maelle.core.handlers["documents.remove"]({ file, document }), "remove");
  await settled(maelle.core);
  await until("it is gone there too", async () => (await seen(yann.core, file, document)) === undefined);
  for (const { core, dir } of [maelle, yann]) {
    await until("its content is erased", () => readdirSync(dir, { recursive: true }).every((name) => !String(name).endsWith(".enc")));
    expect(await core.handlers["documents.read"]({ file, document, offset: 0 })).toMatchObject({ ok: false, error: { code: "G7006" } });
  }
});

test("[DO5] [WS21] a sending cut in the middle of parts, again and again, goes on from the part where it stopped: none is taken twice", async () => {
  const place = await centre();
  const maelle = await person(place, "maelle.exemple");
  const file = await newFile(maelle.core, someFields(5));
  unwrap(await maelle.core.handlers["files.seal"]({ file }), "seal");
  await settled(maelle.core);
  const bytes = somePdf(2_600_000, 12);
  let cuts = 0;
  const document = sha256(bytes);
  place.network.setWeather({ kind: "cut" });
  await add(maelle.core, file, bytes);
  for (const sent of [150_000, 400_000, 262_200, 700_000, 90_000]) {
    place.network.setWeather({ kind: "truncated", sent });
    cuts += 1;
    const before = maelle.taken.length;
    await throughCuts(place.network, maelle.core, file, document, async () => maelle.taken.length > before || (await isAt(maelle.core, file, document, "centre")()));
  }
  place.network.setWeather({ kind: "fair" });
  await throughCuts(place.network, maelle.core, file, document, isAt(maelle.core, file, document, "centre"));
  expect(cuts).toBe(5);
  expect(new Set(maelle.taken).size).toBe(maelle.taken.length);
  const sizes = new Set(maelle.taken);
  expect(sizes.size).toBeGreaterThanOrEqual(Math.ceil(bytes.length / 1_048_576));
  const yann = await person(place, "yann.modele");
  await until("the branch has it", async () => (await seen(yann.core, file, document)) !== undefined);
  unwrap(await yann.core.handlers["documents.transfer"]({ file, document }), "fetch");
  await until("it has come", async () => (await seen(yann.core, file, document))?.readable === true);
  expect(sha256(await read(yann.core, file, document))).toBe(document);
});

test("[WS21] a fetching cut at several bytes goes on from the last whole chunk, also after the computer was closed", async () => {
  const place = await centre();
  const [maelle, yann] = [await person(place, "maelle.exemple"), await person(place, "yann.modele")];
  const file = await newFile(maelle.core, someFields(6));
  const bytes = somePdf(2_600_000, 13);
  const document = await add(maelle.core, file, bytes);
  await settled(maelle.core);
  await until("it is at the centre", isAt(maelle.core, file, document, "centre"));
  await until("the branch hears of it", async () => (await seen(yann.core, file, document)) !== undefined);
  await maelle.core.close();
  let { core } = yann;
  for (const received of [100_000, 300_000, 66_000]) {
    const before = yann.ranges.length;
    place.network.setWeather({ kind: "truncated", received });
    await core.handlers["documents.transfer"]({ file, document });
    await throughCuts(place.network, core, file, document, async () => yann.ranges.length > before);
  }
  await core.close();
  core = await yann.again();
  place.network.setWeather({ kind: "fair" });
  await throughCuts(place.network, core, file, document, async () => (await seen(core, file, document))?.readable === true);
  expect(sha256(await read(core, file, document))).toBe(document);
  const starts = yann.ranges.map((range) => Number(/bytes=(\d+)-/.exec(range)?.[1]));
  expect(starts.toSorted((a, b) => a - b)).toEqual(starts); // never back to what it had
  expect(starts.every((start) => start % 65_536 === 0)).toBe(true);
});

test("[WS21] a content that arrives damaged is never shown, and is erased", async () => {
  const place = await centre();
  const [maelle, yann] = [await person(place, "maelle.exemple"), await person(place, "yann.modele")];
  const file = await newFile(maelle.core, someFields(7));
  const bytes = somePdf(100_000, 14);
  const document = await add(maelle.core, file, bytes);
  await settled(maelle.core);
  await until("it is at the centre", isAt(maelle.core, file, document, "centre"));
  await until("the branch hears of it", async () => (await seen(yann.core, file, document)) !== undefined);
  const { writeFileSync } = await import("node:fs");
  const [kept] = readdirSync(join(place.folder, "objects", "documents"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  if (kept === undefined) throw new Error("the centre keeps nothing");
  writeFileSync(join(kept.parentPath, kept.name), Buffer.from(bytes).fill(0x41, 500, 600));
  unwrap(await yann.core.handlers["documents.transfer"]({ file, document }), "fetch");
  await until("the damage is told", async () => {
    const view = await seen(yann.core, file, document);
    return view?.place.kind === "to-fetch" && view.place.error?.code === "G7003";
  });
  expect(await yann.core.handlers["documents.read"]({ file, document, offset: 0 })).toMatchObject({ ok: false, error: { code: "G7006" } });
});

test("[DO4] [WS20] what is too large or no document is refused at once, and nothing is left of it", async () => {
  const place = await centre();
  const maelle = await person(place, "maelle.exemple");
  const file = await newFile(maelle.core, { legalName: "Essai" });
  const first = (bytes: Uint8Array, size = bytes.length) => maelle.core.handlers["documents.add"]({ file, upload: randomUUID(), name: "x.pdf", piece: "AUTRE", size, offset: 0, bytes: Buffer.from(bytes).toString("base64") });
  expect(await first(somePdf(), 10 * 1024 * 1024 + 1)).toMatchObject({ ok: false, error: { code: "G7001" } });
  expect(await first(Buffer.from("MZ this is a program"))).toMatchObject({ ok: false, error: { code: "G7002", params: { reason: "unknown" } } });
  expect(await maelle.core.handlers["documents.list"]({ file })).toEqual([]);
  expect(readdirSync(maelle.dir, { recursive: true }).filter((name) => String(name).endsWith(".enc"))).toEqual([]);
});
