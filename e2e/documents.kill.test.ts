import { expect, test } from "vitest";
import { createRandom } from "../shared/testing/random.ts";
import { startChild, type Child } from "./support/child.ts";
import { startCentre } from "./support/killed-centre.ts";
import { afterwards, pause, temporaryFolder } from "./support/killed-workstation.ts";

const rounds = process.env["GUICHET_LONG"] === undefined ? 3 : 20;

test(`[WS20] [WS21] the workstation killed outright ${2 * rounds} times while contents travel: what was shown as saved arrives whole, no part is taken twice, and a reader goes on where it stopped`, async () => {
  const seed = Number(process.env["GUICHET_SEED"] ?? Date.now() % 1_000_000);
  const random = createRandom(seed);
  const server = await startCentre();
  const [sender, reader] = [temporaryFolder(), temporaryFolder()];
  const run = (...args: readonly string[]): Child => {
    const child = startChild("e2e/support/document-client.ts", args);
    afterwards(() => child.kill9());
    return child;
  };
  const linesOf = (children: readonly Child[], what: string): readonly string[] => children.flatMap((child) => child.said().split("\n").filter((line) => line.startsWith(`${what} `)));
  const result = async (child: Child): Promise<{ readonly documents: readonly string[]; readonly faults: readonly string[] }> => JSON.parse((await child.saw(/done (.*)\n/))[1] ?? "{}");

  const sending: Child[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const child = run(sender, server.url, "up", String(round));
    sending.push(child);
    await child.saw(/attached (\S+) (\S+)\n/);
    if (round > 1) await Promise.race([child.saw(/part /).catch(() => undefined), child.ended]);
    await pause(random.between(0, 40));
    await child.kill9();
  }
  const last = run(sender, server.url, "up", "0");
  sending.push(last);
  const sent = await result(last);
  const attached = linesOf(sending, "attached").map((line) => line.split(" "));
  expect(attached, `seed ${seed}`).toHaveLength(rounds);
  expect([...sent.documents].toSorted()).toEqual(attached.map(([, , hash = ""]) => hash).toSorted());
  expect([sent.faults, linesOf(sending, "error")]).toEqual([[], []]);
  const parts = linesOf(sending, "part");
  expect(new Set(parts).size, `seed ${seed}: a part that the centre took was sent again`).toBe(parts.length);

  const file = attached[0]?.[1] ?? "";
  const reading: Child[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const child = run(reader, server.url, "down", file);
    reading.push(child);
    await Promise.race([child.saw(/range /).catch(() => undefined), child.ended]);
    await pause(random.between(0, 40));
    await child.kill9();
  }
  const whole = run(reader, server.url, "down", file);
  reading.push(whole);
  const read = await result(whole);
  expect([[...read.documents].toSorted(), read.faults]).toEqual([[...sent.documents].toSorted(), []]);
  console.log(`seed ${seed}: ${attached.length} documents, ${parts.length} parts, ${linesOf(reading, "range").length} ranges over ${2 * rounds} kills`);
});
