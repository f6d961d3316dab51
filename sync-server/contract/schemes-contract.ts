import { createPublicKey, verify } from "node:crypto";
import { expect, test, vi } from "vitest";
import { instant } from "../../shared/kernel/instant.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { parsePackText, type ParsedPack } from "../../shared/pge/packs/document/parse-pack.ts";
import { publicationText, withdrawalText } from "../../shared/sync/pack-messages.ts";
import { LOCAL_RECOVERY, localRecovery } from "../../shared/testing/local-recovery.ts";
import { signingKey } from "../domain/key-ring.ts";
import { createReceiptSigner } from "../domain/receipt.ts";
import { createSchemeDesk } from "../domain/schemes/create-scheme-desk.ts";
import { previewPack, type ChangedFile } from "../domain/schemes/preview-pack.ts";
import { contractWorld, created, errorOf, freshSiren, stateOf, submitted, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { createSmallWorld } from "../testing/small-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { newId } from "../testing/workstation.ts";

const DAY = "2020-06-15";
const HOUR = 3_600_000;
const underScheme = () => soundFields({ siren: freshSiren(), scheme: LOCAL_RECOVERY });

/** What every centre must do with packs of rules: [SP5] to [SP8]. boss and chief are operators. The store of maps reads no whole bank: nothing is previewed there. */
export function schemesContract(open: OpenStore, { readsWholeBanks = true } = {}): void {
  const { world, store } = contractWorld(open);
  let versions = 0;

  async function desk() {
    const made = await world();
    await made.services.setBusinessDate(await made.caller("anna"), legalDate(DAY));
    const keys = await store().signingKeys();
    const signer = createReceiptSigner(signingKey(keys as [typeof keys[number], ...typeof keys], instant(Date.now())));
    let at = Date.now();
    const schemes = createSchemeDesk({ store: store(), centre: { id: made.address.centre }, signer: () => signer, now: () => at, secondWordMs: HOUR });
    versions += 1;
    const text = JSON.stringify({ ...localRecovery.document, version: `1.1.${versions}` });
    const parsed: ParsedPack = unwrap(parsePackText(text), "the fictitious scheme");
    const [boss, chief, marie] = [await made.caller("boss"), await made.caller("chief"), await made.workstation("marie")];
    const request = async (have: readonly string[] = []) => valueOf(await made.services.packs(marie.caller, { protocol: 1, ...made.address, replica: marie.replica, have: [...have] }));
    const told = async (name: string) => (await request()).packs.find((one) => one.name === name);
    const judges = async (rules: string) => await vi.waitFor(async () => expect((await made.services.centre()).rules).toBe(rules), { timeout: 5_000 });
    const name = `pge-france@1.1.${versions}`;
    return { ...made, schemes, text, parsed, boss, chief, marie, request, told, judges, name, pass: (ms: number) => void (at += ms) };
  }
  async function published() {
    const it = await desk();
    valueOf(await it.schemes.propose(it.boss, it.parsed, it.text));
    valueOf(await it.schemes.approve(it.chief, it.name));
    await it.judges(it.name);
    return { ...it, end: async () => { await it.schemes.withdraw(it.boss, it.name); await it.schemes.withdraw(it.chief, it.name); await it.judges("pge-france@1.0.0"); } };
  }

  test("[SP5] published by another operator than whoever composed it; until then no workstation hears of it and nothing is judged by it", async () => {
    const it = await desk();
    expect(errorOf(await it.schemes.propose(it.marie.caller, it.parsed, it.text))).toMatchObject({ code: "G3002" });
    expect(errorOf(await it.schemes.propose({ ...it.boss, user: newId() }, it.parsed, it.text))).toMatchObject({ code: "G3002" });
    expect(valueOf(await it.schemes.propose(it.boss, it.parsed, it.text)).standing).toBe("proposed");
    expect(errorOf(await it.schemes.propose(it.chief, it.parsed, it.text))).toMatchObject({ code: "G9612" });
    expect(errorOf(await it.schemes.approve(it.boss, it.name))).toMatchObject({ code: "G9504" });
    expect(errorOf(await it.schemes.withdraw(it.chief, it.name))).toMatchObject({ code: "G9613" });
    expect([await it.told(it.name), (await it.services.centre()).rules]).toEqual([undefined, "pge-france@1.0.0"]);
    expect(valueOf(await it.schemes.turnDown(it.chief, it.name)).standing).toBe("turned-down");
    expect(errorOf(await it.schemes.approve(it.chief, it.name))).toMatchObject({ code: "G9613" });
    expect(errorOf(await it.schemes.approve(it.chief, "pge-france@8.8.8"))).toMatchObject({ code: "G9611" });
    await expect(store().sayOfPack({ name: it.name, step: "published", person: it.boss.user, at: 1, until: null, signature: "k.s" })).rejects.toThrow();
  });

  test("[SP6] once published it judges at every server without a restart, and the registration names the version", async () => {
    const other = await createSmallWorld(store());
    const lea = await other.workstation("lea");
    await lea.send(created(newId()));
    const heard: unknown[] = [];
    other.services.watch(lea.caller, (news) => heard.push(news));
    const it = await published();
    await vi.waitFor(() => expect(heard).toContainEqual({ branch: lea.caller.branches[0]?.id, n: 1 }), { timeout: 5_000 });
    await vi.waitFor(async () => expect((await other.services.centre()).rules).toBe(it.name), { timeout: 5_000 });
    const file = newId();
    const [, verdict] = await it.marie.send(created(file, underScheme()), submitted(file, 1));
    expect(verdict).toMatchObject({ kind: "accepted", number: expect.any(String) });
    expect(await stateOf(it.marie, file)).toMatchObject({ status: "registered", registration: { rules: it.name }, fields: { scheme: LOCAL_RECOVERY } });
    const low = newId();
    expect(await it.marie.send(created(low, { ...underScheme(), amount: 100_000 }), submitted(low, 1))).toMatchObject([{ kind: "accepted" }, { kind: "refused", code: "G2003", fields: [{ field: "amount", reason: "relance-fictive.MONTANT_TROP_BAS" }] }]);
    await it.end();
  });

  test("[SP6] what workstations are told bears the centre's signature over the name and the hash of the text; a document that is there is not sent again", async () => {
    const it = await published();
    const one = await it.told(it.name);
    const key = (await it.services.centre()).receiptKeys.find(({ kid }) => kid === one?.published.kid);
    const signed = (text: string, signature: string) => verify(null, Buffer.from(text), createPublicKey({ key: { ...key }, format: "jwk" }), Buffer.from(signature, "base64url"));
    if (one === undefined) throw new Error("not told");
    expect(one.document).toBe(it.text);
    expect(signed(publicationText(it.address.centre, { name: it.name, hash: one.hash, at: one.published.at }), one.published.signature)).toBe(true);
    expect((await it.request([it.name])).packs.find(({ name }) => name === it.name)).toEqual({ name: one.name, hash: one.hash, published: one.published });
    await it.end();
    const after = await it.told(it.name);
    expect(signed(withdrawalText(it.address.centre, { name: it.name, hash: one.hash, at: after?.withdrawn?.at ?? 0 }), after?.withdrawn?.signature ?? "")).toBe(true);
  });

  test("[SP7] withdrawn at the word of two, the version before judges again; what it registered stays, and its name is never used again", async () => {
    const it = await published();
    const file = newId();
    await it.marie.send(created(file, underScheme()), submitted(file, 1));
    expect(valueOf(await it.schemes.withdraw(it.boss, it.name)).standing).toBe("withdrawal-asked");
    expect(errorOf(await it.schemes.withdraw(it.boss, it.name))).toMatchObject({ code: "G9504" });
    it.pass(HOUR + 1);
    expect(valueOf(await it.schemes.withdraw(it.chief, it.name)).standing).toBe("withdrawal-asked");
    await expect(store().sayOfPack({ name: it.name, step: "withdrawn", person: it.chief.user, at: Date.now(), until: null, signature: "k.s" })).rejects.toThrow();
    expect(valueOf(await it.schemes.withdraw(it.boss, it.name)).standing).toBe("withdrawn");
    await it.judges("pge-france@1.0.0");
    expect(errorOf(await it.schemes.withdraw(it.chief, it.name))).toMatchObject({ code: "G9613" });
    expect(errorOf(await it.schemes.propose(it.boss, it.parsed, it.text))).toMatchObject({ code: "G9612" });
    expect(await stateOf(it.marie, file)).toMatchObject({ status: "registered", registration: { rules: it.name } });
    const late = newId();
    expect(await it.marie.send(created(late, underScheme()), submitted(late, 1))).toMatchObject([{ kind: "accepted" }, { kind: "refused", code: "G2003", fields: [{ field: "scheme", reason: "DISPOSITIF_INCONNU" }] }]);
  });

  test.runIf(readsWholeBanks)("[SP8] the preview reads every file and tells of each bank who changes, by how much and why, and nothing of a client", async () => {
    const it = await desk();
    const [draft, registered] = [newId(), newId()];
    const siren = freshSiren();
    const fields = soundFields({ siren, scheme: LOCAL_RECOVERY });
    await it.marie.send(created(draft, fields), created(registered, soundFields({ siren: freshSiren() })), submitted(registered, 1));
    const tighter = unwrap(parsePackText(JSON.stringify({ ...it.parsed.document, parameters: { ...it.parsed.document.parameters, turnoverSharePct: [{ from: "2020-03-16", value: 10, text: "arrete-2020-03-23-art-5" }] } })), "a tighter pack");
    const found: ChangedFile[] = [];
    const preview = async (pack = it.parsed, signal = new AbortController().signal) => await previewPack({ changed: async (files) => void found.push(...files), store: store(), packs: (await import("../../shared/pge/packs/packs.ts")).BUILT_IN, pack: pack.pack, from: pack.document.from, businessDate: legalDate(DAY), signal, progress: () => undefined });
    const mine = async (pack = it.parsed) => (await preview(pack)).banks.find(({ bank }) => bank === it.marie.caller.bank?.id);
    const told = await mine();
    expect(told?.drafts).toMatchObject({ files: 1, changed: 1, figures: { quotaPct: { files: 1, down: 1, by: -500 } } });
    expect([...(told?.drafts.reasons ?? [])]).toEqual([["DISPOSITIF_INCONNU", { appears: 0, goes: 1 }]]);
    expect([...(told?.drafts.decisions ?? [])]).toEqual([["INELIGIBLE → ACCEPTABLE", 1]]);
    expect(told?.registered).toMatchObject({ files: 1, changed: 0 });
    const place = { bank: it.marie.caller.bank?.id, branch: it.marie.caller.branches[0]?.id };
    expect(found.filter(({ bank }) => bank === place.bank)).toMatchObject([{ ...place, file: draft, status: "draft", number: undefined, before: { decision: "INELIGIBLE" }, after: { decision: "ACCEPTABLE" }, comparison: { reasons: [{ reason: "DISPOSITIF_INCONNU", appears: false }] } }]);
    expect((await mine(tighter))?.registered).toMatchObject({ files: 1, changed: 1, figures: { ceiling: { files: 1, down: 1, by: -60_000_000 } } });
    expect(found.filter(({ file }) => file === registered)).toMatchObject([{ ...place, status: "registered", number: expect.any(String), after: { ceiling: { value: expect.any(Number) } } }]);
    expect(JSON.stringify(await preview())).not.toContain(siren);
    expect(await preview(it.parsed, AbortSignal.abort())).toMatchObject({ cut: true, files: 0 });
  });
}
