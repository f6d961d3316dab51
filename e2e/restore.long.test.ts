import { expect, onTestFinished, test } from "vitest";
import { openAgain, openFile, settled, until } from "../main/core/test-support/open-core.ts";
import { allHere, numbersOf, offersAll, person, register, rows, statusOf } from "./support/restore-people.ts";
import { startRestorableCentre } from "./support/restored-centre.ts";

/** Real cores, a real server process on PGlite, its folder copied and brought back by hand, as an operator does. */
test("[SY50] [SY51] [SY53] [SY54] [WS15] a centre restored from an older backup has every file and every number again once its workstations came back, and to the cent", async () => {
  const centre = await startRestorableCentre();
  const people = [await person(centre, "maelle.exemple"), await person(centre, "yann.modele"), await person(centre, "ines.exemple")] as const;
  const [maelle, yann, ines] = people;
  const some = async (from: number, to: number): Promise<void> => {
    for (let n = from; n < to; n += 1) await register(people[n % 3] ?? maelle, n);
    for (const each of people) await settled(each.core);
  };
  await some(0, 50);
  await centre.backUp();
  await some(50, 100);
  const [armor, littoral] = [67, 33];
  for (const [who, count] of [[maelle, armor], [yann, armor], [ines, littoral]] as const) await allHere(who, count);
  const before = await Promise.all(people.map(numbersOf));
  await centre.stop();
  const ledger = await centre.ledger();
  // Maëlle goes on while the centre is away: her file waits, and is not lost.
  const meanwhile = await register(maelle, 100);
  await centre.restore(false);

  // Nobody declared the restore: whoever was ahead stops, and the centre hears of it.
  await until("the workstations stop", async () => {
    for (const each of people) await each.core.handlers["sync.now"](undefined);
    return (await Promise.all(people.map(statusOf))).every(({ kind, error }) => kind === "stopped" && error?.code === "G4011");
  });
  await centre.stop();
  expect(await centre.report()).toMatchObject({ epoch: 1, recovering: false, alarms: expect.arrayContaining([expect.objectContaining({ kind: "replica-ahead" })]) });

  // Declared, each goes on by itself; what is typed meanwhile waits.
  await centre.beginEpoch();
  await centre.start();
  for (const each of people) await offersAll(each);
  const typed = await register(yann, 101);
  expect(await openFile(yann.core, typed)).toMatchObject({ status: "waiting" });
  expect(await centre.confirmEnd("maelle.exemple")).toBe("G3002");
  expect(await centre.confirmEnd("loic.fictif")).toEqual({ ended: false, confirmed: 1 });
  expect(await centre.confirmEnd("loic.fictif")).toBe("G4016");
  expect(await centre.confirmEnd("hugo.fictif")).toEqual({ ended: true, confirmed: 2 });
  for (const each of people) await each.core.handlers["sync.now"](undefined);
  for (const [who, count] of [[maelle, armor + 2], [yann, armor + 2], [ines, littoral]] as const) await allHere(who, count);

  const after = await Promise.all(people.map(numbersOf));
  for (const [index, numbers] of before.entries()) for (const [file, number] of numbers) expect(after[index]?.get(file)).toBe(number);
  for (const file of [meanwhile, typed]) expect(after[1]?.get(file)).toMatch(/^2-/);
  for (const each of people) expect((await each.core.handlers["core.verify"](undefined)).faults).toEqual([]);
  await centre.stop();
  const now = await centre.ledger();
  const known = new Set(ledger.map(({ siren }) => siren));
  expect(now.filter(({ siren }) => known.has(siren))).toEqual(ledger);
  expect(now.length).toBe(ledger.length + 2);
  expect(new Set(after.flatMap((numbers) => [...numbers.values()])).size).toBe(102);
  expect(await centre.report()).toMatchObject({ epoch: 2, recovering: false, waiting: [], missingFiles: [], absentReplicas: [] });
});

test("[SY51] [SY56] [WS16] what only a workstation that never comes back had sent is named, readable elsewhere, and nothing else is missing", async () => {
  const centre = await startRestorableCentre();
  const [maelle, yann] = [await person(centre, "maelle.exemple"), await person(centre, "yann.modele")];
  const kept = await register(maelle, 0);
  await settled(maelle.core);
  await centre.backUp();
  const [lost, found] = [await register(maelle, 1), await register(yann, 2)];
  for (const each of [maelle, yann]) await settled(each.core);
  await allHere(yann, 3);
  const number = (await openFile(yann.core, lost)).registration?.number;
  await maelle.core.close();
  await centre.restore(true);
  await offersAll(yann);
  for (const login of ["loic.fictif", "camille.centre"]) await centre.confirmEnd(login);
  await settled(yann.core);
  await until("the file is known to be lost", async () => {
    await yann.core.handlers["sync.now"](undefined);
    return !(await openFile(yann.core, lost)).editable;
  });
  expect(await yann.core.handlers["files.saveField"]({ file: lost, field: "city", value: "Brest" })).toMatchObject({ error: { code: "G4015" } });
  expect((await rows(yann)).map(({ file }) => file).toSorted()).toEqual([kept, lost, found].toSorted());
  expect((await openFile(yann.core, lost)).registration?.number).toBe(number);
  await centre.stop();
  expect(await centre.report()).toMatchObject({ missingFiles: [{ file: lost, number }], absentReplicas: [expect.anything()], reinstated: [{ file: found, flag: null }] });

  // She was only on leave: her workstation gives it back, after the recovery too.
  await centre.start();
  const again = await openAgain(maelle.deps);
  onTestFinished(() => again.close());
  await allHere({ ...maelle, core: again }, 3);
  await allHere(yann, 3);
  expect((await openFile(yann.core, lost)).registration?.number).toBe(number);
});
