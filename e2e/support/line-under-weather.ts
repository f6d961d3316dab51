import { expect, onTestFinished } from "vitest";
import { openTcpProxy, type TcpProxy } from "../../build/weather/tcp-proxy.ts";
import type { Core } from "../../main/core/core.ts";
import { newFile, openFile, openFirstTime, settled, temporaryFolder, testDeps, type, until } from "../../main/core/test-support/open-core.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { createRandom } from "../../shared/testing/random.ts";
import { someFields } from "../../shared/testing/some-fields.ts";
import { demonstrationFolder, startDemonstration } from "../../sync-server/testing/demonstration-server.ts";

/** Two workstations of one branch at a real centre: one behind a piece of network with weather, the other beside it on a fair day. */
export type LineUnderWeather = { readonly proxy: TcpProxy; readonly behind: Core; readonly beside: Core };

/** The server's own lines of log go to `lines`. */
export async function lineUnderWeather(lines: string[] = []): Promise<LineUnderWeather> {
  const { address } = await startDemonstration({ GUICHET_DATA: await demonstrationFolder(), GUICHET_RATE_DEVICE: "1000000", GUICHET_RATE_PERSON: "1000000" }, lines);
  const proxy = await openTcpProxy({ target: Number(new URL(address).port), seed: 20_200_415 });
  onTestFinished(() => proxy.close());
  return { proxy, behind: await coreAt(`http://127.0.0.1:${proxy.port}`, "maelle.exemple"), beside: await coreAt(address, "yann.modele") };
}

async function coreAt(address: string, login: string): Promise<Core> {
  const folder = temporaryFolder();
  onTestFinished(folder.remove);
  const core = await openFirstTime(testDeps(folder.dir, address, { log: { info: () => undefined, warn: () => undefined, error: console.error } }), login);
  onTestFinished(() => core.close());
  await settled(core);
  return core;
}

export const changeCity = async (core: Core, file: FileId, city: string): Promise<void> => {
  await type(core, file, { city });
  unwrap(await core.handlers["files.seal"]({ file }), "seal");
};

export type Way = "sent" | "received";
export type Told = { readonly rounds: number; readonly cut: number };

/**
 * One change after another, the line truncated each time after one byte more than the time before, then fair. After each: it is there once, nothing
 * waits. `offsets` picks those that are tried, of all up to the length of an exchange.
 */
export async function truncateEverywhere({ proxy, behind, beside }: LineUnderWeather, who: "author" | "reader", offsets: (length: number) => readonly number[], ways: readonly Way[] = ["sent", "received"]): Promise<Readonly<Record<Way, Told>>> {
  const file = await newFile(behind, someFields(1));
  unwrap(await behind.handlers["files.seal"]({ file }), "seal");
  await settled(behind);
  await until("the other has it", async () => (await beside.handlers["files.open"]({ file })).ok);
  const [author, reader] = who === "author" ? [behind, beside] : [beside, behind];
  let { version } = await openFile(author, file);
  const hasIt = async (core: Core, city: string): Promise<boolean> => {
    const opened = await openFile(core, file);
    return opened.version === version && opened.fields.city === city && opened.place.kind === "centre";
  };
  const change = async (city: string): Promise<void> => {
    version += 1;
    await changeCity(author, file, city);
    if (who === "reader") await settled(author);
  };
  const isQuiet = async (): Promise<boolean> => {
    const { kind, waiting } = await behind.handlers["sync.status"](undefined);
    return kind === "idle" && waiting === 0;
  };
  // On a fair day: how long an exchange is (the author's push and pull, the reader's pull), with what is said beside it.
  const length = { sent: 0, received: 0 };
  for (let day = 0; day < 3; day += 1) {
    const before = proxy.counts();
    await change(`Fair ${day}`);
    await until("it is there", async () => (await hasIt(behind, `Fair ${day}`)) && (await isQuiet()));
    const after = proxy.counts();
    length.sent = Math.max(length.sent, after.sent - before.sent);
    length.received = Math.max(length.received, after.received - before.received);
  }

  const told = { sent: { rounds: 0, cut: 0 }, received: { rounds: 0, cut: 0 } };
  for (const way of ways) {
    for (const bytes of offsets(length[way])) {
      const city = `${way} ${bytes}`;
      proxy.setWeather({ kind: "truncated", [way]: bytes });
      await change(city);
      // Its stream may still be on its way back from the last cut: the reader asks.
      if (who === "reader") await behind.handlers["sync.now"](undefined);
      await until("it is cut, or through to its end", async () => proxy.weather().kind === "cut" || ((await hasIt(behind, city)) && (await isQuiet())));
      told[way].rounds += 1;
      if (proxy.weather().kind === "cut") told[way].cut += 1;
      proxy.setWeather({ kind: "fair" });
      await until(`${city} is there`, async () => {
        // As a person's button does: what backs off tries at once.
        await behind.handlers["sync.now"](undefined);
        return (await isQuiet()) && (await hasIt(behind, city));
      });
    }
  }
  // Nothing twice, nothing lost: each change was one version, and both read the same.
  await settled(reader);
  await until("both read the same", async () => (await openFile(reader, file)).version === version);
  const [mine, theirs] = [await openFile(behind, file), await openFile(beside, file)];
  expect(theirs.fields).toEqual(mine.fields);
  expect([mine.version, theirs.version, mine.conflicts]).toEqual([version, version, []]);
  for (const core of [behind, beside]) expect((await core.handlers["core.verify"](undefined)).faults).toEqual([]);
  return told;
}

/** Both ends of an exchange, and some of what lies between: the same ones for the same seed. */
export function someOffsets(count: number, seed: number): (length: number) => readonly number[] {
  const random = createRandom(seed);
  return (length) => [...new Set([0, 1, length - 1, ...Array.from({ length: count }, () => random.between(2, length - 2))])].toSorted((a, b) => a - b);
}
export const everyOffset = (length: number): readonly number[] => Array.from({ length }, (_, bytes) => bytes);
