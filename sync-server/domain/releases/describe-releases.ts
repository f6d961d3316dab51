import { parisDate } from "../../../shared/kernel/paris-date.ts";
import { instant } from "../../../shared/kernel/instant.ts";
import { bankHold, bankNumberOf, type ReleaseRules } from "../../../shared/release/bank-rules.ts";
import { compareVersions, isVersion } from "../../../shared/release/version.ts";
import { ADOPTION_DAYS, HELD_SHOWN, type ReleasesAnswer } from "../../../shared/sync/release-messages.ts";
import type { BranchRow, ReleaseRow } from "../../store/store.ts";

type Known = { readonly rows: readonly ReleaseRow[]; readonly branches: readonly BranchRow[]; readonly rules: ReleaseRules; readonly preview: ReleaseRules | undefined; readonly at: number };
type Told = ReleaseRow & { readonly release: NonNullable<ReleaseRow["release"]> };

/** Standings with which a workstation has nothing to wait for. */
const CONTENT = new Set(["current", "ready", "announced"]);
const DAY_MS = 86_400_000;

/** How a bank's workstations stand with releases, counted from what each said; nothing of it decides anything. */
export function describeReleases({ rows, branches, rules, preview, at }: Known): Omit<ReleasesAnswer, "epoch"> {
  const told = rows.flatMap((row): readonly Told[] => (row.release === undefined ? [] : [{ ...row, release: row.release }]));
  const nameOf = new Map(branches.map(({ id, name }) => [id, name]));
  const own = ({ branches: [first] }: ReleaseRow): string => first ?? "";
  const held = told.filter(({ release }) => !CONTENT.has(release.is)).toSorted((a, b) => (nameOf.get(own(a)) ?? "").localeCompare(nameOf.get(own(b)) ?? "", "fr") || a.name.localeCompare(b.name, "fr"));
  return {
    rules, workstations: rows.length, followNone: rows.length - told.length,
    channels: [...Map.groupBy(told, ({ release }) => release.channel)].map(([channel, of]) => describeChannel(channel, of, rules, preview)).toSorted((a, b) => (a.channel < b.channel ? 1 : -1)),
    versions: countVersions(rows),
    branches: branches.map(({ id, name }) => {
      const there = rows.filter((row) => own(row) === id);
      return { id, name, workstations: there.length, versions: countVersions(there) };
    }),
    days: countDays(rows, at),
    held: held.slice(0, HELD_SHOWN).map((row) => ({ name: row.name, branch: nameOf.get(own(row)) ?? "", label: row.label, version: row.version ?? "", channel: row.release.channel, offered: row.release.version, is: row.release.is, heardAt: row.heardAt ?? 0 })),
    heldMore: Math.max(0, held.length - HELD_SHOWN),
  };
}

function describeChannel(channel: string, of: readonly Told[], rules: ReleaseRules, preview: ReleaseRules | undefined): ReleasesAnswer["channels"][number] {
  // Of the workstations that told of this channel the one with the newest manifest knows best; of one version, the one issued last.
  const [{ release: newest }] = of.toSorted((a, b) => byVersion(b.release.version, a.release.version) || b.release.issuedAt - a.release.issuedAt) as [Told, ...Told[]];
  const reach = (by: ReleaseRules): number => of.filter((row) => isVersion(newest.version) && bankHold(by, { version: newest.version, mandatory: false, branches: row.branches, number: bankNumberOf(row.replica, newest.version) }) === undefined).length;
  const standings = Map.groupBy(of, ({ release }) => (release.version === newest.version ? release.is : "not-heard"));
  return {
    channel, version: newest.version, issuedAt: newest.issuedAt, staging: newest.staging, of: of.length, reached: reach(rules), ...(preview === undefined ? {} : { preview: reach(preview) }),
    standings: [...standings].map(([is, some]) => ({ is, workstations: some.length })).toSorted((a, b) => b.workstations - a.workstations || (a.is < b.is ? -1 : 1)),
  };
}

const countVersions = (rows: readonly ReleaseRow[]): ReleasesAnswer["versions"] =>
  [...Map.groupBy(rows, ({ version }) => version ?? "")].map(([version, some]) => ({ version, workstations: some.length })).toSorted((a, b) => byVersion(b.version, a.version));

function countDays(rows: readonly ReleaseRow[], at: number): ReleasesAnswer["days"] {
  const recent = rows.filter(({ versionAt }) => versionAt !== undefined && versionAt > at - ADOPTION_DAYS * DAY_MS);
  return [...Map.groupBy(recent, ({ version, versionAt = 0 }) => `${parisDate(instant(versionAt))} ${version ?? ""}`)]
    .map(([key, some]) => ({ day: key.slice(0, 10), version: key.slice(11), workstations: some.length })).toSorted((a, b) => (a.day === b.day ? byVersion(b.version, a.version) : a.day < b.day ? 1 : -1));
}

/** What is no version is before every version. */
function byVersion(a: string, b: string): number {
  if (isVersion(a) && isVersion(b)) return compareVersions(a, b);
  return Number(isVersion(a)) - Number(isVersion(b)) || (a < b ? -1 : a > b ? 1 : 0);
}
