import type { ParserResult } from "./run-parser.ts";

const MIB = 1024 * 1024;
export const mib = (bytes: number): string => (bytes / MIB).toFixed(0);
export const ms = (time: number): string => (time < 10 ? time.toFixed(1) : time.toFixed(0));

/** Both kinds together, for a terminal. */
export function resultLine({ name, kinds: { structure, bytes } }: ParserResult): string {
  const found = structure.findings.length + bytes.findings.length;
  const counts = [structure, bytes].map(({ inputs, accepted, refused }) => `${inputs} (${accepted} taken, ${refused} refused)`);
  return `${name.padEnd(24)}structure ${counts[0]}, bytes ${counts[1]}, ${structure.outcomes.size + bytes.outcomes.size} outcomes, slowest ${ms(Math.max(structure.slowestMs, bytes.slowestMs))} ms, peak ${mib(Math.max(structure.peakBytes, bytes.peakBytes))} MiB${found === 0 ? "" : `, ${found} FOUND`}`;
}
