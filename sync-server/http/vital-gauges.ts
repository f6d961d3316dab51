import { Gauge } from "prom-client";
import type { Services } from "../domain/services.ts";
import type { VitalsNow } from "../domain/vitals/watch-vitals.ts";

type Parts = { readonly vitals: Services["vitals"]; readonly now: () => number };
type Read = (told: VitalsNow, now: number) => number;
/** The figure of each word that the label may be. */
type ReadMany = (told: VitalsNow) => readonly { readonly name: string; readonly count: number }[];

/** The vital figures, over all banks: figures without a name. Every server tells the same, so the largest is meant, never the sum. None before it was read once. */
export function vitalGauges({ vitals, now }: Parts): readonly Gauge[] {
  const one = (name: string, help: string, read: Read): Gauge => new Gauge({ name, help, registers: [], collect() { const told = vitals(); if (told === undefined) this.remove(); else this.set(read(told, now())); } });
  const many = (name: string, help: string, label: string, read: ReadMany): Gauge =>
    new Gauge({ name, help, labelNames: [label], registers: [], collect() { const told = vitals(); if (told !== undefined) for (const each of read(told)) this.set({ [label]: each.name }, each.count); } });
  return [
    many("guichet_workstations", "Workstations that may work, by how long ago they were heard of", "heard", ({ vitals: { seen } }) => seen),
    one("guichet_unsent_oldest_seconds", "For how long the oldest change waits that a workstation told of; 0 where none waits", ({ vitals: { unsentOldest } }, at) => (unsentOldest === undefined ? 0 : Math.max(0, Math.round((at - unsentOldest) / 1_000)))),
    many("guichet_unsent_branches", "Branches in which a change waits for at least so long; which ones is in the reporting schema, view unsent", "than", ({ vitals: { unsentBranches } }) => unsentBranches),
    one("guichet_undeclared_loans", "Loans disbursed that no accepted or open declaration covers", ({ undeclared: { loans } }) => loans),
    one("guichet_undeclared_euros", "Amount of those loans", ({ undeclared: { cents } }) => cents / 100),
    one("guichet_undeclared_oldest_days", "Days since the disbursement of the oldest of them", ({ undeclared: { oldestDays } }) => oldestDays),
    one("guichet_database_connections", "Connections to this database, of all programs", ({ vitals: { connections } }) => connections),
    one("guichet_database_connections_limit", "Connections that the database server allows", ({ vitals: { connectionLimit } }) => connectionLimit),
    one("guichet_database_lock_waits", "Locks that somebody waits for now", ({ vitals: { lockWaits } }) => lockWaits),
    one("guichet_vitals_age_seconds", "Since the figures of the centre's vitals were read", ({ readAt }, at) => Math.max(0, Math.round((at - readAt) / 1_000))),
  ];
}
