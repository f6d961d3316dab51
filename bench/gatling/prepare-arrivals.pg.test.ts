import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { Pool } from "undici";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { pushAnswerSchema } from "../../shared/sync/protocol.ts";
import type { Journey } from "../load/journey.ts";
import { readJourneys } from "../load/read-journeys.ts";
import { recount, recountPrepared, type Tally } from "../load/recount.ts";
import { startCentre, type Centre } from "../support/centre.ts";
import { bundleSimulation } from "./bundle-simulation.ts";
import { prepareHere, prepareThere } from "./prepare-command.ts";
import { recordSimulation } from "./record-simulation.ts";
import { play, type Reported } from "./replay/play.ts";
import { ARRIVALS_FILE, PREPARED_FILE, preparedSchema } from "./simulation/prepared.ts";

// As build/test/pg-global.ts provides it: two rooms that this one refers to hold that file, so its own words do not reach here.
declare module "vitest" {
  interface ProvidedContext {
    pgUrl: string;
  }
}

const monday = readJourneys().find(({ name }) => name === "monday") ?? expect.fail("no Monday");
/** Three workstations at fifty arrivals a second: each has her next arrival before the last has ended. */
const journey: Journey = { ...monday, directory: { banks: 2, branches: 1, persons: 1 }, workstations: 3, rates: [{ seconds: 1, perSecond: 10 }, { seconds: 1, perSecond: 50 }] };
let [folder, bundle] = ["", ""];
let centre: Centre;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "guichet-gatling-"));
  bundle = await bundleSimulation();
  centre = await startCentre(folder, 1, { size: journey.directory, postgresUrl: inject("pgUrl") });
});
afterAll(async () => {
  await centre.close();
  rmSync(folder, { recursive: true, force: true });
});

/** As Gatling would: the bundle is run over the folder as its resources, and its scenario is played. */
async function send(resources: string): Promise<readonly Reported[]> {
  const setUp = recordSimulation(bundle, { parameters: {}, readResource: (path) => readFileSync(join(resources, path), "utf8") });
  const rows: Record<string, string>[] = parse(readFileSync(join(resources, ARRIVALS_FILE)), { columns: true });
  await using opened = new AsyncDisposableStack();
  const pool = opened.adopt(new Pool(preparedSchema.parse(JSON.parse(readFileSync(join(resources, PREPARED_FILE), "utf8"))).url, { connections: 16 }), (it) => it.close());
  return await play(setUp, pool, rows);
}

function tallyOf(reported: readonly Reported[]): Tally {
  const tally: Tally = { changes: 0, files: 0, refused: 0, lost: 0, matched: 0, mismatched: 0, remembered: 0, numbers: new Set() };
  for (const { name, text } of reported) {
    if (text === undefined || (name !== "create" && name !== "submit")) continue;
    const [verdict] = pushAnswerSchema.parse(JSON.parse(text)).verdicts;
    tally.changes += 1;
    if (verdict?.kind === "refused") tally.refused += 1;
    if (verdict?.kind === "accepted" && verdict.number === undefined) tally.files += 1;
    if (verdict?.kind === "accepted" && verdict.number !== undefined) tally.numbers.add(verdict.number);
  }
  return tally;
}

test("what is prepared for a centre by its address and tokens is taken by it whole, once: and the centre recounts the same", async () => {
  const [resources, tokens] = [join(folder, "prepared"), join(folder, "tokens")];
  writeFileSync(tokens, (await Promise.all(centre.persons.map((person) => centre.token(person)))).join("\n"), { mode: 0o600 });
  await prepareThere({ journey, folder: resources, say: () => undefined }, centre.urls[0] ?? "", tokens);
  const prepared = preparedSchema.parse(JSON.parse(readFileSync(join(resources, PREPARED_FILE), "utf8")));
  expect({ ...prepared, tokensEndAt: prepared.tokensEndAt > Date.now() + 3_600_000 }).toMatchObject({ arrivals: 60, changes: 120, files: 59, tokensEndAt: true });
  expect([resources, join(resources, ARRIVALS_FILE), join(resources, PREPARED_FILE)].map((path) => statSync(path).mode & 0o077)).toEqual([0, 0, 0]);

  await expect(recountPrepared(centre, prepared)).rejects.toThrow(/0 of 120 changes/);
  const reported = await send(resources);
  expect(reported.filter(({ fault }) => fault !== undefined)).toEqual([]);
  const requests = reported.filter(({ text }) => text !== undefined);
  expect(journey.steps.map(({ name }) => [name, requests.filter((each) => each.name === name).length])).toEqual(journey.steps.map(({ name }) => [name, 60]));
  expect(requests).toHaveLength(60 * journey.steps.length);
  await expect(recount(centre, tallyOf(reported))).resolves.toMatch(/^120 changes, 59 files, /);
  await expect(recountPrepared(centre, prepared)).resolves.toMatch(/^120 of 120 changes, 59 of 59 files/);

  // Sent again, every change has been decided already: a run that says so is no good one, and leaves nothing behind.
  const again = await send(resources);
  expect(again.filter(({ name }) => name === "create").every(({ fault }) => fault !== undefined)).toBe(true);
  expect(again.filter(({ name }) => name === "submit")).toEqual([]);
  await expect(recountPrepared(centre, prepared)).resolves.toMatch(/^120 of 120 changes/);
});

test("a centre of its own waits until it has been sent to, and is recounted", async () => {
  const [resources, said] = [join(folder, "here"), [] as string[]];
  const options = { journey: { ...journey, rates: [{ seconds: 1, perSecond: 4 }] }, folder: resources, say: (line: string) => { said.push(line); } };
  await prepareHere(options, async () => { expect((await send(resources)).filter(({ fault }) => fault !== undefined)).toEqual([]); }, inject("pgUrl"));
  expect(said).toEqual([expect.stringContaining(`--resources-folder ${resources}`), expect.stringContaining("Enter"), "8 of 8 changes, 4 of 4 files at the centre"]);
  await expect(prepareHere(options, () => Promise.resolve(), inject("pgUrl"))).rejects.toThrow(/is not empty/);
});
