import { expect, test } from "vitest";
import { createRandom } from "../shared/testing/random.ts";
import { recount, startCentre } from "./support/killed-centre.ts";
import { COMPANIES_PER_ROUND, LOGIN, pause, savedIn, standBy, temporaryFolder, wasInPush } from "./support/killed-workstation.ts";

const rounds = process.env["GUICHET_LONG"] === undefined ? 8 : 200;

test(`[LS1] [SY4] the workstation killed outright ${rounds} times, most during a push: nothing shown as saved is lost, nothing is there twice`, async () => {
  const dataDir = temporaryFolder();
  const seed = Number(process.env["GUICHET_SEED"] ?? Date.now() % 1_000_000);
  const random = createRandom(seed);
  const server = await startCentre();
  let next = standBy();
  const saved: string[] = [];
  let [duringPush, withWaiting] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const life = next({ dataDir, serverUrl: server.url, login: LOGIN, company: round * COMPANIES_PER_ROUND, finish: false });
    await life.hears(/^open/, 60_000);
    next = standBy();
    // One to four pushes, each as often, so that a whole run types enough whatever the machine's speed: all but the first bring a new file.
    for (let pushes = 1 + ((round + Math.floor(round / 4)) % 4); pushes > 0; pushes -= 1) await life.hears(/^push begins/);
    if (round % 4 === 0) await life.hears(/^push answered/);
    await pause(round % 4 === 3 ? random.between(0, 120) : random.between(0, 15));
    await life.kill9();
    const errors = life.said.filter((line) => line.startsWith("error"));
    expect(errors, `seed ${seed}, round ${round}`).toEqual([]);
    saved.push(...savedIn(life.said));
    if (wasInPush(life.said)) duringPush += 1;
    if (/^open [1-9]/.test(life.said.find((line) => line.startsWith("open")) ?? "")) withWaiting += 1;
  }
  console.log(`seed ${seed}: ${saved.length} files submitted over ${rounds} kills, ${duringPush} during a push, ${withWaiting} restarts with work waiting`);
  expect(duringPush).toBeGreaterThan(rounds / 4);
  expect(saved.length).toBeGreaterThan(rounds);
  await recount(server, dataDir, saved);
});
