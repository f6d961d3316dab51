import { expect, test } from "vitest";
import { createRandom } from "../shared/testing/random.ts";
import { recount, startCentre } from "./support/killed-centre.ts";
import { COMPANIES_PER_ROUND, LOGIN, pause, savedIn, standBy, temporaryFolder, wasInPush } from "./support/killed-workstation.ts";

const rounds = process.env["GUICHET_LONG"] === undefined ? 6 : 200;

test(`[LS1] [ST4] the centre killed outright ${rounds} times under one workstation's pushes: nothing is lost, nothing is there twice`, async () => {
  const dataDir = temporaryFolder();
  const seed = Number(process.env["GUICHET_SEED"] ?? Date.now() % 1_000_000);
  const random = createRandom(seed);
  const server = await startCentre();
  let next = standBy();
  let saved: readonly string[] = [];
  let duringPush = 0;
  for (let round = 0; round < rounds; round += 1) {
    // A new life of the workstation each time: its waiting between tries would else outlast the test.
    const life = next({ dataDir, serverUrl: server.url, login: LOGIN, company: 100_000 + round * COMPANIES_PER_ROUND, finish: false });
    await life.hears(/^open/, 60_000);
    for (let pushes = random.between(1, 4); pushes > 0; pushes -= 1) await life.hears(/^push begins/);
    await pause(random.between(0, 15));
    await server.kill9();
    if (wasInPush(life.said)) duringPush += 1;
    // It goes on typing and saving while the centre is away.
    const typedOn = life.hears(/^saved/);
    const back = server.start(typedOn);
    await typedOn;
    await life.kill9();
    saved = [...saved, ...savedIn(life.said)];
    next = standBy();
    await back;
  }
  console.log(`seed ${seed}: ${saved.length} files submitted over ${rounds} kills of the centre, ${duringPush} during a push`);
  expect(duringPush).toBeGreaterThan(rounds / 4);
  await recount(server, dataDir, saved);
});
