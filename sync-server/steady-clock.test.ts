import { expect, test } from "vitest";
import { createSteadyClock } from "./steady-clock.ts";

const START = Date.UTC(2026, 10, 29, 12);
const HOUR = 3_600_000;

/** A machine whose clock and whose passing time are moved apart at will. */
function world() {
  let [passed, off] = [0, 0];
  const said: string[] = [];
  const write = (facts: { readonly bySeconds?: unknown }, event: string): void => void said.push(`${event} ${String(facts.bySeconds)}`);
  const clock = createSteadyClock({ machine: () => START + passed + off, passed: () => passed, log: { info: write, error: write } });
  return {
    clock, said,
    pass: (ms: number) => { passed += ms; },
    jump: (ms: number) => { off += ms; },
    /** As a good database's. */
    hear: (off = 0) => clock.hear(START + passed + off),
    sinceStart: () => clock.now() - START,
  };
}

test("[CH4] a clock that jumps while the server works is not believed, forwards or backwards, and is again once it is right", () => {
  const { clock, said, pass, jump, hear, sinceStart } = world();
  pass(1_000);
  hear();
  expect(sinceStart()).toBe(1_000);
  jump(2 * HOUR);
  expect(sinceStart()).toBe(1_000);
  pass(2_000);
  hear();
  expect(sinceStart()).toBe(3_000);
  jump(-3 * HOUR);
  pass(2_000);
  hear();
  expect(sinceStart()).toBe(5_000);
  jump(HOUR);
  hear();
  expect([sinceStart(), clock.now()]).toEqual([5_000, START + 5_000]);
  expect(said).toEqual(["clock jumped: the machine's is not believed 7200", "clock is right again 0"]);
});

test("[CH4] a machine that slept, and one whose clock was wrong and is set right, are followed as soon as the database says so", () => {
  const slept = world();
  slept.jump(HOUR);
  expect(slept.sinceStart()).toBe(0);
  slept.hear(HOUR);
  expect(slept.sinceStart()).toBe(HOUR);
  const mended = world();
  mended.hear(-HOUR);
  mended.jump(-HOUR);
  mended.hear(-HOUR);
  expect(mended.sinceStart()).toBe(-HOUR);
  expect(mended.said).toEqual(["clock is not the database's 3600", "clock is right again 0"]);
});

test("[CH4] a database whose clock jumps moves no server, and is told", () => {
  const { said, pass, hear, sinceStart } = world();
  pass(1_000);
  hear(HOUR);
  hear(HOUR);
  expect(sinceStart()).toBe(1_000);
  expect(said).toEqual(["clock is not the database's -3600"]);
});

test("[CH4] a clock that is set right little by little is followed all the way", () => {
  const { pass, jump, sinceStart } = world();
  for (let n = 0; n < 100; n += 1) {
    pass(1_000);
    jump(1_000);
    sinceStart();
  }
  expect(sinceStart()).toBe(200_000);
});
