import { LEVEL, type Judged, type Part } from "./judge-row.ts";
import { isSound, type RowResult } from "./run-row.ts";

/** As many digits as the level itself has. */
export const percent = (share: number): string => `${(Math.floor(share * 100_000) / 1_000).toFixed(3)} %`;
/** Of a part of a row, which may be empty: where answers never came back there is no after. */
export const shareOf = ({ sent, share }: Pick<Part, "sent" | "share">): string => (sent === 0 ? "–" : percent(share));
export const seconds = (ms: number | undefined): string => (ms === undefined ? "not within the row" : `${(ms / 1_000).toFixed(1)} s`);
export const milliseconds = (ms: number): string => (Number.isFinite(ms) ? String(Math.round(ms)) : "never");

/** A window in words: in how long the level holds with one such event in it. */
export function windowWords(holdsOverSeconds: number): string {
  if (holdsOverSeconds < 60) return holdsOverSeconds === 0 ? "any" : "1 min";
  if (holdsOverSeconds < 5_400) return `${Math.ceil(holdsOverSeconds / 60)} min`;
  return holdsOverSeconds < 2 * 86_400 ? `${(holdsOverSeconds / 3_600).toFixed(1)} h` : `${(holdsOverSeconds / 86_400).toFixed(1)} days`;
}

export const codes = (counts: Readonly<Record<string, number>>): string => Object.entries(counts).toSorted(([a], [b]) => a.localeCompare(b)).map(([code, n]) => `${code} × ${n}`).join(", ") || "none";

export const levelWords = ({ whole }: Pick<Judged, "whole">): string => (whole.share >= LEVEL ? "held" : "not held over this row");

/** A row on a screen. */
export function rowLine(result: RowResult): readonly string[] {
  const { name, judged, load, documents, checked, logged } = result;
  const { before, during, after, whole } = judged;
  return [
    `${name}: ${isSound(result) ? "sound" : "NOT SOUND"}, level ${levelWords(judged)} (${percent(whole.share)}; before ${shareOf(before)}, during ${shareOf(during)}, after ${shareOf(after)})`,
    `  ${whole.sent} batches sent, ${whole.answered} answered, ${whole.accepted} accepted; p50 ${milliseconds(whole.p50Ms)} ms, p99 ${milliseconds(whole.p99Ms)} ms, slowest ${milliseconds(whole.slowestMs)} ms; fault ${result.faultSeconds.toFixed(1)} s`,
    `  RTO ${seconds(judged.rtoMs)} from the fault, ${seconds(judged.rtoLiftedMs)} from its end; ${judged.lateSeconds.toFixed(2)} s late: held over ${windowWords(judged.holdsOverSeconds)}, ${judged.timesAMonth ?? "any number of"} times a month`,
    `  RPO ${checked.lost} of ${checked.asked}, ${checked.twice} twice; checks: ${checked.found.join("; ") || "nothing found"}${checked.lostWords.length === 0 ? "" : `; ${checked.lostWords.join("; ")}`}`,
    `  errors: ${codes(load.errors)}; tokens refreshed ${load.refreshed}, not ${load.refreshFailed}; documents ${documents.there} of ${documents.attached}, slowest ${seconds(documents.slowestMs)}, files ${seconds(documents.fileSlowestMs)} (${documents.status})${load.stopped.length === 0 ? "" : `; STOPPED ${load.stopped.length}: ${load.stopped[0] ?? ""}`}`,
    ...(Object.keys(logged).length === 0 ? [] : [`  servers logged: ${codes(logged)}`]),
  ];
}
