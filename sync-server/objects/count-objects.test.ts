import { expect, test } from "vitest";
import { countObjects } from "./count-objects.ts";
import { ObjectsAway, type ObjectStore } from "./object-store.ts";

test("work that is done and work that found the store away are counted; another fault is neither", async () => {
  const faults: readonly unknown[] = [undefined, new ObjectsAway("x"), new RangeError("ours")];
  let turn = 0;
  const read = async (): Promise<undefined> => { const fault = faults[turn++]; if (fault !== undefined) throw fault; };
  const [counted, key]: [string[], { bank: string; file: string; document: string }] = [[], { bank: "b", file: "f", document: "d" }];
  const objects = countObjects({ kind: "s3", read } as unknown as ObjectStore, (how) => void counted.push(how));
  for (const fault of faults) {
    const asked = objects.read(key, { from: 0, to: 1 });
    if (fault === undefined) await asked;
    else await expect(asked).rejects.toBe(fault);
  }
  expect(counted).toEqual(["done", "away"]);
});
