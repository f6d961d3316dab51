import { expect, test } from "vitest";
import { instant } from "../../shared/kernel/instant.ts";
import type { Diagnostic } from "../../shared/sync/diagnostic-messages.ts";
import type { News } from "../../shared/sync/protocol.ts";
import { handleOf } from "../domain/devices/see-device.ts";
import { approving } from "../testing/approving-bank.ts";
import { contractWorld, errorOf, ownBranch, valueOf, type OpenStore } from "../testing/contract-world.ts";
import type { Workstation } from "../testing/workstation.ts";

const DAY = 86_400_000;
const diagnostic: Diagnostic = {
  form: 1, madeAt: 1, version: "0.1.0", host: "electron", platform: "win32", arch: "x64", system: "10.0.22631", runtime: "24.1.0", uptimeMinutes: 9, memoryMib: 8_000, memoryFreeMib: 2_000, databaseMib: 12, rules: "pge-france@1.0.0", epoch: 1,
  sync: { kind: "idle", waiting: 0, newsHeldBack: false, folder: "none" }, counts: { files: 3, toSettle: 0, branches: 1, documentsUnsent: 0, changes: 7 }, errors: [{ code: "G5004", times: 2, lastAt: 1 }],
};

/** What every centre must do with diagnostics: asked for, given or declined by the owner alone, read for a while. [FL5], [FL7]. */
export function diagnosticsContract(open: OpenStore): void {
  const { world } = contractWorld(open);
  async function made() {
    let at = Date.now();
    const it = await world({ directory: approving(false), now: () => instant(at) });
    const marie = await it.workstation("marie");
    const ask = { protocol: 1, ...it.address };
    const { diagnostics } = it.services;
    const named = (of: Workstation) => ({ ...ask, device: handleOf(of.replica) });
    return {
      ...it, marie, named, pass: (ms: number) => void (at += ms),
      ask: async (by: string, of: Workstation, reason = "Lenteurs depuis lundi") => diagnostics.ask(await it.caller(by), { ...named(of), reason }),
      read: async (by: string, of: Workstation) => diagnostics.read(await it.caller(by), named(of)),
      mine: async (of: Workstation, as = of.caller) => valueOf(await diagnostics.mine(as, { ...ask, replica: of.replica })).demand,
      answer: (of: Workstation, id: string, given: boolean, as = of.caller) => diagnostics.answer(as, { ...ask, replica: of.replica, id, ...(given ? { diagnostic } : {}) }),
      pulled: async (of: Workstation) => valueOf(await it.services.pull(of.caller, { ...ask, replica: of.replica, cursors: [{ branch: ownBranch(of), n: 0 }], limit: 1 })),
    };
  }

  test("[FL5] asked for with a reason, told to the workstation with its next pull, given by its owner, read by whoever may", async () => {
    const it = await made();
    expect((await it.pulled(it.marie)).diagnostic).toBeUndefined();
    expect(errorOf(await it.read("anna", it.marie)).code).toBe("G9625");
    const asked = valueOf(await it.ask("anna", it.marie));
    expect(asked).toMatchObject({ by: "anna", reason: "Lenteurs depuis lundi" });
    await expect.poll(async () => (await it.pulled(it.marie)).diagnostic).toBe(true);
    expect(await it.mine(it.marie)).toMatchObject({ id: asked.id, by: "anna", reason: "Lenteurs depuis lundi" });
    expect(errorOf(await it.ask("sam", it.marie)).code).toBe("G9624");
    expect(valueOf(await it.read("root", it.marie))).not.toHaveProperty("answer");
    expect(valueOf(await it.answer(it.marie, asked.id, true))).toEqual({ taken: true });
    expect((await it.pulled(it.marie)).diagnostic).toBeUndefined();
    expect(errorOf(await it.answer(it.marie, asked.id, true)).code).toBe("G9622");
    for (const by of ["anna", "root", "sam"]) expect(valueOf(await it.read(by, it.marie))).toMatchObject({ answer: "given", diagnostic });
  });

  test("[FL5] declined, nothing is kept, and another may be asked for; nobody answers for another, and a demand is over after its time", async () => {
    const it = await made();
    const { id } = valueOf(await it.ask("root", it.marie));
    const paul = await it.caller("paul");
    expect(errorOf(await it.answer(it.marie, id, true, paul)).code).toBe("G9622");
    expect(await it.mine(it.marie, paul)).toBeUndefined();
    expect(valueOf(await it.answer(it.marie, id, false))).toEqual({ taken: true });
    expect(valueOf(await it.read("root", it.marie))).toMatchObject({ answer: "declined" });
    expect(valueOf(await it.read("root", it.marie))).not.toHaveProperty("diagnostic");
    const second = valueOf(await it.ask("root", it.marie));
    it.pass(15 * DAY);
    expect(await it.mine(it.marie)).toBeUndefined();
    expect(errorOf(await it.answer(it.marie, second.id, true)).code).toBe("G9622");
    expect((await it.ask("root", it.marie)).ok).toBe(true);
  });

  test("[FL7] what was sent is read for thirty days and then kept nowhere", async () => {
    const it = await made();
    const { id } = valueOf(await it.ask("sam", it.marie));
    await it.answer(it.marie, id, true);
    it.pass(29 * DAY);
    expect(valueOf(await it.read("sam", it.marie)).diagnostic).toEqual(diagnostic);
    it.pass(2 * DAY);
    expect(errorOf(await it.read("sam", it.marie)).code).toBe("G9625");
  });

  test("[FL5] only of workstations that one looks after and that work; advisors ask and read nothing, nor does another bank", async () => {
    const it = await made();
    const told: Record<string, string> = {};
    for (const by of ["marie", "paul", "luc", "zoe"]) told[by] = `${errorOf(await it.ask(by, it.marie)).code} ${errorOf(await it.read(by, it.marie)).code}`;
    expect(told).toEqual({ marie: "G3002 G3002", paul: "G3002 G3002", luc: "G9506 G9506", zoe: "G9506 G9506" });
    await it.services.devices.revoke(it.marie.caller, it.named(it.marie));
    expect(errorOf(await it.ask("anna", it.marie)).code).toBe("G9503");
  });

  test("[FL5] the branch's watchers are sent to ask at once, and nobody else's", async () => {
    const it = await made();
    const heard: Record<string, News[]> = { marie: [], lea: [] };
    const stops = await Promise.all(Object.entries(heard).map(async ([name, news]) => it.services.watch(await it.caller(name), (one) => news.push(one))));
    await it.ask("anna", it.marie);
    await expect.poll(() => heard["marie"]).toEqual([{ branch: ownBranch(it.marie), n: 0 }]);
    expect(heard["lea"]).toEqual([]);
    for (const stop of stops) stop();
  });
}
