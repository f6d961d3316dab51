import type { Diagnostic } from "../sync/diagnostic-messages.ts";
import type { Words } from "./texts.ts";

export type DiagnosticLine = { readonly label: string; readonly value: string };

/** A diagnostic in plain words, all of it, for its owner before it leaves and for whoever reads it. */
export function diagnosticLines(diagnostic: Diagnostic, { t, count, format }: Words): readonly DiagnosticLine[] {
  const { madeAt, version, host, platform, arch, system, runtime, uptimeMinutes, memoryMib, memoryFreeMib, diskFreeMib, databaseMib, clockOffMs, rules, epoch, sync, counts, errors } = diagnostic;
  const size = (mib: number): string => format.size(mib * 1_048_576);
  const line = (label: string, value: string): DiagnosticLine => ({ label, value });
  return [
    line(t("diagnostic.madeAt"), format.dayAndTime(madeAt)),
    line(t("diagnostic.program"), `Guichet ${version} · ${host} · ${runtime} · ${rules} · ${t("diagnostic.epoch", { n: epoch })}`),
    line(t("diagnostic.system"), [platform, ...(system === undefined ? [] : [system]), arch].join(" · ")),
    line(t("diagnostic.uptime"), format.age(uptimeMinutes * 60_000)),
    line(t("diagnostic.memory"), t("diagnostic.freeOf", { free: size(memoryFreeMib), all: size(memoryMib) })),
    line(t("diagnostic.disk"), `${diskFreeMib === undefined ? t("diagnostic.unknown") : t("diagnostic.free", { free: size(diskFreeMib) })} · ${t("diagnostic.database", { size: size(databaseMib) })}`),
    line(t("diagnostic.clock"), clockOffMs === undefined ? t("diagnostic.unknown") : t("diagnostic.clockOff", { seconds: format.count(Math.round(clockOffMs / 1_000)) })),
    line(t("diagnostic.sync"), [
      t(`diagnostic.sync.${sync.kind}`), ...(sync.error === undefined ? [] : [sync.error]), count("devices.waits", sync.waiting), ...(sync.oldestAt === undefined ? [] : [t("devices.since", { when: format.dayAndTime(sync.oldestAt) })]),
      ...(sync.contactAt === undefined ? [] : [t("diagnostic.contact", { when: format.dayAndTime(sync.contactAt) })]), ...(sync.newsHeldBack ? [t("diagnostic.heldBack")] : []), t(`diagnostic.folder.${sync.folder}`),
    ].join(" · ")),
    line(t("diagnostic.counts"), t("diagnostic.countsAre", { files: format.count(counts.files), toSettle: format.count(counts.toSettle), branches: format.count(counts.branches), documents: format.count(counts.documentsUnsent), changes: format.count(counts.changes) })),
    line(t("diagnostic.errors"), errors.length === 0 ? t("diagnostic.errors.none") : errors.map(({ code, times, lastAt }) => t("diagnostic.error", { code, times: format.count(times), when: format.dayAndTime(lastAt) })).join(" · ")),
  ];
}
