import { expect, test } from "vitest";
import { id, type BankId, type BranchId } from "../../shared/kernel/ids.ts";
import type { News } from "../../shared/sync/protocol.ts";
import { createNewsHub } from "./news-hub.ts";
import type { Caller } from "./services.ts";

const uuid = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const caller = (bank: number | undefined, branches: readonly number[]): Caller => ({
  user: "u", name: "n", role: bank === undefined ? "operator" : "advisor", bank: bank === undefined ? undefined : { id: id<BankId>(uuid(bank)), name: "b" },
  branches: branches.map((n) => ({ id: id<BranchId>(uuid(n)), name: "x" })),
});

test("[SY45] news of a branch goes to those of its bank and branch only, a date to everybody", () => {
  const heard: (readonly [string, News])[] = [];
  const hub = createNewsHub((error) => { throw error; });
  for (const [who, of] of Object.entries({ in: caller(1, [10]), other: caller(1, [11]), foreign: caller(2, [10]), operator: caller(undefined, []) })) hub.watch(of, (news) => heard.push([who, news]));
  expect(hub.hear(JSON.stringify({ bank: uuid(1), branch: uuid(10), n: 4 }))).toBeUndefined();
  expect(heard).toEqual([["in", { branch: uuid(10), n: 4 }]]);
  expect(hub.hear(JSON.stringify({ businessDate: "2020-05-01" }))).toBe("2020-05-01");
  expect(heard.slice(1).map(([who]) => who)).toEqual(["in", "other", "foreign", "operator"]);
});

test.each(["", "{", "null", "[]", '{"bank":1}', '{"businessDate":"2020-02-30"}', '{"branch":"x","n":-1}'])("[SY45] %j on the line is passed over", (payload) => {
  const heard: News[] = [];
  const hub = createNewsHub((error) => { throw error; });
  hub.watch(caller(1, [10]), (news) => heard.push(news));
  expect(hub.hear(payload)).toBeUndefined();
  expect(heard).toEqual([]);
});

test("[SY45] a listener that throws is told of and harms nobody else; one that stopped hears no more", () => {
  const [errors, heard]: [unknown[], News[]] = [[], []];
  const hub = createNewsHub((error) => errors.push(error));
  hub.watch(caller(1, [10]), () => { throw new Error("broken pipe"); });
  const stop = hub.watch(caller(1, [10]), (news) => heard.push(news));
  hub.hear(JSON.stringify({ bank: uuid(1), branch: uuid(10), n: 1 }));
  stop();
  hub.hear(JSON.stringify({ bank: uuid(1), branch: uuid(10), n: 2 }));
  expect([errors.length, heard]).toEqual([2, [{ branch: uuid(10), n: 1 }]]);
});
