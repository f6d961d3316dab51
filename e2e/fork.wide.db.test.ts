import { cpSync, rmSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { unwrap } from "../shared/kernel/result.ts";
import type { Core } from "../main/core/core.ts";
import type { CoreDeps } from "../main/core/deps.ts";
import { openAgain, settled, temporaryFolder, until } from "../main/core/test-support/open-core.ts";
import { cutCable } from "./support/cut-cable.ts";
import { allHere, person, register, rows, statusOf, type Person } from "./support/restore-people.ts";
import { startRestorableCentre } from "./support/restored-centre.ts";

/** Real cores and a real server process on PGlite. The restores themselves: restore.long.test.ts. */
test("[WS17] [SY57] a data folder copied while work waits: both go on, and everything is at the centre once", async () => {
  const centre = await startRestorableCentre();
  const original = await person(centre, "maelle.exemple");
  const first = await register(original, 0);
  await settled(original.core);
  original.cable.cut();
  const waiting = [await register(original, 1), await register(original, 2)];
  await original.core.close();
  const copyDir = temporaryFolder();
  onTestFinished(copyDir.remove);
  rmSync(copyDir.dir, { recursive: true });
  cpSync(original.dataDir, copyDir.dir, { recursive: true });
  const open = async (deps: CoreDeps): Promise<Core> => {
    const core = await openAgain(deps);
    onTestFinished(() => core.close());
    return core;
  };
  const one: Person = { ...original, core: await open(original.deps) };
  const cable = cutCable(globalThis.fetch);
  cable.cut();
  const two: Person = { deps: { ...original.deps, dataDir: copyDir.dir, fetch: cable.fetch }, cable, dataDir: copyDir.dir, core: await open({ ...original.deps, dataDir: copyDir.dir, fetch: cable.fetch }) };
  const [hers, copys] = [await register(one, 3), await register(two, 4)];
  one.cable.mend();
  await settled(one.core);
  two.cable.mend();
  await until("the copy stops", async () => {
    await two.core.handlers["sync.now"](undefined);
    return (await statusOf(two)).kind === "stopped";
  });
  expect(await statusOf(two)).toMatchObject({ error: { code: "G4009" }, waiting: 6 });
  expect(await one.core.handlers["sync.reissue"](undefined), "nothing asks for it there").toMatchObject({ ok: false, error: { code: "G4017" } });
  unwrap(await two.core.handlers["sync.reissue"](undefined), "reissue");
  await settled(two.core);
  const all = [first, ...waiting, hers, copys].toSorted();
  for (const each of [one, two]) {
    await allHere(each, 5);
    expect((await rows(each)).map(({ file }) => file).toSorted()).toEqual(all);
    expect((await each.core.handlers["core.verify"](undefined)).faults).toEqual([]);
  }
  // The copy opens again as what it is now, and the original is none the worse.
  await two.core.close();
  const reopened: Person = { ...two, core: await open(two.deps) };
  await register(reopened, 5);
  await settled(reopened.core);
  await allHere(one, 6);
  await centre.stop();
  expect(await centre.ledger()).toHaveLength(6);
  expect((await centre.ledger()).every(({ entries }) => entries === 1)).toBe(true);
  expect(await centre.report()).toMatchObject({ alarms: [{ kind: "fork" }] });
});
