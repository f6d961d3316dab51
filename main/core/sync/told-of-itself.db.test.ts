import { expect, test } from "vitest";
import { startFakeCentre } from "../test-support/fake-centre.ts";
import { openFirstTime, settled, temporaryFolder, testDeps, until } from "../test-support/open-core.ts";
import { createPureCentre } from "../test-support/pure-centre.ts";
import { PACE } from "./pace.ts";

test("[FL1] [FL2] a workstation tells its clock and its disk, and asks again after a quarter of an hour without news; before, it asks nothing", async () => {
  const centre = await startFakeCentre(createPureCentre(() => undefined));
  const folder = temporaryFolder();
  let ahead = 600_000;
  const core = await openFirstTime(testDeps(folder.dir, centre.url, { now: () => Date.now() + ahead, pace: { ...PACE, pollMs: 20 } }), "anne");
  /** Twenty rounds of the rhythm in which nothing is asked. */
  const quiet = async (): Promise<void> => {
    for (let known = -1; known !== centre.workstations.length;) {
      known = centre.workstations.length;
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
  };
  try {
    await settled(core);
    await until("the stream is open", () => centre.heard.some(({ path }) => path.startsWith("/v1/news")));
    await quiet();
    const before = centre.workstations.length;
    const note = centre.workstations.at(-1);
    expect(note).toMatchObject({ version: "0.0.0-test", waiting: 0, diskFreeMib: expect.any(Number) });
    expect(note?.diskFreeMib).toBeGreaterThan(0);
    expect(Math.round((note?.clockOffMs ?? 0) / 60_000)).toBe(10);
    ahead += 14 * 60_000;
    await quiet();
    expect(centre.workstations).toHaveLength(before);
    ahead += 2 * 60_000;
    await until("it asks", () => centre.workstations.length > before);
  } finally {
    await core.close();
    await centre.close();
    folder.remove();
  }
});
