import { CHANGE_KINDS, type ChangeKind } from "../../shared/sync/change.ts";
import { FAULTS, type Fault } from "./faults.ts";

/** How often each fault met a change of each kind: of a run, or of many together. */
export type Coverage = { readonly met: (fault: Fault, kinds: Iterable<ChangeKind>) => void; readonly add: (other: Coverage) => void; readonly count: (fault: Fault, kind: ChangeKind) => number };

export function createCoverage(): Coverage {
  const counts = new Map<string, number>();
  const plus = (key: string, many: number): void => void counts.set(key, (counts.get(key) ?? 0) + many);
  const count: Coverage["count"] = (fault, kind) => counts.get(`${fault}/${kind}`) ?? 0;
  return {
    count,
    met: (fault, kinds) => {
      for (const kind of new Set(kinds)) plus(`${fault}/${kind}`, 1);
    },
    add: (other) => {
      for (const fault of FAULTS) for (const kind of CHANGE_KINDS) plus(`${fault}/${kind}`, other.count(fault, kind));
    },
  };
}

/** Cells met less often than `least`, as "fault × kind: times". */
export const thinCells = (coverage: Coverage, least: number): readonly string[] =>
  FAULTS.flatMap((fault) => CHANGE_KINDS.flatMap((kind) => (coverage.count(fault, kind) < least ? [`${fault} × ${kind}: ${coverage.count(fault, kind)}`] : [])));

export function matrixText(coverage: Coverage): string {
  const rows = FAULTS.map((fault) => `| ${fault} | ${CHANGE_KINDS.map((kind) => coverage.count(fault, kind)).join(" | ")} |`);
  return [`| fault | ${CHANGE_KINDS.join(" | ")} |`, `|---|${CHANGE_KINDS.map(() => "---|").join("")}`, ...rows].join("\n");
}
