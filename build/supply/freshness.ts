import { z } from "zod";
import { EXIT, type Verdict } from "./exit-codes.ts";

/** Electron maintains its newest three lines. */
const LINES = 3;
/** How long a newer release of our own line may be out before we are behind: time to read, build and try it. */
const GRACE_DAYS = 14;
const DAY_MS = 86_400_000;

const timesGate = z.record(z.string(), z.string());

/** `written`: what `npm view electron time --json` said; `pinned`: package.json's version. */
export function judgeElectron(written: string, pinned: string, nowMs: number): Verdict {
  const releases = readReleases(written);
  const ours = partsOf(pinned);
  if (releases === undefined || ours === undefined) return { code: EXIT.unjudged, lines: [`electron: NOTHING WAS JUDGED: the registry said nothing of its releases. ${pinned} is not known to be current.`] };
  const newestLine = Math.max(...releases.map(({ parts }) => parts[0]));
  const fixes = releases.filter(({ parts, atMs }) => parts[0] === ours[0] && isNewer(parts, ours) && nowMs - atMs > GRACE_DAYS * DAY_MS);
  const lines = [
    ...(ours[0] <= newestLine - LINES ? [`refused: Electron ${pinned} is of a line that is no longer maintained: the oldest is ${newestLine - LINES + 1}`] : []),
    ...fixes.slice(-1).map(({ version, atMs }) => `refused: Electron ${pinned} is behind: ${version} has been out since ${new Date(atMs).toISOString().slice(0, 10)}`),
  ];
  return lines.length > 0 ? { code: EXIT.refused, lines } : { code: EXIT.clean, lines: [`electron: ${pinned} is current (newest line ${newestLine}, ${LINES} maintained, ${GRACE_DAYS} days for a release of its own)`] };
}

type Parts = readonly [number, number, number];
type Release = { readonly version: string; readonly parts: Parts; readonly atMs: number };

function readReleases(written: string): readonly Release[] | undefined {
  try {
    const times = timesGate.safeParse(JSON.parse(written));
    const releases = Object.entries(times.data ?? {}).flatMap(([version, at]) => {
      const parts = partsOf(version);
      return parts === undefined ? [] : [{ version, parts, atMs: Date.parse(at) }];
    });
    return releases.length === 0 ? undefined : releases.toSorted((a, b) => (isNewer(a.parts, b.parts) ? 1 : -1));
  } catch {
    return undefined;
  }
}

/** Of a release proper; previews and nightlies have none. */
function partsOf(version: string): Parts | undefined {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [];
  return patch === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

const isNewer = (one: Parts, other: Parts): boolean => (one[0] - other[0] || one[1] - other[1] || one[2] - other[2]) > 0;
