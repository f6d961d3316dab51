import type { AppInfo } from "../../shared/bridge/app-views.ts";
import type { SyncStatus } from "../../shared/bridge/sync-views.ts";
import type { InboxEntry, LeftWork } from "../../shared/bridge/inbox-views.ts";
import { id, type ChangeId, type FileId } from "../../shared/kernel/ids.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { fileId, NOW, rowOf } from "./fake-files.ts";

const HOUR_MS = 3_600_000;
const one = (kind: InboxEntry["kind"], n: number | undefined, hours: number, more: Partial<InboxEntry> = {}): InboxEntry => {
  const row = n === undefined ? undefined : rowOf(n);
  return { id: `${kind} ${n ?? ""}`, kind, since: instant(NOW - hours * HOUR_MS), isAhead: false, file: row?.file, name: row?.name ?? "", siren: row?.siren ?? "", other: undefined, error: undefined, fields: [], act: undefined, until: undefined, count: 1, offMs: undefined, ...more };
};

const some: readonly InboxEntry[] = [
  one("refused", 7, 2, { error: { code: "G2004" }, fields: ["amount"] }),
  one("left-work", 19, 70, { error: { code: "G2008" }, fields: ["amount", "city"], count: 2 }),
  one("conflict", 9, 5, { error: { code: "G2007" }, fields: ["amount"] }),
  one("duplicate", 3, 4, { other: { file: fileId(1), name: rowOf(1).name, advisor: "Karim Exemple" } }),
  one("amendment", 2, 1, { error: { code: "G2006" }, fields: ["amount"] }),
];
const rest: readonly InboxEntry[] = [
  one("here-old", 4, 30, { count: 2 }),
  one("here-old", 16, 0, { since: instant(NOW + 70 * HOUR_MS), isAhead: true }),
  one("lost-file", 14, 0, { since: undefined, error: { code: "G4015" } }),
  one("held-back", 12, 6, { error: { code: "G2009" }, fields: ["city", "turnover", "staffFrance", "phone", "email", "naf"] }),
  one("document", 15, 3, { error: { code: "G7002" } }),
  one("centre-act", 13, 2, { act: { act: "corrected", amount: 12_000_000, why: "Montant mal saisi, contrat à l’appui.", asked: "Courrier du 14/04/2020, réf. 4512" } }),
  one("scheme-gone", 5, 1, { error: { code: "G9615" }, fields: ["scheme"] }),
  one("expiring", 12, 552, { until: instant(NOW + 5 * 24 * HOUR_MS) }),
  one("erased", undefined, 20, { count: 3, erased: { on: "2020-04-14", work: 1 } }),
  one("folder-problem", undefined, 2, { error: { code: "G8010", params: { reason: "EACCES" } } }),
];

/** One entry of each kind that the state of this core allows; as the real one orders them. */
export function inboxOf(which: "none" | "some" | "all", sync: SyncStatus, info: AppInfo): readonly InboxEntry[] {
  return [
    ...(sync.kind === "stopped" ? [one("line-stopped", undefined, 3, { error: sync.error, count: sync.waiting })] : []),
    ...(which === "all" ? rest.slice(0, 2) : []), ...(which === "none" ? [] : some.slice(0, 1)),
    ...(sync.kind === "signed-out" ? [one("signed-out", undefined, 3, { error: { code: "G3001" }, count: sync.waiting })] : []),
    ...(info.clockOffMs === undefined ? [] : [one("clock-off", undefined, 0, { since: undefined, offMs: info.clockOffMs })]),
    ...(which === "all" ? rest.slice(2) : []), ...(which === "none" ? [] : some.slice(1)),
  ];
}

/** What is still held of the file that left. */
export const leftWork = (file: FileId): LeftWork => ({
  file, name: rowOf(19).name, siren: rowOf(19).siren,
  changes: [
    { change: id<ChangeId>(fileId(81)), kind: "settled", madeAt: instant(NOW - 71 * HOUR_MS), code: "G2001", fields: [{ field: "amount", value: 15_000_000 }], document: undefined },
    { change: id<ChangeId>(fileId(82)), kind: "edited", madeAt: instant(NOW - 70 * HOUR_MS), code: "G2009", fields: [{ field: "city", value: "Brest" }, { field: "phone", value: null }], document: undefined },
  ],
});
