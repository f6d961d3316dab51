import type { Centre, Person } from "../support/centre.ts";
import { startCentre } from "../support/centre.ts";
import { createDatabase } from "../../build/test/fresh-database.ts";
import { filesOf, floorBatches, type Errand } from "../support/files.ts";
import { createFloor, runFloor } from "../support/floor-postgres.ts";
import type { Line } from "../support/line.ts";
import { BATCH, bodiesOf, pushBodies } from "../support/push-line.ts";
import { measure, type Key, type Measures } from "../support/result.ts";
import type { Scenario, ScenarioContext } from "./scenario.ts";

type Load = { readonly key: Key; readonly writers: number; readonly errand: Errand };

type Prepared = { readonly person: Person; readonly line: Line; readonly bodies: readonly Buffer[]; readonly changes: ReturnType<typeof filesOf>["changes"]; readonly files: number; readonly invalid: number };

/** Lines, texts and signatures are made before the clock starts: a workstation has them on disk already. */
async function prepare(centre: Centre, { writers, errand }: Load, files: number, offset: number): Promise<readonly Prepared[]> {
  return Promise.all(Array.from({ length: writers }, async (_, w) => {
    const person = centre.persons[w * 3] ?? centre.persons[0];
    if (person === undefined) throw new Error("no person");
    const line = await centre.enrolLine(person, `push ${offset} ${w}`);
    const { changes, invalid } = filesOf(line, files, offset + w * files, errand);
    const bodies = bodiesOf(centre, line, 1, changes);
    return { person, line, bodies, changes, files, invalid };
  }));
}

const pushAll = async (centre: Centre, { person, bodies }: Prepared, url: string): Promise<number> => pushBodies(url, await centre.token(person), bodies);

async function pushScenario(context: ScenarioContext, load: Load): Promise<Measures> {
  const { writers, errand, key } = load;
  const perWriter = (context.full ? 20_000 : 5_000) / writers;
  const centre = await startCentre(context.folder, 1);
  try {
    const url = centre.urls[0] ?? "";
    const warm = await prepare(centre, load, 250, 250_000);
    await Promise.all(warm.map((work) => pushAll(centre, work, url)));
    const works = await prepare(centre, load, perWriter, 10_000);
    const start = performance.now();
    const refused = (await Promise.all(works.map((work) => pushAll(centre, work, url)))).reduce((sum, n) => sum + n, 0);
    const seconds = (performance.now() - start) / 1000;
    await recount(centre, [...warm, ...works]);
    const floor = await pushFloor(centre, works);
    const files = works.reduce((sum, work) => sum + work.files, 0);
    context.say(`${files} files ${errand === "created" ? "created" : "created and submitted"} by ${writers} writer(s), ${refused} changes refused, recounted`);
    return { [key]: measure(files / seconds, "files/s", floor) };
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
  const changesAFile = works.reduce((sum, { changes }) => sum + changes.length, 0) / works.reduce((sum, { files }) => sum + files, 0);
  return speeds.reduce((sum, speed) => sum + speed, 0) / changesAFile;
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

const scenario = (load: Load): Scenario => ({ keys: [load.key], run: (context) => pushScenario(context, load) });
export const push1 = scenario({ key: "push_1", writers: 1, errand: "created-and-submitted" });
export const push4 = scenario({ key: "push_4", writers: 4, errand: "created-and-submitted" });
export const peerPush1 = scenario({ key: "peer_push_1", writers: 1, errand: "created" });
export const peerPush4 = scenario({ key: "peer_push_4", writers: 4, errand: "created" });
