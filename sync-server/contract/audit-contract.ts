import { expect, test } from "vitest";
import { firstBroken, NO_LINK, type AuditLink } from "../../shared/audit/audit-link.ts";
import { id, type BankId } from "../../shared/kernel/ids.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { createAuditor } from "../domain/audit/create-auditor.ts";
import { verifyCentre } from "../domain/audit/verify-centre.ts";
import { importDirectory } from "../domain/directory.ts";
import { sha256 } from "../domain/sha256.ts";
import { contractWorld, created, edited, freshSiren, submitted, type OpenStore } from "../testing/contract-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { newId } from "../testing/workstation.ts";
import type { SmallWorld } from "../testing/small-world.ts";

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
}
