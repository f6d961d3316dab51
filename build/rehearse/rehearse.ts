import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { demonstrationPeople } from "../../sync-server/demonstration/people.ts";
import { beginEpoch, endRecovery, enterMeanwhile, recoveryOf, untilFirstNumber } from "./bring-back.ts";
import { openCentre } from "./centre.ts";
import { openPrimary } from "./primary.ts";
import { judge, type Judged } from "./judge.ts";
import type { RehearsalOrder } from "./options.ts";
import type { Stages } from "./stages.ts";
import type { Told } from "./told.ts";
import { enterAll, placesOf, settleAll, untilAll } from "./work.ts";
import { openWorkstation, type Workstation } from "./workstation.ts";

export type Rehearsed = Judged & {
  readonly order: Pick<RehearsalOrder, "files" | "workstations" | "loseOne">;
  /** Before the backup, after it, of these by a workstation whose colleagues were cut off, and while there was no centre. */
  readonly entered: { readonly before: number; readonly after: number; readonly alone: number; readonly meanwhile: number };
  readonly backupBytes: number;
  /** ms from the loss until a submission got a number again, and until nothing waited at any workstation. */
  readonly firstNumberMs: number;
  readonly allBackMs: number;
};

/** How long one stage may take before it is called hung: by the amount of work, on a slow machine. */
const limitOf = (files: number): number => 600_000 + files * 200;

/** [RH1] The whole story in `folder`, which the caller makes and removes. Everything is closed when it answers. @throws where a stage does not come to its end */
export async function rehearse(folder: string, { files, workstations, loseOne }: Rehearsed["order"], stages: Stages): Promise<Rehearsed> {
  await using cleaning = new AsyncDisposableStack();
  const owned = <T extends { readonly close: () => Promise<void> }>(thing: T): T => cleaning.adopt(thing, (it) => it.close());
  const limit = limitOf(files);
  stages.begin(`a centre on PostgreSQL, ${workstations} workstations sign in`);
  const primary = owned(await openPrimary(folder));
  const centre = owned(await openCentre(folder));
  await centre.start(primary.url());
  const desks: Workstation[] = [];
  for (const place of placesOf(workstations)) stages.progress(desks.push(owned(await openWorkstation({ folder, port: centre.port, ...place }))), workstations);

  const before = Math.max(workstations, Math.round(files / 10));
  stages.begin(`${before} files are entered, submitted and acknowledged`);
  await enterAll(desks, 0, before, stages);
  await settleAll(desks, limit);
  stages.begin("base backup, at work");
  const backupBytes = await primary.backUp();
  const alone = Math.max(1, Math.floor(files / workstations / 2));
  stages.begin(`${files - alone} more files are entered, submitted and acknowledged`);
  await enterAll(desks, before, files - alone, stages);
  await settleAll(desks, limit);
  stages.begin(`${alone} more by one workstation whose colleagues are cut off: nobody else has them`);
  const [lonely, ...others] = desks;
  if (lonely === undefined) throw new Error("no workstation");
  const colleagues = others.filter(({ branch }) => branch === lonely.branch);
  for (const each of colleagues) each.cut();
  await lonely.enter(before + files - alone, alone, () => undefined);
  await lonely.settle(limit);
  stages.begin("what each workstation was told is read there");
  const told = new Map<Workstation, readonly Told[]>();
  for (const desk of desks) told.set(desk, await desk.told());
  writeFileSync(join(folder, "told.json"), JSON.stringify([...told.values()].flat(), null, 1), { mode: 0o600 });

  stages.begin(`the database is killed and its folder removed, the server too${loseOne ? ", and one workstation" : ""}`);
  const lostAt = performance.now();
  await Promise.all([centre.kill(), primary.lose()]);
  if (loseOne) await lonely.lose();
  for (const each of colleagues) each.mend();
  const left = loseOne ? others : desks;
  stages.begin("each workstation goes on without a centre");
  const meanwhile = await enterMeanwhile(left, before + files);
  stages.begin("the backup is brought back");
  await primary.restore();
  stages.begin("two operators begin a new epoch, and the server starts");
  await beginEpoch(centre, primary);
  stages.begin("workstations come back by themselves and offer what was lost");
  await untilAll(left, limit, stages, ({ kind, recovery }) => kind === "idle" && recovery === "waiting");
  const offered = await recoveryOf(centre);
  stages.begin("two persons end the recovery; a submission is accepted");
  await endRecovery(centre);
  await untilFirstNumber(meanwhile, limit);
  const firstNumberMs = performance.now() - lostAt;
  stages.begin("nothing waits any more, at any workstation");
  await untilAll(left, limit, stages, ({ kind, waiting, recovery }) => kind === "idle" && waiting === 0 && recovery === undefined);
  const allBackMs = performance.now() - lostAt;

  stages.begin("everything is compared, and the centre is asked whether it is sound");
  const gone = loseOne ? { desk: lonely, personId: demonstrationPeople.find(({ login }) => login === lonely.login)?.id ?? "" } : undefined;
  const judged = await judge({ centre, url: primary.url(), told, left, gone, offered });
  stages.end();
  return { order: { files, workstations, loseOne }, entered: { before, after: files, alone, meanwhile: meanwhile.size }, backupBytes, firstNumberMs, allBackMs, ...judged };
}
