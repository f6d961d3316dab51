import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { stagingNumberOf } from "../../../main/core/update/staging-number.ts";
import { createSigner, openTestUpdater } from "../../../main/core/update/testing-hostile-server.ts";
import { aVersion } from "../../../shared/release/testing-release.ts";
import { trustedKeys } from "../../../shared/release/trusted-keys.ts";
import { createPublishingWorld } from "./testing/publishing-world.ts";

const stations = 12;
const test = ["--allow-test-authority", "--wait", "1"];
const sign = ["--test-authority", "--wait", "1"];
const memory = z.object({ machine: z.string() });

describe("what was published, as workstations take it", () => {
  it("[UP2] [UP3] [RL9] published, offered to some, to more, halted, rolled forward, made mandatory: each workstation does what its number says", async () => {
    const world = await createPublishingWorld();
    const own = { base: world.address, signer: createSigner() };
    const desks = Array.from({ length: stations }, () => openTestUpdater(own, { version: aVersion("1.0.0"), trust: { keys: trustedKeys, build: "development" }, now: () => Date.now(), silenceMs: 20_000 }));
    const look = async (): Promise<readonly string[]> => (await Promise.all(desks.map((desk) => desk.check()))).map((state) => state.kind);
    const numbers = (version: string): Promise<readonly number[]> => Promise.all(desks.map(async ({ dataDir }) => stagingNumberOf(memory.parse(JSON.parse(await readFile(join(dataDir, "update", "memory.json"), "utf8"))).machine, aVersion(version))));
    const expected = async (version: string, staging: number): Promise<readonly string[]> => (await numbers(version)).map((number) => (number < staging ? "ready" : "none"));
    const run = async (...argv: readonly string[]): Promise<number> => (await world.release(argv)).code;
    try {
      expect(await run("publish", await world.signed({ version: "1.0.0", installer: "win-x64.exe" }), ...test)).toBe(0);
      expect(await look()).toEqual(Array.from({ length: stations }, () => "none"));

      expect(await run("publish", await world.signed({ version: "1.1.0", previous: "1.0.0", staging: 40, installer: "win-x64.exe" }), ...test)).toBe(0);
      expect(await look()).toEqual(await expected("1.1.0", 40));
      expect(await run("promote", "--channel", "stable", "--staging", "70", ...sign)).toBe(0);
      expect(await look()).toEqual(await expected("1.1.0", 70));

      expect(await run("halt", "--channel", "stable", ...sign)).toBe(0);
      expect(await look()).toEqual(Array.from({ length: stations }, () => "none"));

      expect(await run("roll-forward", await world.signed({ version: "1.1.1", previous: "1.1.0", staging: 30, content: "1.0.0, built again", installer: "win-x64.exe" }), ...test)).toBe(0);
      expect(await look()).toEqual(await expected("1.1.1", 30));

      expect(await run("publish", await world.signed({ version: "1.2.0", previous: "1.1.1", staging: 1, minimum: "1.1.0", installer: "win-x64.exe" }), ...test)).toBe(0);
      expect(await look()).toEqual(Array.from({ length: stations }, () => "ready"));
      expect(desks.map((desk) => desk.state())).toEqual(desks.map(() => expect.objectContaining({ version: "1.2.0", mandatory: true })));
      for (const desk of desks) expect((await desk.install(false)).ok).toBe(true);
      expect(await readFile(desks[0]?.applied[0]?.path ?? "", "utf8")).toBe("program 1.2.0");
      expect(desks.flatMap(({ refused }) => refused)).toEqual([]);
    } finally {
      await Promise.all(desks.map((desk) => desk.drop()));
      await world.close();
    }
  });
});
