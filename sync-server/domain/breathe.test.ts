import { expect, test } from "vitest";
import { createBreath } from "./breathe.ts";

test("a large push lets others in between, a small one goes through in one go", async () => {
  let turns = 0;
  let next: NodeJS.Immediate | undefined;
  const others = (): void => {
    turns += 1;
    next = setImmediate(others);
  };
  const work = async (changes: number): Promise<void> => {
    const breath = createBreath();
    for (let i = 0; i < changes; i += 1) await breath();
  };
  others();
  const before = turns;
  await work(49);
  expect(turns).toBe(before);
  await work(1_000);
  expect(turns).toBeGreaterThanOrEqual(before + 19);
  clearImmediate(next);
});
