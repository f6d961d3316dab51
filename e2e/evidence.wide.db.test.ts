import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromBuffer, type Entry, type ZipFile } from "yauzl";
import { nodePowers } from "../main/core/evidence/node-powers.ts";
import { joined, makeArchive as assembleEvidence } from "../shared/evidence/make-archive.ts";
import { checkContainer } from "../shared/evidence/check-container.ts";
import { ENTRY, historySigningText, WITNESS, type Dossier, type History, type Rules, type StatementFacts } from "../shared/evidence/format.ts";
import type { Powers } from "../shared/evidence/powers.ts";
import { unwrap } from "../shared/kernel/result.ts";
import { verifyArchive, type Report } from "../shared/evidence/verify-archive.ts";
import { settled } from "../main/core/test-support/open-core.ts";
import { edit, newKey, openArchive, readJson, remade, rezipped, signed, writeJson } from "./support/forge-evidence.ts";
import { makeArchive, openEvidenceWorld, type EvidenceWorld, type MadeEvidence } from "./support/evidence-world.ts";

let world: EvidenceWorld;
let made: MadeEvidence;
let hers: MadeEvidence;
/** By whose workstation, with the centre away. */
let [here, hersHere]: (MadeEvidence | undefined)[] = [];
beforeAll(async () => {
  world = await openEvidenceWorld();
  const { maelle, gwenola, file } = world;
  // A colleague's first, while she has none of the documents.
  gwenola.cable.cut();
  hersHere = await makeArchive(gwenola.core, file);
  gwenola.cable.mend();
  await settled(gwenola.core);
  made = await makeArchive(maelle.core, file);
  hers = await makeArchive(gwenola.core, file, "en");
  maelle.cable.cut();
  here = await makeArchive(maelle.core, file);
});
afterAll(async () => await world?.close());

const isLong = process.env["GUICHET_LONG"] === "1";
const verify = (bytes: Uint8Array, known: readonly string[] = made.ready.fingerprints): Report => {
  const report = verifyArchive(bytes, known, nodePowers);
  if (report === undefined) throw new Error("no archive");
  return report;
};
const brokenOf = ({ findings }: Report) => findings.filter(({ outcome }) => outcome === "broken").map(({ check, why, holes, at }) => [check, why, at?.entry, holes?.["path"]].filter((one) => one !== undefined).join(" "));
const outcomeOf = ({ findings }: Report, check: string): string => findings.filter((one) => one.check === check).map(({ outcome, why }) => [outcome, why].filter((one) => one !== undefined).join(" ")).join(", ");

describe("an archive as it was made", () => {
  test("[EV1] holds everything, all of it proven, once the centre's key was compared; before that it is not called so", () => {
    expect(made.ready).toMatchObject({ missing: 0, fromCentre: true, verdict: "unproven", name: expect.stringMatching(/^1-.*-dossier-de-preuve-2020-04-15\.zip$/) });
    const report = verify(made.bytes);
    expect([report.verdict, report.faults, brokenOf(report)]).toEqual(["sound", [], []]);
    expect(Object.fromEntries(report.findings.map(({ check }) => [check, outcomeOf(report, check)]))).toEqual({
      bytes: "holds", signature: "holds", maker: "holds", "centre-key": "holds", receipt: "holds", figures: "holds", statement: "holds", state: "holds", changes: "holds stated", pushes: "holds",
      chain: "holds", granted: "holds replayed", rules: "holds", approvals: "holds", steps: "holds", documents: "holds", unknown: "unproven named",
    });
    expect(outcomeOf(verify(made.bytes, []), "centre-key")).toBe("unproven not-compared");
    expect(verify(made.bytes, []).verdict).toBe("unproven");
    expect(report.manifest.entries.map(({ path }) => path.replace(/-[0-9a-f]{12}\./, "-HASH."))).toEqual([
      "LISEZMOI.txt", "README.txt", "verifier.html", "dossier.json", "etat.json", "regles.json", "historique.json", "papiers/synthese.pdf", "papiers/echeancier.pdf", "papiers/enregistrement.pdf", "papiers/attestation.pdf",
      "documents/01-HASH.pdf", "documents/02-HASH.jpg",
    ]);
  });

  test("any program opens it: yauzl reads every entry, whole", async () => {
    const zip = await new Promise<ZipFile>((resolve, reject) => fromBuffer(Buffer.from(made.bytes), { lazyEntries: true, strictFileNames: true, validateEntrySizes: true }, (error, opened) => (error === null ? resolve(opened) : reject(error))));
    const read = new Map<string, Buffer>();
    await new Promise<void>((resolve, reject) => {
      zip.on("entry", (entry: Entry) => zip.openReadStream(entry, (error, stream) => {
        if (error !== null) return reject(error);
        const pieces: Buffer[] = [];
        stream.on("data", (piece: Buffer) => pieces.push(piece)).on("error", reject).on("end", () => { read.set(entry.fileName, Buffer.concat(pieces)); zip.readEntry(); });
      }));
      zip.on("end", resolve).on("error", reject);
      zip.readEntry();
    });
    const { contents } = openArchive(made.bytes);
    expect([...read.keys()].toSorted()).toEqual([...contents.keys()].flatMap((path) => [path, `${WITNESS}${path}`]).toSorted());
    for (const [path, bytes] of contents) expect([path, Buffer.from(bytes).equals(read.get(path) ?? Buffer.of())]).toEqual([path, true]);
  });

  test("no other client is in it: of the file in between there is a head, and no content", () => {
    const opened = openArchive(made.bytes);
    expect(readJson<History>(opened, ENTRY.history).links).not.toEqual([]);
    for (const [path, bytes] of opened.contents) expect([path, Buffer.from(bytes).includes("Voisine")]).toEqual([path, false]);
  });

  test("a colleague makes the same proof of it, with documents that she did not have", () => {
    expect(hers.ready).toMatchObject({ missing: 0, fromCentre: true, name: expect.stringContaining("-evidence-") });
    expect([verify(hers.bytes).verdict, outcomeOf(verify(hers.bytes), "documents")]).toEqual(["sound", "holds"]);
  });

  test("[EV21] without the centre it is made of what is here, and says what that does not prove", () => {
    for (const one of [here, hersHere]) {
      if (one === undefined) throw new Error("not made");
      const { ready, bytes } = one;
      const report = verify(bytes);
      expect([ready.fromCentre, ready.verdict, report.verdict, report.faults, brokenOf(report)]).toEqual([false, "unproven", "unproven", [], []]);
      expect(report.manifest.missing).toEqual(expect.arrayContaining([{ what: "paper", name: "attestation", why: "centre-away", code: "G9705" }]));
      expect(report.manifest.unknown).toEqual(expect.arrayContaining(["history-from-here-only", "versions-unknown"]));
      // Its author has every change up to the registration; a colleague none.
      expect([report.manifest.unknown.includes("granted-derived"), outcomeOf(report, "granted")]).toEqual(one === here ? [false, "holds replayed"] : [true, "holds derived"]);
      expect([outcomeOf(report, "statement"), outcomeOf(report, "maker"), outcomeOf(report, "receipt"), outcomeOf(report, "changes"), outcomeOf(report, "pushes")]).toEqual(["absent", "unproven not-stated", "holds", "unproven gaps", "unproven not-told"]);
      expect([outcomeOf(report, "chain"), outcomeOf(report, "documents")]).toEqual(one === here ? ["holds", "holds"] : ["unproven not-here", "unproven some"]);
    }
  });
});

/** Every byte but of contents that are no text; of those every thirteenth, and both sides of each block: with all of them the round would take two hours. */
function* everyPlace(bytes: Uint8Array): Generator<number> {
  const { positions, manifest } = openArchive(bytes).check;
  const coarse = manifest.entries.filter(({ path }) => /\.(?:pdf|jpg|html)$/.test(path)).map(({ path, bytes: length }) => [positions.get(path) ?? 0, length] as const);
  const twin = Buffer.from(bytes).indexOf("temoin/LISEZMOI.txt") - 30;
  for (let at = 0; at < bytes.length; at += 1) {
    const inside = coarse.find(([start, length]) => [0, twin].some((shift) => at >= start + shift && at < start + shift + length));
    if (inside === undefined || at % 13 === 0 || (at - inside[0]) % manifest.blockBytes < 2) yield at;
  }
}

/** Hashes of regions that a change of one byte leaves alone are not computed anew: else a round over a million bytes takes hours. */
function rememberingPowers(): { readonly powers: Powers; readonly flip: (at: number) => void } {
  const known = new Map<string, string>();
  let flipped = -1;
  const sha256: Powers["sha256"] = (bytes) => {
    if (flipped >= bytes.byteOffset && flipped < bytes.byteOffset + bytes.length) return nodePowers.sha256(bytes);
    const key = `${bytes.byteOffset}+${bytes.length}`;
    const hash = known.get(key) ?? nodePowers.sha256(bytes);
    known.set(key, hash);
    return hash;
  };
  return { powers: { ...nodePowers, sha256 }, flip: (at) => void (flipped = at) };
}

describe("one false byte", () => {
  test("[EV3] anywhere in the archive it is found, and its very place named, with what stood there", () => {
    const { powers, flip } = rememberingPowers();
    const bytes = made.bytes.slice();
    // Only the archive's own bytes lie in its buffer: a region is known by its place in it.
    const placed = (at: number, by: number): void => {
      const was = bytes[at] ?? 0;
      bytes[at] = was ^ by;
      flip(at);
      const fault = checkContainer(bytes, powers)?.faults[0];
      bytes[at] = was;
      if (fault?.offset !== at || !fault.exact || fault.was !== was || fault.is !== (was ^ by)) throw new Error(`byte ${at}: ${JSON.stringify(fault)}`);
    };
    if (isLong) for (const at of everyPlace(bytes)) placed(at, 1 + (at % 255));
    else fc.assert(fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), placed), { numRuns: 600 });
  }, isLong ? 3_600_000 : undefined);

  test("[EV3] every single byte of a small archive, in its frame, its manifest, its signature and both its copies", () => {
    const key = newKey();
    const contents = [["a.json", '{"a":[1,{"b":"c"}]}'], ["empty.txt", ""], ["folder/b.txt", "x".repeat(isLong ? 5_000 : 60)]].map(([path = "", text = ""]) => ({ path, bytes: Buffer.from(text) }));
    const archive = assembleEvidence(contents, { file: "f", madeAt: 1, program: "0", demonstration: false, missing: [], unknown: [] }, { replica: "r", publicKey: key.x, sign: (text) => signed(text, key) }, nodePowers);
    if (archive === undefined) throw new Error("too large");
    const bytes = joined(archive);
    expect(checkContainer(bytes, nodePowers)?.faults).toEqual([]);
    for (let at = 0; at < bytes.length; at += 1) {
      const was = bytes[at] ?? 0;
      bytes[at] = was ^ (1 + (at % 255));
      const fault = checkContainer(bytes, nodePowers)?.faults[0];
      bytes[at] = was;
      if (fault?.offset !== at || !fault.exact || fault.was !== was) throw new Error(`byte ${at}: ${JSON.stringify(fault)}`);
    }
  }, isLong ? 600_000 : undefined);

  test("[EV3] the whole verification says falsified of it, and of a JSON entry names the field", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: made.bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const bytes = made.bytes.slice();
      bytes[at] = (bytes[at] ?? 0) ^ by;
      const report = verify(bytes);
      expect([report.verdict, report.faults[0]?.offset, report.faults[0]?.exact]).toEqual(["falsified", at, true]);
      if (report.faults[0]?.kind === "content" && report.faults[0].entry?.endsWith(".json") === true) expect(report.faults[0].path).toBeDefined();
    }), { numRuns: isLong ? 1_000 : 60 });
    const opened = openArchive(made.bytes);
    const dossier = Buffer.from(opened.contents.get(ENTRY.dossier) ?? []);
    const at = (opened.check.positions.get(ENTRY.dossier) ?? 0) + dossier.indexOf('"amount"') + '"amount": '.length;
    const bytes = made.bytes.slice();
    bytes[at] = "9".charCodeAt(0);
    expect(verify(bytes).faults[0]).toMatchObject({ kind: "content", entry: "dossier.json", offset: at, exact: true, path: "granted.fields.amount", is: 0x39 });
  });

  test("[EV3] both copies of one block falsified: the place is that block, and no exact byte is claimed", () => {
    const opened = openArchive(made.bytes);
    const { positions, manifest } = opened.check;
    const first = positions.get(ENTRY.history) ?? 0;
    const second = Buffer.from(made.bytes).indexOf(Buffer.from(opened.contents.get(ENTRY.history) ?? []), first + 1);
    const bytes = made.bytes.slice();
    bytes[first + 5_000] = 0;
    bytes[second + 7_000] = 0;
    const [fault] = verify(bytes).faults;
    expect(fault).toMatchObject({ kind: "content", entry: "historique.json", exact: false, offset: first + manifest.blockBytes, end: first + 2 * manifest.blockBytes });
    bytes[second + 7_000] = made.bytes[second + 7_000] ?? 0;
    bytes[second + 9_000] = 0;
    expect(verify(bytes).faults[0]).toMatchObject({ exact: true, offset: first + 5_000 });
  });

  test("whatever the bytes are, the verification ends with a report or with none, and never finds them sound", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(made.bytes.length - 1), fc.uint8Array({ minLength: 1, maxLength: 3_000 })), { minLength: 1, maxLength: 6 }), fc.option(fc.nat(made.bytes.length - 1)), (patches, cut) => {
      const bytes = made.bytes.slice(0, cut ?? made.bytes.length);
      for (const [at, patch] of patches) if (at < bytes.length) bytes.set(patch.subarray(0, bytes.length - at), at);
      if (Buffer.from(bytes).equals(Buffer.from(made.bytes))) return;
      expect(verifyArchive(bytes, made.ready.fingerprints, nodePowers)?.verdict ?? "none").toMatch(/^(falsified|none)$/);
    }), { numRuns: isLong ? 1_000 : 60 });
    for (const bytes of [new Uint8Array(), Uint8Array.of(0x50, 0x4b, 5, 6), Buffer.from("PK\u0005\u0006".padEnd(22, "\0")), Buffer.from("not an archive")]) expect(verifyArchive(Uint8Array.from(bytes), [], nodePowers)).toBeUndefined();
  });
});

describe("entries", () => {
  const first = (bytes: Uint8Array) => { const { faults: [fault], verdict } = verify(bytes); return [verdict, fault?.kind, fault?.entry]; };
  test("left out, both copies or one, is named with its place", () => {
    const opened = openArchive(made.bytes);
    const without = (...paths: readonly string[]) => rezipped(opened, (entries) => entries.filter(({ path }) => !paths.includes(path)));
    expect(first(without("regles.json", "temoin/regles.json"))).toEqual(["falsified", "missing", "regles.json"]);
    expect(first(without("temoin/etat.json"))).toEqual(["falsified", "missing", "temoin/etat.json"]);
    expect(brokenOf(verify(without("regles.json", "temoin/regles.json")))).toContain("rules unreadable regles.json");
  });
  test("added, in the archive or behind it, is named", () => {
    const opened = openArchive(made.bytes);
    expect(first(rezipped(opened, (entries) => [...entries.slice(0, 3), { path: "documents/99-added.pdf", bytes: Buffer.from("%PDF") }, ...entries.slice(3)]))).toEqual(["falsified", "added", "documents/99-added.pdf"]);
    expect(first(rezipped(opened, (entries) => [...entries, { path: "dossier.json", bytes: Buffer.from("{}") }]))).toEqual(["falsified", "added", "dossier.json"]);
    expect(verify(Buffer.concat([made.bytes, Buffer.from("behind")])).faults[0]).toMatchObject({ kind: "added", offset: made.bytes.length });
  });
  test("in another order is named, and every content is still found whole", () => {
    const report = verify(rezipped(openArchive(made.bytes), (entries) => [...entries.slice(1, 2), ...entries.slice(0, 1), ...entries.slice(2)]));
    expect([report.verdict, report.faults[0]?.offset, report.faults.some(({ kind }) => kind === "content")]).toEqual(["falsified", 0, false]);
    expect(report.faults.filter(({ kind }) => kind === "moved").map(({ entry }) => entry)).toEqual(["LISEZMOI.txt", "README.txt"]);
  });
  test("cut short is named where it ends", () => {
    const opened = openArchive(made.bytes);
    const at = (opened.check.positions.get(ENTRY.state) ?? 0) + 100;
    const report = verifyArchive(made.bytes.slice(0, at), [], nodePowers);
    expect(report).toBeUndefined();
    const end = made.bytes.length - 4_000;
    expect(verify(made.bytes.slice(0, end)).faults[0]).toMatchObject({ offset: end, exact: true });
  });
});

describe("an archive made anew, every hash of it right", () => {
  test("[EV5] another amount: the receipt contradicts it, at its field", () => {
    const opened = openArchive(made.bytes);
    edit<Dossier>(opened, ENTRY.dossier, ({ granted }) => void (granted.fields.amount = 9_900_000));
    edit<Rules>(opened, ENTRY.rules, ({ fields, registered }) => { fields.amount = 9_900_000; registered.amount = 9_900_000; });
    const report = verify(remade(opened));
    expect(report.faults).toEqual([]);
    expect(brokenOf(report)).toEqual(expect.arrayContaining(["maker another signature.json publicKey", "figures other dossier.json granted.fields.amount", "granted other dossier.json granted.fields.amount", "rules then regles.json registered.amount"]));
    const found = report.findings.find(({ check }) => check === "figures");
    expect(Buffer.from(remade(opened)).subarray(found?.place?.offset, found?.place?.end).toString()).toBe("9900000");
  });

  test("[EV5] values that no stack follows and no text can be made of are named as false, and end nothing", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    for (const amount of [deep, '{"toString":1}']) {
      const opened = openArchive(made.bytes);
      const text = Buffer.from(opened.contents.get(ENTRY.dossier) ?? []).toString();
      opened.contents.set(ENTRY.dossier, Buffer.from(text.replaceAll(/"amount": \d+/g, `"amount": ${amount}`)));
      const report = verify(remade(opened));
      expect([report.verdict, brokenOf(report)]).toEqual(["falsified", expect.arrayContaining(["figures other dossier.json granted.fields.amount", "maker another signature.json publicKey"])]);
      const { place } = report.findings.find(({ check }) => check === "figures") ?? {};
      expect(Buffer.from(remade(opened)).subarray(place?.offset, (place?.offset ?? 0) + 3).toString()).toBe(amount.slice(0, 3));
    }
    const opened = openArchive(made.bytes);
    opened.contents.set(ENTRY.history, Buffer.from(deep));
    const bytes = remade(opened);
    expect(brokenOf(verify(bytes))).toContain("changes unreadable historique.json");
    const at = (opened.check.positions.get(ENTRY.history) ?? 0) + 50_000;
    bytes[at] = 0x20;
    expect(verify(bytes).faults[0]).toMatchObject({ offset: at, exact: true, entry: ENTRY.history });
  });

  test("the workstation's own key can't be had: its signature does not fit, or it is another's", () => {
    const opened = openArchive(made.bytes);
    opened.contents.set(ENTRY.readme, Buffer.from("autre chose"));
    expect(brokenOf(verify(remade(opened)))).toEqual(["maker another signature.json publicKey"]);
    const own = opened.check.signature;
    const forger = newKey();
    expect(brokenOf(verify(remade(opened, { ...forger, x: own?.publicKey ?? "" })))).toContain("signature none");
  });

  test("[EV4] a receipt of another key, and a statement of another key", () => {
    const opened = openArchive(made.bytes);
    const { granted } = readJson<Dossier>(opened, ENTRY.dossier);
    const [header, claims] = granted.receipt.split(".");
    const text = `${header}.${Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(claims ?? "", "base64url").toString()), amount: 9_900_000 })).toString("base64url")}`;
    edit<Dossier>(opened, ENTRY.dossier, (dossier) => void (dossier.granted.receipt = `${text}.${signed(text, newKey())}`));
    expect(brokenOf(verify(remade(opened)))).toEqual(expect.arrayContaining(["receipt forged dossier.json granted.receipt", "state told-otherwise dossier.json granted.receipt"]));
    const other = openArchive(made.bytes);
    const history = readJson<History>(other, ENTRY.history);
    writeJson(other, ENTRY.history, { ...history, statement: { ...history.statement, signature: signed(historySigningText(history.statement?.text ?? ""), newKey()) } });
    expect(brokenOf(verify(remade(other)))).toContain("statement forged historique.json statement");
  });

  /** Everything: a receipt, a statement, a key of his own under the name of the centre's, and a workstation that the statement vouches for. */
  function madeUp(): Uint8Array {
    const opened = openArchive(made.bytes);
    const [centre, maker] = [newKey(), newKey()];
    const receipt = (old: string): string => {
      const [header, claims] = old.split(".");
      const text = `${header}.${Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(claims ?? "", "base64url").toString()), bank: "33333333-3333-7333-8333-333333333333" })).toString("base64url")}`;
      return `${text}.${signed(text, centre)}`;
    };
    const dossier = readJson<Dossier>(opened, ENTRY.dossier);
    const forged = receipt(dossier.granted.receipt);
    const swap = (text: string): string => text.replaceAll(dossier.granted.receipt, forged);
    for (const path of [ENTRY.dossier, ENTRY.state]) opened.contents.set(path, Buffer.from(swap(Buffer.from(opened.contents.get(path) ?? []).toString())));
    const history = readJson<History>(opened, ENTRY.history);
    const changes = history.changes.map((change) => (change.verdict === undefined ? change : { ...change, verdict: swap(change.verdict) }));
    const facts = JSON.parse(history.statement?.text ?? "") as StatementFacts;
    const stateHash = nodePowers.sha256(opened.contents.get(ENTRY.state) ?? Buffer.of());
    const text = JSON.stringify({ ...facts, stateHash, asker: { ...facts.asker, publicKey: maker.x }, changes: facts.changes.map((one, i) => ({ ...one, verdict: nodePowers.sha256(Buffer.from(changes[i]?.verdict ?? "")) })) });
    writeJson(opened, ENTRY.history, { ...history, changes, keys: history.keys.map(({ kid }) => ({ kid, x: centre.x })), statement: { kid: history.statement?.kid, text, signature: signed(historySigningText(text), centre) } });
    return remade(opened, maker);
  }
  test("[EV4] made up from nothing it agrees with itself, and is never called sound: only a key from elsewhere tells it", () => {
    const bytes = madeUp();
    const alone = verify(bytes, []);
    expect([alone.verdict, alone.faults, brokenOf(alone), outcomeOf(alone, "centre-key")]).toEqual(["unproven", [], [], "unproven not-compared"]);
    const compared = verify(bytes);
    expect([compared.verdict, brokenOf(compared)]).toEqual(["falsified", ["centre-key another historique.json keys"]]);
  });

  test("[EV6] a change with another content, one left out, one added, another verdict: each is named", () => {
    const tampered = (change: (history: History) => History): readonly string[] => {
      const opened = openArchive(made.bytes);
      writeJson(opened, ENTRY.history, change(readJson<History>(opened, ENTRY.history)));
      return brokenOf(verify(remade(opened)));
    };
    const at = <T>(list: readonly T[], index: number, over: Partial<T>): readonly T[] => list.map((one, i) => (i === index ? { ...one, ...over } : one));
    expect(tampered((history) => ({ ...history, changes: at(history.changes, 0, { body: (history.changes[0]?.body ?? "").replace("1400000", "9900000") }) }))).toContain("changes body historique.json changes[0].body");
    expect(tampered((history) => ({ ...history, changes: history.changes.filter((_, i) => i !== 4) }))).toEqual(expect.arrayContaining(["changes other historique.json changes[4]"]));
    expect(tampered((history) => ({ ...history, changes: history.changes.slice(0, -1) }))).toContain("changes left-out historique.json changes");
    expect(tampered((history) => ({ ...history, changes: [...history.changes, ...history.changes.slice(0, 1)] }))).toContain("changes added historique.json changes[9]");
    expect(tampered((history) => ({ ...history, changes: at(history.changes, 5, { verdict: '{"kind":"accepted","version":6,"conflicts":[]} ' }) }))).toContain("changes verdict historique.json changes[5].verdict");
    expect(tampered((history) => ({ ...history, pushes: at(history.pushes, 0, { signature: signed("anything", newKey()) }) })).some((one) => one.startsWith("pushes forged"))).toBe(true);
    expect(tampered((history) => ({ ...history, links: [] })).some((one) => one.startsWith("pushes chain"))).toBe(true);
  });

  test("[EV8] [EV9] [EV10] the state, an approval, a step, a document told otherwise", () => {
    const opened = openArchive(made.bytes);
    opened.contents.set(ENTRY.state, Buffer.from(Buffer.from(opened.contents.get(ENTRY.state) ?? []).toString().replace("Vu, exemple.", "Vu, faux.   ")));
    expect(brokenOf(verify(remade(opened)))).toEqual(expect.arrayContaining(["state other etat.json"]));
    const told = (change: Parameters<typeof edit<Dossier>>[2]): readonly string[] => { const one = openArchive(made.bytes); edit<Dossier>(one, ENTRY.dossier, change); return brokenOf(verify(remade(one))); };
    expect(told((dossier) => void (dossier.approvals = []))).toContain("approvals other dossier.json approvals");
    expect(told((dossier) => void (dossier.steps[1] = { ...dossier.steps[1], on: "2020-04-01" } as (typeof dossier.steps)[number]))).toContain("steps other dossier.json steps[1].on");
    expect(told((dossier) => { const [one] = dossier.documents; if (one !== undefined) one.sha256 = "0".repeat(64); })).toContain("documents told-otherwise dossier.json documents[0].sha256");
    expect(told((dossier) => void (dossier.today.status = "draft"))).toContain("state told-otherwise dossier.json today.status");
  });

  test("[EV11] another content in the place of a document", () => {
    const opened = openArchive(made.bytes);
    const path = [...opened.contents.keys()].find((one) => one.startsWith("documents/01")) ?? "";
    opened.contents.set(path, Buffer.from("%PDF-1.4 another"));
    expect(brokenOf(verify(remade(opened)))).toEqual(expect.arrayContaining([`documents other ${path}`]));
  });

  test("[EV12] rules that give another figure, and other rules than those registered by", () => {
    const opened = openArchive(made.bytes);
    edit<Rules>(opened, ENTRY.rules, ({ replayed }) => { if (replayed?.ceiling !== undefined) (replayed.ceiling as { value: number }).value += 1; });
    expect(brokenOf(verify(remade(opened)))).toContain("rules other regles.json replayed.ceiling.value");
    const other = openArchive(made.bytes);
    edit<Rules>(other, ENTRY.rules, (rules) => void (rules.rules = "pge-france@9.9.9"));
    expect(brokenOf(verify(remade(other)))).toContain("rules inputs regles.json rules");
  });
});

describe("the calls", () => {
  test("of a registered file only; one given up is no more; beyond its end there is nothing", async () => {
    const { core } = world.maelle;
    const draft = await core.handlers["files.create"](undefined);
    if (!draft.ok) throw new Error("draft");
    unwrap(await core.handlers["files.saveField"]({ file: draft.value.file, field: "legalName", value: "Brouillon SARL" }), "draft");
    unwrap(await core.handlers["files.seal"]({ file: draft.value.file }), "seal");
    expect(await core.handlers["evidence.begin"]({ file: draft.value.file, language: "fr" })).toEqual({ ok: false, error: { code: "G9740" } });
    const begun = await core.handlers["evidence.begin"]({ file: world.file, language: "fr" });
    if (!begun.ok) throw new Error(begun.error.code);
    const { id } = begun.value;
    expect(await core.handlers["evidence.read"]({ id, offset: 0 })).toEqual({ ok: false, error: { code: "G9742" } });
    await core.handlers["evidence.end"]({ id });
    expect(await core.handlers["evidence.state"]({ id })).toEqual({ ok: false, error: { code: "G9742" } });
  });
});
