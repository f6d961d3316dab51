import type { RecoveryReport } from "../../sync-server/store/store.ts";
import { recoveryOf } from "./bring-back.ts";
import type { CentreProcess } from "./centre.ts";
import { compare, type Compared } from "./compare.ts";
import { findMissing, type MissingFiles } from "./find-missing.ts";
import { readCentre } from "./read-centre.ts";
import type { Told } from "./told.ts";
import type { Workstation } from "./workstation.ts";

export type Judged = {
  readonly epoch: number;
  /** Numbers that the centre had lost and has again by their receipts, as its own report says; `flagged`: its rules would refuse one today. */
  readonly reinstated: number;
  readonly flagged: number;
  readonly compared: Compared;
  /** Files that a workstation shows its person otherwise than the centre holds them, or than she was told before. */
  readonly shownOtherwise: readonly string[];
  readonly lost: MissingFiles | undefined;
  /** What `consistency`, `verify` and each workstation's own verification found. */
  readonly faults: readonly string[];
  readonly isWhole: boolean;
};
export type Standing = {
  readonly centre: CentreProcess;
  readonly url: string;
  /** Before the loss. */
  readonly told: ReadonlyMap<Workstation, readonly Told[]>;
  readonly left: readonly Workstation[];
  readonly gone: { readonly desk: Workstation; readonly personId: string } | undefined;
  /** The centre's report when all that came back had offered what it had. */
  readonly offered: RecoveryReport;
};

/** [RH2] Holds what is there against what was told, with the centre's own means and without them. */
export async function judge({ centre, url, told, left, gone, offered }: Standing): Promise<Judged> {
  const now = new Map<Workstation, readonly Told[]>();
  for (const desk of left) now.set(desk, await desk.told());
  const before = [...told.values()].flat();
  const known = new Set(before.map(({ file }) => file));
  const since = [...now.values()].flat().filter(({ file }) => !known.has(file));
  const found = await readCentre(url);
  const compared = compare([...before, ...since], found);
  const missing = new Set(compared.differences.flatMap(({ what, file }) => (what === "missing" ? [file] : [])));
  const report = await recoveryOf(centre);
  const shown = await Promise.all(left.map(async (desk) => await desk.shown()));
  const atCentre = new Map(found.files.map(({ file, number }) => [file, number]));
  const shownOtherwise = [
    ...shown.flatMap((rows, i) => [...rows].filter(([file, number]) => !missing.has(file) && atCentre.get(file) !== number).map(([file]) => `${left[i]?.name ?? ""} ${file}`)),
    ...left.flatMap((desk) => changed(told.get(desk) ?? [], now.get(desk) ?? []).map((file) => `${desk.name} ${file}`)),
  ];
  const lost = gone === undefined ? undefined : findMissing(
    { person: gone.desk.person, personId: gone.personId, branch: gone.desk.branch, told: told.get(gone.desk) ?? [] }, missing, new Set(shown.flatMap((rows) => [...rows.keys()])), report);
  const faults = [...(await faultsOfCentre(centre)), ...(await faultsOfDesks(left)), ...(offered.recovering && !report.recovering ? [] : ["the recovery did not begin and end"])];
  const others = compared.differences.filter(({ what, file }) => what !== "missing" || !lost?.isAsReported || !isOf(told.get(gone?.desk as Workstation), file)); // no difference is forgiven where no workstation was lost
  return {
    epoch: report.epoch, reinstated: report.reinstated.length, flagged: report.reinstated.filter(({ flag }) => flag !== null).length, compared, shownOtherwise, lost, faults,
    isWhole: others.length === 0 && compared.twice.length === 0 && shownOtherwise.length === 0 && faults.length === 0 && (lost?.isAsReported ?? true),
  };
}

const isOf = (told: readonly Told[] | undefined, file: string): boolean => told?.some((one) => one.file === file) ?? false;

/** Files that its own workstation tells otherwise than it did. */
function changed(before: readonly Told[], now: readonly Told[]): readonly string[] {
  const here = new Map(now.map((one) => [one.file, JSON.stringify(one)]));
  return before.filter((one) => here.get(one.file) !== JSON.stringify(one)).map(({ file }) => file);
}

async function faultsOfCentre(centre: CentreProcess): Promise<readonly string[]> {
  const said: string[] = [];
  for (const args of [["consistency", "--json"], ["verify", "--json", "--without-anchors"]]) {
    const { code, out, err } = await centre.command(...args);
    if (code !== 0) said.push(`${args[0] ?? ""}: ${(out.trim() || err.trim()).slice(0, 2_000)}`);
  }
  return said;
}

async function faultsOfDesks(desks: readonly Workstation[]): Promise<readonly string[]> {
  const said: string[] = [];
  for (const desk of desks) said.push(...(await desk.faults()).map((fault) => `${desk.name}: ${fault}`));
  return said;
}
