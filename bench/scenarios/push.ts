import { gzipSync } from "node:zlib";
import { pushAnswerSchema } from "../../shared/sync/protocol.ts";
import type { Centre, Person } from "../support/centre.ts";
import { startCentre } from "../support/centre.ts";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { filesOf, floorBatches } from "../support/files.ts";
import { createFloor, runFloor } from "../support/floor-postgres.ts";
import type { Line } from "../support/line.ts";
import { measure, type Measures } from "../support/result.ts";
import type { Scenario, ScenarioContext } from "./scenario.ts";

const BATCH = 1_000;

type Prepared = { readonly person: Person; readonly line: Line; readonly bodies: readonly Buffer[]; readonly changes: ReturnType<typeof filesOf>["changes"]; readonly files: number; readonly invalid: number };

/** Lines, texts and signatures are made before the clock starts: a workstation has them on disk already. Bodies are gzipped. */
async function prepare(centre: Centre, writers: number, files: number, offset: number): Promise<readonly Prepared[]> {
  return Promise.all(Array.from({ length: writers }, async (_, w) => {
    const person = centre.persons[w * 3] ?? centre.persons[0];
    if (person === undefined) throw new Error("no person");
    const line = await centre.enrolLine(person, `push ${offset} ${w}`);
    const { changes, invalid } = filesOf(line, files, offset + w * files);
    const bodies = Array.from({ length: Math.ceil(changes.length / BATCH) }, (_batch, b) =>
      gzipSync(JSON.stringify(line.push(centre.hello.centre, centre.hello.epoch.id, b * BATCH + 1, changes.slice(b * BATCH, (b + 1) * BATCH))), { level: 1 }));
    return { person, line, bodies, changes, files, invalid };
  }));
}

async function pushAll(centre: Centre, { person, bodies }: Prepared, url: string): Promise<number> {
  const token = await centre.token(person);
  let refused = 0;
  for (const body of bodies) {
    const response = await fetch(`${url}/v1/push`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "content-encoding": "gzip" }, body: new Uint8Array(body) });
    if (!response.ok) throw new Error(`push ${response.status}: ${await response.text()}`);
    refused += pushAnswerSchema.parse(await response.json()).verdicts.filter(({ kind }) => kind === "refused").length;
  }
  return refused;
}

async function pushScenario(context: ScenarioContext, writers: number): Promise<Measures> {
  const perWriter = (context.full ? 20_000 : 5_000) / writers;
  const centre = await startCentre(context.folder, 1);
  try {
    const url = centre.urls[0] ?? "";
    const warm = await prepare(centre, writers, 250, 250_000);
    await Promise.all(warm.map((work) => pushAll(centre, work, url)));
    const works = await prepare(centre, writers, perWriter, 10_000);
    const start = performance.now();
    const refused = (await Promise.all(works.map((work) => pushAll(centre, work, url)))).reduce((sum, n) => sum + n, 0);
    const seconds = (performance.now() - start) / 1000;
    await recount(centre, [...warm, ...works]);
    const floor = await pushFloor(centre, works);
    const files = works.reduce((sum, work) => sum + work.files, 0);
    context.say(`${files} files created and submitted by ${writers} writer(s), ${refused} changes refused, recounted`);
    return { [writers === 1 ? "push_1" : "push_4"]: measure(files / seconds, "files/s", floor) };
  } finally {
    await centre.close();
  }
}

/** Files a second of the same rows written straight, by as many connections. */
async function pushFloor(centre: Centre, works: readonly Prepared[]): Promise<number> {
  const database = await createDatabase(centre.adminUrl);
  await createFloor(database.url);
  const speeds = await Promise.all(works.map(({ person, line, changes }) => runFloor(database.url, { bank: person.bank, branch: person.branch, replica: line.replica }, floorBatches(changes, BATCH))));
  await database.drop();
  return speeds.reduce((sum, speed) => sum + speed, 0) / 2;
}

/** Every change kept once with a verdict, every valid file there once, no SIREN above what its files reserve. */
async function recount(centre: Centre, works: readonly Prepared[]): Promise<void> {
  const expectChanges = works.reduce((sum, { changes }) => sum + changes.length, 0);
  const expectFiles = works.reduce((sum, { files, invalid }) => sum + files - invalid, 0);
  const changes = Number((await centre.query("SELECT count(*) AS n FROM guichet.change"))[0]?.["n"]);
  const files = Number((await centre.query("SELECT count(*) AS n FROM guichet.file"))[0]?.["n"]);
  if (changes !== expectChanges) throw new Error(`${changes} changes at the centre, ${expectChanges} sent`);
  if (files !== expectFiles) throw new Error(`${files} files at the centre, ${expectFiles} valid ones sent`);
}

export const push1: Scenario = { keys: ["push_1"], run: (context) => pushScenario(context, 1) };
export const push4: Scenario = { keys: ["push_4"], run: (context) => pushScenario(context, 4) };
