import { startPostgres } from "../../build/test/start-postgres.ts";
import { startCentre, type Centre, type DirectorySize, type Person } from "../support/centre.ts";
import { filesOf } from "../support/files.ts";
import type { Line } from "../support/line.ts";
import { preload } from "../support/preload.ts";
import { bodiesOf, pushBodies } from "../support/push-line.ts";
import { measure, median, type Key, type Measures } from "../support/result.ts";
import type { Scenario, ScenarioContext } from "./scenario.ts";

const ROUNDS = 5;
/** Of a round: created and submitted, so twice as many changes. */
const FILES = 1_000;
const SEED = 500;

type Size = { readonly files: number; readonly branches: number };
type Side = { readonly centre: Centre; readonly person: Person; readonly line: Line; sent: number };

/**
 * The same pushes to a small centre and to a large one, in turns on one PostgreSQL: how many times more a change costs at the large one, by the
 * medians of five rounds. One round before them is not counted.
 */
async function compare({ folder, say }: ScenarioContext, key: Key, small: Size, large: Size): Promise<Measures> {
  await using open = new AsyncDisposableStack();
  const postgres = open.adopt(await startPostgres({ shared_buffers: "512MB", max_wal_size: "4GB" }), (it) => it.stop());
  const sides: Side[] = [];
  for (const [name, size] of [["small", small], ["large", large]] as const) {
    const directory: DirectorySize = { banks: 1, branches: size.branches, persons: 1 };
    const centre = open.adopt(await startCentre(`${folder}/${name}`, 1, { postgresUrl: postgres.url, size: directory }), (it) => it.close());
    const person = centre.persons[0];
    if (person === undefined) throw new Error("no person");
    const side: Side = { centre, person, line: await centre.enrolLine(person, `flat ${name}`), sent: 0 };
    await round(side, SEED, 500_000);
    await preload(centre, person.bank, size.files);
    say(`${name}: ${size.files} files in ${size.branches} branch(es)`);
    sides.push(side);
  }
  const times = sides.map((): number[] => []);
  for (let r = 0; r <= ROUNDS; r += 1) {
    for (const [s, side] of sides.entries()) {
      const ms = await round(side, FILES, 10_000 + r * FILES);
      if (r > 0) times[s]?.push(ms);
    }
  }
  for (const side of sides) await recount(side);
  const [few, many] = times.map((own) => (median(own) * 1_000) / (FILES * 2));
  if (few === undefined || many === undefined) throw new Error("a side without rounds");
  say(`a change costs ${few.toFixed(0)} µs at the small centre, ${many.toFixed(0)} µs at the large one`);
  return { [key]: measure(many / few, "×") };
}

/** Milliseconds of pushing `files` files, created and submitted, with nothing prepared inside them. */
async function round(side: Side, files: number, from: number): Promise<number> {
  const { centre, person, line } = side;
  const { changes } = filesOf(line, files, from);
  const bodies = bodiesOf(centre, line, side.sent + 1, changes);
  const token = await centre.token(person);
  const start = performance.now();
  await pushBodies(centre.urls[0] ?? "", token, bodies);
  side.sent += changes.length;
  return performance.now() - start;
}

/** The line is there whole: every change kept, once. */
async function recount({ centre, line, sent }: Side): Promise<void> {
  const kept = Number((await centre.query(`SELECT count(*) AS n FROM guichet.change WHERE replica_id = '${line.replica}'`))[0]?.["n"]);
  if (kept !== sent) throw new Error(`${kept} changes kept of ${sent}`);
}

export const flatFiles: Scenario = {
  keys: ["flat_files"],
  run: (context) => compare(context, "flat_files", { files: 10_000, branches: 1 }, { files: context.full ? 1_000_000 : 100_000, branches: 1 }),
};
export const flatBranches: Scenario = {
  keys: ["flat_branches"],
  run: (context) => compare(context, "flat_branches", { files: 20_000, branches: 1 }, { files: 20_000, branches: 1_000 }),
};
