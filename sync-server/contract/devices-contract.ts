import { expect, test } from "vitest";
import { instant } from "../../shared/kernel/instant.ts";
import { erasedSigningText, orderSigningText, type Device, type EraseMode } from "../../shared/sync/device-messages.ts";
import { importDirectory } from "../domain/directory.ts";
import { handleOf } from "../domain/devices/see-device.ts";
import { approving, decidePolicy } from "../testing/approving-bank.ts";
import { contractWorld, created, errorOf, ownBranch, valueOf, type OpenStore } from "../testing/contract-world.ts";
import { sealForCentre } from "../testing/seal-for-centre.ts";
import type { SmallWorldOptions } from "../testing/small-world.ts";
import { createWorkstation, newId, type Workstation } from "../testing/workstation.ts";

const HOUR = 3_600_000;

/** What every centre must do with workstations: approval, the end of one at the word of two, the order to erase. [DV1] to [DV7]. */
export function devicesContract(open: OpenStore): void {
  const { world, store } = contractWorld(open);

  async function made(options: SmallWorldOptions & { readonly approves?: boolean } = {}) {
    const { approves = true, ...rest } = options;
    let at = Date.now();
    const directory = approving(false);
    const it = await world({ directory, now: () => instant(at), ...rest });
    // Those who answer for others worked before the bank wanted approvals.
    const before = new Map<string, Workstation>();
    for (const name of ["anna", "odile", "luc"]) before.set(name, await it.workstation(name));
    if (approves) await decidePolicy(store(), directory, { approveWorkstations: true });
    const desk = (name: string): Workstation => before.get(name) ?? (() => { throw new Error(`no desk of ${name}`); })();
    const fresh = async (name: string) => {
      const station = createWorkstation(it.services, await it.caller(name), it.address);
      return { station, enrolled: await station.enrol() };
    };
    at += 10_000; // what the centre remembers of the policy is over
    const ask = { protocol: 1, ...it.address };
    const named = ({ replica }: Workstation) => ({ ...ask, device: handleOf(replica) });
    const decide = async (by: string, of: Workstation, decision: "approve" | "refuse" = "approve") => it.services.devices.decide(await it.caller(by), { ...named(of), decision });
    const revoke = async (by: string, of: Workstation, erase?: EraseMode) => it.services.devices.revoke(await it.caller(by), { ...named(of), ...(erase === undefined ? {} : { erase }) });
    const list = async (by: string) => valueOf(await it.services.devices.list(await it.caller(by), ask)).devices;
    const seen = async (by: string, of: Workstation) => (await list(by)).find(({ device }) => device === handleOf(of.replica));
    const signed = (of: Workstation, bank = of.caller.bank?.id ?? "") => ({ protocol: 1, centre: it.address.centre, bank, replica: of.replica });
    const order = (of: Workstation, key?: Workstation) => it.services.devices.order({ ...signed(of), signature: of.signed(orderSigningText(signed(of)), key?.keys.privateKey) });
    const erased = (of: Workstation, key?: Workstation) => it.services.devices.erased({ ...signed(of), at: 7, signature: of.signed(erasedSigningText({ ...signed(of), at: 7 }), key?.keys.privateKey) });
    return { ...it, ask, desk, fresh, decide, revoke, list, seen, order, erased, named, pass: (ms: number) => void (at += ms) };
  }
  const drafts = (station: Workstation) => station.seal(created(newId(), {}));

  test("[DV1] a new workstation that nobody approved sends nothing and reads nothing; once approved, all of it goes on as it was", async () => {
    const it = await made();
    const { station, enrolled } = await it.fresh("marie");
    expect(enrolled.ok).toBe(true);
    drafts(station);
    const branch = ownBranch(station);
    const message = { ...it.ask, replica: station.replica };
    const file = newId();
    const answers = {
      push: await station.push(1), pull: await station.pull([{ branch, n: 0 }]), snapshot: await station.snapshot(branch), buckets: await station.buckets(branch), list: await station.bucketList(branch, [0]), files: await station.bucketFiles(branch, [file]),
      keys: await it.services.branchKeys(station.caller, message), history: await it.services.history(station.caller, { ...message, file }), attest: await it.services.attest(station.caller, { ...message, file, language: "fr" }, ""),
      find: await it.services.documents.find(station.caller, { ...message, file, document: "0".repeat(64) }), read: await it.services.documents.read(station.caller, { file, document: "0".repeat(64) }, undefined),
      late: await it.services.lateVerdicts(station.caller, message), missing: await it.services.missing(station.caller, { ...message, files: [] }),
    };
    expect(Object.entries(answers).map(([name, answer]) => [name, answer.ok ? "ok" : answer.error.code])).toEqual(Object.keys(answers).map((name) => [name, "G9501"]));
    expect((await it.seen("anna", station))?.state).toBe("waiting");
    expect(valueOf(await it.decide("anna", station)).device).toMatchObject({ state: "working", decided: { by: "anna" }, may: ["revoke", "erase"] });
    expect(valueOf(await station.push(1)).verdicts[0]?.kind).toBe("accepted");
    expect(valueOf(await station.pull([{ branch, n: 0 }])).feeds[0]?.entries).toHaveLength(1);
  });

  test("[DV1] what waits does not leave in a colleague's hands either; and where no bank asks, or before it asked, nobody waits", async () => {
    const it = await made();
    const { station } = await it.fresh("marie");
    drafts(station);
    const [key] = (await it.services.centre()).sealingKeys;
    if (key === undefined) throw new Error("the centre tells no key");
    const sealed = sealForCentre({ ...it.address, key }, { bank: station.caller.bank?.id ?? "", push: station.requestFrom(1) });
    expect(errorOf(await it.services.takeSealed(it.desk("anna").caller, sealed)).code).toBe("G9501");
    expect((await it.desk("anna").pull([{ branch: ownBranch(it.desk("anna")), n: 0 }])).ok).toBe(true);
    const free = await made({ approves: false });
    const other = await free.fresh("marie");
    drafts(other.station);
    expect((await other.station.push(1)).ok).toBe(true);
  });

  test("[DV2] whoever answers for all branches of its owner approves, an administrator for anybody, nobody for herself", async () => {
    const it = await made();
    const { station } = await it.fresh("marie");
    const told: Record<string, string> = {};
    for (const by of ["marie", "paul", "luc", "sam"]) told[by] = errorOf(await it.decide(by, station)).code;
    expect(told).toEqual({ marie: "G3002", paul: "G3002", luc: "G9506", sam: "G3002" });
    const second = (await it.fresh("anna")).station;
    expect(errorOf(await it.decide("anna", second)).code).toBe("G3002");
    expect((await it.decide("odile", second)).ok).toBe(true);
    const root = (await it.fresh("root")).station;
    expect(errorOf(await it.decide("root", station)).code).toBe("G9501"); // nobody approved hers yet
    expect(errorOf(await it.decide("odile", root)).code).toBe("G9506"); // of no branch: only another administrator, or the server's command
    await store().changeDevice({ bank: root.caller.bank?.id ?? ("" as never), branches: [], persons: [root.caller.user] }, root.replica, () => ({ change: { approval: { is: "approved", at: 1, by: undefined } }, answer: true }));
    expect((await it.decide("root", station)).ok).toBe(true);
    expect(errorOf(await it.decide("odile", station)).code).toBe("G9503");
  });

  test("[DV2] refused, it is told so; approved after all, it works", async () => {
    const it = await made();
    const { station } = await it.fresh("marie");
    drafts(station);
    expect(valueOf(await it.decide("anna", station, "refuse")).device).toMatchObject({ state: "refused", may: ["approve", "revoke", "erase"] });
    expect(errorOf(await station.push(1)).code).toBe("G9502");
    expect((await it.decide("odile", station)).ok).toBe(true);
    expect((await station.push(1)).ok).toBe(true);
  });

  test("[DV3] ended at the word of two different persons for the same; the first alone changes nothing, and her word is over after its time", async () => {
    const it = await made({ approves: false });
    const { station } = await it.fresh("marie");
    expect(valueOf(await it.revoke("anna", station))).toMatchObject({ done: false, device: { state: "working", asked: { by: "anna", mine: true }, may: ["withdraw"] } });
    expect((await it.seen("odile", station))?.may).toEqual(["confirm", "withdraw"]);
    expect(errorOf(await it.revoke("anna", station)).code).toBe("G9504");
    expect(errorOf(await it.revoke("odile", station, "now")).code).toBe("G9505");
    it.pass(73 * HOUR);
    expect((await it.seen("odile", station))?.asked).toBeUndefined();
    expect(valueOf(await it.revoke("odile", station)).done).toBe(false);
    expect((await station.pull([{ branch: ownBranch(station), n: 0 }])).ok).toBe(true);
    expect(valueOf(await it.revoke("anna", station))).toMatchObject({ done: true, device: { state: "revoked", revoked: { by: "anna" } } });
    expect(errorOf(await station.pull([{ branch: ownBranch(station), n: 0 }])).code).toBe("G3003");
    expect(errorOf(await it.revoke("odile", station)).code).toBe("G9503");
  });

  test("[DV3] a word is withdrawn; who sees it not, or has not the right, neither says nor withdraws one", async () => {
    const it = await made({ approves: false });
    const { station } = await it.fresh("marie");
    await it.revoke("anna", station, "carried");
    const told: Record<string, string> = {};
    for (const by of ["paul", "luc", "sam"]) told[by] = errorOf(await it.revoke(by, station, "carried")).code;
    expect(told).toEqual({ paul: "G9506", luc: "G9506", sam: "G3002" });
    expect(errorOf(await it.services.devices.withdraw(await it.caller("sam"), it.named(station))).code).toBe("G3002");
    expect(valueOf(await it.services.devices.withdraw(await it.caller("odile"), it.named(station))).device.asked).toBeUndefined();
    expect(valueOf(await it.revoke("odile", station, "carried")).done).toBe(false);
  });

  test("[DV4] her own she ends at one word, from a workstation that nobody approved; by its name nobody speaks as it", async () => {
    const it = await made({ approves: false });
    const lost = (await it.fresh("marie")).station;
    const mine = valueOf(await it.services.devices.mine(lost.caller, it.ask)).devices;
    expect(mine.map(({ device, state }) => [device, state])).toEqual([[handleOf(lost.replica), "working"]]);
    expect(JSON.stringify(mine)).not.toContain(lost.replica);
    await it.revoke("anna", lost); // somebody had begun: her own word is enough
    expect(valueOf(await it.revoke("marie", lost, "now"))).toMatchObject({ done: true, device: { state: "revoked", erase: { mode: "now", by: "marie" } } });
    expect((await it.seen("anna", lost))?.asked).toBeUndefined();
  });

  test("[DV5] support sees every workstation of the bank and may do nothing; a manager those of her branches; nobody another bank's", async () => {
    const it = await made({ approves: false });
    const marie = (await it.fresh("marie")).station;
    await it.fresh("lea");
    const names = async (by: string) => (await it.list(by)).map(({ name }) => name);
    expect(await names("sam")).toEqual(["anna", "lea", "luc", "marie", "odile"]);
    expect((await it.list("sam")).flatMap(({ may }) => may)).toEqual([]);
    expect(await names("luc")).toEqual(["lea", "luc"]);
    expect(errorOf(await it.services.devices.list(marie.caller, it.ask)).code).toBe("G3002");
expect(valueOf(await it.services.devices.list(await it.caller("zoe"), it.ask)).devices).toEqual([]);
  });

  test("[DV6] version and what waits are heard with a push or a pull, of a workstation that waits as well, and of nobody else's", async () => {
    const it = await made({ heardMs: 0 });
    const { station } = await it.fresh("marie");
    const paul = await it.caller("paul");
    await it.services.pull(paul, { ...it.ask, replica: station.replica, cursors: [{ branch: ownBranch(station), n: 0 }], limit: 1, workstation: { version: "9.9.9", waiting: 99 } });
    await it.services.pull(station.caller, { ...it.ask, replica: station.replica, cursors: [{ branch: ownBranch(station), n: 0 }], limit: 1, workstation: { version: "1.2.3", waiting: 4, oldestAt: 1_000 } });
    await store().noteHeard({ bank: station.caller.bank?.id ?? ("" as never), branches: [], persons: [paul.user] }, [{ replica: station.replica, person: paul.user, at: 9, version: "0", waiting: 0, oldestAt: undefined, clockOffMs: 1, diskFreeMib: 1 }]);
    await expect.poll(() => it.seen("anna", station)).toMatchObject({ state: "waiting", version: "1.2.3", waiting: { changes: 4, since: 1_000 } });
  });

  test("[FL1] clock and disk are heard with the same note; a note that says nothing of them leaves what was known", async () => {
    const it = await made({ approves: false, heardMs: 0 });
    const { station } = await it.fresh("marie");
    const note = async (told: object): Promise<void> => {
      it.pass(6 * 60_000);
      const fresh = await it.caller("marie");
      await it.services.pull(fresh, { ...it.ask, replica: station.replica, cursors: [{ branch: ownBranch(station), n: 0 }], limit: 1, workstation: { version: "1.2.3", waiting: 0, ...told } });
    };
    await note({});
    await expect.poll(() => it.seen("anna", station)).toMatchObject({ version: "1.2.3" });
    expect(await it.seen("anna", station)).not.toHaveProperty("clockOffMs");
    await note({ clockOffMs: -600_000, diskFreeMib: 0 });
    await expect.poll(() => it.seen("anna", station)).toMatchObject({ clockOffMs: -600_000, diskFreeMib: 0 });
    await note({ version: "1.2.2" });
    await expect.poll(() => it.seen("anna", station)).toMatchObject({ version: "1.2.2", clockOffMs: -600_000, diskFreeMib: 0 });
  });

  test("[FL3] pages tell each workstation that the caller sees once, and say who decided though she is on another page", async () => {
    const it = await made({ approves: false });
    for (const name of ["marie", "lea", "paul", "paul"]) await it.fresh(name);
    const { station } = await it.fresh("marie");
    await it.revoke("anna", station);
    await it.revoke("odile", station);
    const pages = async (by: string, limit: number, of: "list" | "mine" = "list") => {
      const told: Device[][] = [];
      for (let after: string | undefined; told.length < 99;) {
        const page = valueOf(await it.services.devices[of](await it.caller(by), { ...it.ask, limit, ...(after === undefined ? {} : { after }) }));
        told.push(page.devices);
        after = page.next;
        if (after === undefined) break;
      }
      return told;
    };
    for (const by of ["sam", "anna", "luc", "root"]) {
      const [whole, paged] = [await it.list(by), (await pages(by, 2)).flat()];
      expect(new Set(paged.map(({ device }) => device))).toEqual(new Set(whole.map(({ device }) => device)));
      expect(paged).toHaveLength(whole.length);
    }
    expect((await pages("sam", 2)).map((page) => page.length)).toEqual([2, 2, 2, 2]);
    expect(new Set((await pages("luc", 1)).map(([one]) => one?.name))).toEqual(new Set(["lea", "luc"]));
    expect((await pages("paul", 1, "mine")).map(([one]) => one?.name)).toEqual(["paul", "paul"]);
    expect((await pages("sam", 1)).flat().find(({ device }) => device === handleOf(station.replica))?.revoked).toMatchObject({ by: "odile" });
    expect((await pages("zoe", 5)).flat()).toEqual([]);
  });

  test("[DV7] the order to erase is told to the replica alone, and its last word is kept once", async () => {
    const it = await made({ approves: false });
    const { station } = await it.fresh("marie");
    expect(valueOf(await it.order(station))).toEqual({});
    expect(errorOf(await it.erased(station)).code).toBe("G9503");
    await it.revoke("anna", station, "carried");
    await it.revoke("odile", station, "carried");
    expect((await it.seen("anna", station))?.erase).toEqual({ mode: "carried", at: expect.any(Number), by: "odile" });
    expect(errorOf(await it.order(station, it.desk("luc"))).code).toBe("G3003"); // another key
    expect((await it.seen("anna", station))?.erase?.toldAt).toBeUndefined();
    expect(valueOf(await it.order(station)).erase?.mode).toBe("carried");
    expect((await it.seen("anna", station))?.erase?.toldAt).toEqual(expect.any(Number));
    await it.revoke("odile", station, "now");
    expect(valueOf(await it.revoke("anna", station, "now")).device.erase?.mode).toBe("now"); // stricter, at two words again
    expect(errorOf(await it.revoke("anna", station, "carried")).code).toBe("G9503");
    expect(errorOf(await it.erased(station, it.desk("luc"))).code).toBe("G3003");
    expect([valueOf(await it.erased(station)), valueOf(await it.erased(station))]).toEqual([{ taken: true }, { taken: true }]);
    expect(await it.seen("anna", station)).toMatchObject({ state: "revoked", erase: { doneAt: expect.any(Number) }, may: [] });
  });

  test("[DV7] whoever left the bank, or became an auditor, is sent away and told the order all the same", async () => {
    const it = await made({ approves: false });
    const { station } = await it.fresh("marie");
    const { station: other } = await it.fresh("paul");
    const [bank, ...others] = it.directory.banks;
    if (bank === undefined) throw new Error("no bank");
    const persons = bank.persons.filter(({ name }) => name !== "marie").map((one) => (one.name === "paul" ? { ...one, role: "auditor" as const, branches: [] } : one));
    await importDirectory(store(), { ...it.directory, banks: [{ ...bank, persons: [...persons, { id: newId(), subject: `second@${bank.id}`, name: "second", role: "administrator" as const, branches: [] }] }, ...others] });
    for (const gone of [station, other]) {
      await it.revoke("root", gone, "now");
      expect(valueOf(await it.revoke("second", gone, "now")).done).toBe(true);
      expect(valueOf(await it.order(gone)).erase?.mode).toBe("now");
    }
  });
}
