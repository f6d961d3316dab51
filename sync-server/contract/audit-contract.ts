import { expect, test } from "vitest";
import { firstBroken, NO_LINK, type AuditLink } from "../../shared/audit/audit-link.ts";
import { id, type BankId } from "../../shared/kernel/ids.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { createAuditor } from "../domain/audit/create-auditor.ts";
import { verifyCentre } from "../domain/audit/verify-centre.ts";
import { importDirectory } from "../domain/directory.ts";
import { sha256 } from "../domain/sha256.ts";
import { contractWorld, created, edited, errorOf, freshSiren, submitted, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { createWorkstation, newId } from "../testing/workstation.ts";
import { erasedSigningText } from "../../shared/sync/device-messages.ts";
import { handleOf } from "../domain/devices/see-device.ts";
import { approving, decidePolicy } from "../testing/approving-bank.ts";
import { twoBanks, type SmallWorld } from "../testing/small-world.ts";

/** What the tables of every real store note by themselves, and the chain that it is linked into. */
export function auditContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);
  const linked = async (): Promise<void> => {
    while ((await store().linkAudit(100, Date.now())) > 0);
  };
  const ofBank = async ({ directory }: SmallWorld): Promise<readonly (Omit<AuditLink, "body"> & { readonly body: unknown })[]> => {
    await linked();
    const links = await store().auditLinksOf(id<BankId>(directory.banks[0]?.id ?? ""), 0, 10_000);
    return links.map((link) => ({ ...link, body: link.body === null ? null : JSON.parse(link.body) as unknown }));
  };
  const verified = async ({ services }: SmallWorld) => await verifyCentre({ store: store(), centre: { id: (await services.centre()).centre }, now: Date.now });

  test("a push is noted with its line's end and signature, an enrolment with its key: the chain holds from its first link on", async () => {
    const it = await world();
    const marie = await it.workstation("marie");
    const file = newId();
    await marie.send(created(file, soundFields({ siren: freshSiren() })), edited(file, 1, { city: [null, "Lyon"] }));
    await marie.send(submitted(file, 2));
    const links = await ofBank(it);
    expect(links.find(({ kind }) => kind === "workstation.enrolled")?.body).toMatchObject({ after: { replica_id: marie.replica, person_id: marie.caller.user } });
    const pushes = links.filter(({ kind }) => kind === "changes.taken").map(({ body }) => body);
    expect(pushes).toMatchObject([{ replica_id: marie.replica, first_seq: 1, last_seq: 2 }, { replica_id: marie.replica, first_seq: 3, last_seq: 3, last_hash: marie.lastHash() }]);
    expect(firstBroken(NO_LINK, await store().auditLinks(0, 10_000), sha256)).toBeUndefined();
    expect((await store().auditTip()).waiting).toBe(0);
  });

  test("a change of somebody's rights is noted with what was before and after; importing the same again notes nothing", async () => {
    const it = await world();
    const [bank, ...others] = it.directory.banks;
    const paul = bank?.persons.find(({ name }) => name === "paul");
    if (bank === undefined || paul === undefined) throw new Error("no paul");
    const before = (await ofBank(it)).length;
    await importDirectory(store(), it.directory);
    expect((await ofBank(it)).length).toBe(before);
    const persons = bank.persons.map((one) => (one === paul ? { ...paul, role: "manager" as const, branches: bank.branches.map((branch) => branch.id) } : one)).filter(({ name }) => name !== "lea");
    await importDirectory(store(), { ...it.directory, banks: [{ ...bank, persons }, ...others] });
    const told = (await ofBank(it)).slice(before).map(({ kind, body }) => [kind, body]);
    expect(told).toContainEqual(["person.changed", { before: { person_id: paul.id, role: "advisor", active: true }, after: { person_id: paul.id, role: "manager", active: true } }]);
    expect(told).toContainEqual(["branch.given", { after: { person_id: paul.id, branch_id: bank.branches[1]?.id } }]);
    const lea = bank.persons.find(({ name }) => name === "lea")?.id;
    expect(told).toContainEqual(["person.changed", { before: { person_id: lea, role: "advisor", active: true }, after: { person_id: lea, role: "advisor", active: false } }]);
  });

  test("absences, and workstations sent away, are noted; no note holds a name, a company or an amount", async () => {
    const it = await world();
    const [marie, anna] = [await it.workstation("marie"), await it.workstation("anna")];
    const siren = freshSiren();
    await marie.send(created(newId(), soundFields({ siren, legalName: "Boulangerie Introuvable" })));
    const manager = await it.caller("anna");
    const refused = await it.services.setAbsence(manager, { protocol: 1, ...it.address, absence: { from: "2020-04-20", until: "2020-04-24", standIn: marie.caller.user } });
    expect(refused.ok).toBe(false);
    await store().revokeReplica({ bank: id<BankId>(it.directory.banks[0]?.id ?? ""), branches: [], persons: [anna.caller.user] }, anna.replica, 1_600_000_000_000);
    const links = await ofBank(it);
    expect(links.find(({ kind }) => kind === "workstation.revoked")?.body).toMatchObject({ before: { replica_id: anna.replica }, after: { replica_id: anna.replica, revoked_at: 1_600_000_000_000 } });
    const text = JSON.stringify(links);
    for (const word of ["Introuvable", siren, "marie", "25000000"]) expect([word, text.includes(word)]).toEqual([word, false]);
  });

  test("a workstation's approval, the words on its end, its order and its last word are noted, with what was before and by whom", async () => {
    let at = Date.now();
    const directory = approving(false);
    const it = await world({ directory, now: () => instant(at) });
    const [anna, odile] = [(await it.workstation("anna")).caller, (await it.workstation("odile")).caller];
    await decidePolicy(store(), directory, { approveWorkstations: true });
    at += 10_000; // what the centre remembers of the policy is over
    const before = (await ofBank(it)).length;
    const marie = await it.caller("marie");
    const desk = createWorkstation(it.services, marie, it.address);
    await desk.enrol();
    const device = handleOf(desk.replica);
    const ask = { protocol: 1, ...it.address, device };
    for (const answer of [await it.services.devices.decide(anna, { ...ask, decision: "approve" }), await it.services.devices.revoke(anna, { ...ask, erase: "now" }), await it.services.devices.revoke(odile, { ...ask, erase: "now" })]) expect(answer.ok).toBe(true);
    const signed = { protocol: 1, centre: it.address.centre, bank: marie.bank?.id ?? "", replica: desk.replica };
    await it.services.devices.erased({ ...signed, at: 1, signature: desk.signed(erasedSigningText({ ...signed, at: 1 })) });
    const told = (await ofBank(it)).slice(before).filter(({ body }) => JSON.stringify(body).includes(desk.replica) && !JSON.stringify(body).includes("public_key"));
    const own = { replica_id: desk.replica, person_id: marie.user };
    expect(told.map(({ kind, body }) => [kind, body])).toMatchObject([
      ["workstation.waits", { after: { ...own, approval: "waiting" } }],
      ["workstation.decided", { before: { approval: "waiting" }, after: { ...own, approval: "approved", approval_by: anna.user } }],
      ["word.asked", { after: { kind: "device", subject: desk.replica, detail: "revoke now", asked_by: anna.user } }],
      ["word.settled", { after: { asked_by: anna.user, settled: "confirmed", settled_by: odile.user } }],
      ["workstation.revoked", { before: { replica_id: desk.replica }, after: { ...own, revoked_by: odile.user } }],
      ["workstation.erase", { after: { ...own, erase: "now", erase_by: odile.user } }],
      ["workstation.erased", { after: own }],
    ]);
    expect(JSON.stringify(told)).not.toContain("marie");
  });

  test("a bank reads its own links only, and the centre's own are nobody's of a bank", async () => {
    const it = await world();
    await it.workstation("marie");
    await linked();
    const all = await store().auditLinks(0, 10_000);
    const [a, b] = it.directory.banks.map((bank) => bank.id);
    expect(all.some(({ bank }) => bank === a) && all.some(({ bank }) => bank === b) && all.some(({ bank }) => bank === null)).toBe(true);
    expect(new Set((await store().auditLinksOf(id<BankId>(a ?? ""), 0, 10_000)).map(({ bank }) => bank))).toEqual(new Set([a]));
  });

  test("two processes link at the same time, and every event is in the chain once", async () => {
    const it = await world();
    const marie = await it.workstation("marie");
    for (let n = 0; n < 12; n += 1) await marie.send(created(newId(), {}));
    const auditors = [1, 2, 3].map(() => createAuditor({ store: store(), now: () => instant(Date.now()), onError: (error) => { throw error; } }));
    await Promise.all(auditors.map(({ run }) => run()));
    await Promise.all(auditors.map(({ stop }) => stop()));
    expect((await ofBank(it)).filter(({ kind }) => kind === "changes.taken")).toHaveLength(12);
    expect(firstBroken(NO_LINK, await store().auditLinks(0, 10_000), sha256)).toBeUndefined();
  });

  test("what the centre keeps verifies from end to end, after registrations, refusals, a loan's life and a file of another bank", async () => {
    const it = await world();
    const [marie, anna, zoe] = [await it.workstation("marie"), await it.workstation("anna"), await it.workstation("zoe")];
    const [file, other] = [newId(), newId()];
    await marie.send(created(file, soundFields({ siren: freshSiren() })), submitted(file, 1), edited(file, 1, { city: [null, "Nice"] }), created(other, {}), submitted(other, 1));
    await anna.send({ kind: "recorded", file, base: 2, body: { step: "cancelled", facts: { on: "2020-04-15", reason: "ABANDON_CLIENT", why: "Renoncement." } } });
    await zoe.send(created(newId(), soundFields({ siren: freshSiren() })));
    const report = await verified(it);
    expect(report.faults).toEqual([]);
    expect(report.tip.n).toBe(report.links);
    expect([report.workstations >= 3, report.changes >= 7, report.pushes >= 3, report.files >= 3, report.loans >= 1]).toEqual([true, true, true, true, true]);
  });

  async function withAuditor() {
    const directory = twoBanks();
    const [bank, ...others] = directory.banks;
    if (bank === undefined) throw new Error("no bank");
    const person = (name: string, role: "auditor" | "supervisor", branches: readonly string[]) => ({ id: newId(), subject: `${name}@${bank.id}`, name, role, branches });
    const regional = bank.branches.map((branch) => ({ ...branch, region: "Ouest" }));
    const it = await world({ directory: { ...directory, banks: [{ ...bank, branches: regional, persons: [...bank.persons, person("aude", "auditor", []), person("sol", "supervisor", regional.slice(0, 1).map(({ id: branch }) => branch))] }, ...others] } });
    const siren = freshSiren();
    const [marie, zoe] = [await it.workstation("marie"), await it.workstation("zoe")];
    const [file, foreign] = [newId(), newId()];
    await marie.send(created(file, soundFields({ siren, legalName: "Société Inspectée" })), edited(file, 1, { city: [null, "Lyon"] }), submitted(file, 2));
    await zoe.send(created(foreign, soundFields({ siren })));
    const aude = await it.caller("aude");
    const message = { protocol: 1, ...it.address };
    return { ...it, marie, siren, file, foreign, aude, message, inspection: it.services.inspection };
  }
  const seen = async (it: SmallWorld) => (await ofBank(it)).filter(({ kind }) => kind === "file.seen").map(({ body }) => (body as { readonly after: unknown }).after);

  test("an auditor finds and reads files of her whole bank, and nothing of another; each is in the audit, with her name on it", async () => {
    const it = await withAuditor();
    const { inspection, aude, message, file, siren, foreign } = it;
    const found = valueOf(await inspection.files(aude, { ...message, search: { siren } })).files;
    expect(found).toMatchObject([{ file, name: "Société Inspectée", status: "registered", branchName: "A1" }]);
    expect(valueOf(await inspection.files(aude, { ...message, search: { number: found[0]?.number ?? "" } })).files.map((one) => one.file)).toEqual([file]);
    const read = valueOf(await inspection.file(aude, { ...message, file }));
    expect([read.changes.map(({ seq }) => seq), read.more, JSON.parse(read.changes[1]?.body ?? "{}")]).toEqual([[1, 2, 3], false, { edits: { city: { from: null, to: "Lyon" } } }]);
    expect(read.people).toEqual([{ user: it.marie.caller.user, name: "marie" }]);
    expect(errorOf(await inspection.file(aude, { ...message, file: foreign }))).toEqual({ code: "G2008" });
    const told = { person_id: aude.user, role: "auditor", file_id: file };
    expect(await seen(it)).toMatchObject([{ ...told, what: "found" }, { ...told, what: "found" }, { ...told, what: "read" }]);
    const events = valueOf(await inspection.events(aude, { ...message, file, limit: 10 })).events;
    expect(events.map(({ kind }) => kind)).toContain("file.seen");
    expect((await seen(it)).at(-1)).toMatchObject({ person_id: aude.user, what: "events", file_id: file });
  });

  test("files of her bank that name a person are found page by page, without telling of others; each page is in the audit before it is read", async () => {
    const it = await withAuditor();
    const { inspection, aude, message } = it;
    const [signed, written, called, own] = [newId(), newId(), newId(), newId()];
    await it.marie.send(
      created(signed, { legalName: "Garage Modèle", signatoryName: "Mme Éloïse LE FAUX-NOM" }), created(written, { legalName: "Autre", email: "eloise@exemple.fr" }), created(called, { legalName: "Encore", phone: "+33612345678" }),
      created(own, { siren: it.siren, legalName: "Faux Nom Éloïse", borrowerType: "EI" }), created(newId(), { legalName: "Tout autre", signatoryName: "Éloïse Nom" }),
    );
    const look = async (who: Parameters<typeof inspection.person>[1]["who"], after?: string) => valueOf(await inspection.person(aude, { ...message, who, ...(after === undefined ? {} : { after }) }));
    const byFile = async (who: Parameters<typeof look>[0]) => Object.fromEntries((await look(who)).files.map(({ file, by }) => [file, by]));
    expect(await byFile({ name: "eloise le faux nom" })).toEqual({ [signed]: ["signatoryName"] });
    expect(await byFile({ name: "Faux-Nom, Éloïse", email: "Eloise@exemple.fr", phone: "06.12.34.56.78" })).toEqual({ [signed]: ["signatoryName"], [written]: ["email"], [called]: ["phone"], [own]: ["legalName"] });
    expect(await byFile({ siren: it.siren })).toEqual({ [it.file]: ["siren"], [own]: ["siren"] });
    const all = [signed, written, called, own].toSorted();
    expect((await look({ name: "faux nom eloise" }, all.at(-1))).files.map(({ file }) => file).filter((file) => file <= (all.at(-1) ?? ""))).toEqual([]);
    expect(await look({ name: "nobody" })).toMatchObject({ files: [], read: 6 });
    expect((await seen(it)).every((one) => (one as { readonly person_id: string; readonly what: string }).person_id === aude.user)).toBe(true);
    expect((await seen(it)).length).toBe(5);
    const pretending = { ...(await it.caller("marie")), role: "auditor" as const };
    expect(errorOf(await inspection.person(pretending, { ...message, who: { name: "eloise" } }))).toEqual({ code: "G3002" });
  });

  test("whoever is no auditor reads nothing so, whatever the server asks for in her name", async () => {
    const it = await withAuditor();
    const { inspection, message, file } = it;
    for (const name of ["marie", "anna", "sol", "boss"]) expect([name, errorOf(await inspection.file(await it.caller(name), { ...message, file }))]).toEqual([name, { code: "G3002" }]);
    const pretending = { ...(await it.caller("marie")), role: "auditor" as const };
    expect(errorOf(await inspection.file(pretending, { ...message, file }))).toEqual({ code: "G3002" });
    expect(await seen(it)).toEqual([]);
  });

  test("a recovery key that was published, by whom, and a workstation that was opened by it, are noted", async () => {
    const it = await world({ directory: approving(false) });
    const { recoveryKeys } = it.services;
    const message = { protocol: 1, ...it.address };
    const [root, ada, marie] = [await it.caller("root"), await it.caller("ada"), await it.workstation("marie")];
    const x = "R".repeat(43);
    for (const by of [root, ada]) valueOf(await recoveryKeys.publish(by, { ...message, x }));
    const used = { ...message, replica: marie.replica, request: newId(), kid: "0123456789abcdef", at: 1_000 };
    expect(valueOf(await recoveryKeys.used(marie.caller, used))).toEqual({ taken: true });
    const noted = async (of: string) => (await ofBank(it)).filter(({ kind }) => kind === of).map(({ body }) => (body as { readonly after: unknown }).after);
    expect(await noted("recovery-key.published")).toMatchObject([{ n: 1, public_key: x, asked_by: root.user, confirmed_by: ada.user }]);
    expect(await noted("workstation.recovered")).toEqual([{ replica_id: marie.replica, person_id: marie.caller.user, request_id: used.request, kid: used.kid, used_at: 1_000 }]);
  });

  test("what a supervisor opened is noted when her workstation tells it, of files that she sees; an operator's finding by itself", async () => {
    const it = await withAuditor();
    const sol = await it.workstation("sol");
    const told = valueOf(await it.services.inspection.noteReads(sol.caller, { ...it.message, replica: sol.replica, reads: [{ file: it.file, at: 1_000 }, { file: it.foreign, at: 1_001 }] }));
    expect(told.taken).toBe(1);
    expect(errorOf(await it.services.inspection.noteReads(it.marie.caller, { ...it.message, replica: it.marie.replica, reads: [{ file: it.file, at: 1 }] }))).toEqual({ code: "G3002" });
    const boss = await it.caller("boss");
    await it.services.operator.find(boss, { ...it.message, search: { bank: it.directory.banks[0]?.id ?? "", siren: it.siren } });
    expect(await seen(it)).toEqual([{ person_id: sol.caller.user, role: "supervisor", what: "read", file_id: it.file, read_at: 1_000 }, { person_id: boss.user, role: "operator", what: "found", file_id: it.file, read_at: expect.any(Number) }]);
  });
}
