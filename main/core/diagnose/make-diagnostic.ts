import { statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { freemem, release, totalmem } from "node:os";
import { join } from "node:path";
import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";
import { diagnosticSchema, type Diagnostic } from "../../../shared/sync/diagnostic-messages.ts";
import { DB_NAME, WAL_NAME } from "../db/witness-aside.ts";
import { countUnsent } from "../db/documents.ts";
import { getLine } from "../db/replica.ts";
import { sql } from "../db/sql.ts";
import type { CoreDeps } from "../deps.ts";
import type { Desk } from "../files/desk.ts";
import type { CentreInfo } from "../session/centre-info.ts";

const MIB = 1_048_576;
const MOST = 99_999_999;
const few = (value: number): number => Math.min(MOST, Math.max(0, Math.round(value)));
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

export type DiagnosticParts = { readonly deps: Pick<CoreDeps, "version" | "host" | "now">; readonly desk: Desk; readonly centre: CentreInfo; readonly status: () => SyncStatus; /** Where the database is. */ readonly folder: string };

/** [FL6] What this workstation may say of itself: each value counted or measured here, none copied from a file or typed by a person. */
export async function makeDiagnostic({ deps, desk, centre, status, folder }: DiagnosticParts, errors: Diagnostic["errors"]): Promise<Diagnostic> {
  const { read } = desk.db;
  const { kind, error, waiting, oldestWaitingAt, lastContactAt, newsHeldBack, folder: shared, toSettle } = status();
  const disk = await statfs(folder).then(({ bavail, bsize }) => few((bavail * bsize) / MIB), () => undefined);
  const clockOffMs = centre.clockOffMs();
  const system = diagnosticSchema.shape.system.safeParse(release().slice(0, 60));
  return diagnosticSchema.parse({
    form: 1, madeAt: Math.max(0, Math.round(deps.now())), version: deps.version, host: deps.host, platform: ["win32", "darwin", "linux"].includes(process.platform) ? process.platform : "other", arch: process.arch, ...(system.success && system.data !== undefined ? { system: system.data } : {}), runtime: process.versions.node,
    uptimeMinutes: few(process.uptime() / 60), memoryMib: few(totalmem() / MIB), memoryFreeMib: few(freemem() / MIB), ...(disk === undefined ? {} : { diskFreeMib: disk }), databaseMib: few((sizeOf(join(folder, DB_NAME)) + sizeOf(join(folder, WAL_NAME))) / MIB),
    ...(clockOffMs === undefined ? {} : { clockOffMs }), rules: centre.rules(), epoch: few(centre.hello()?.epoch.n ?? 0),
    sync: {
      kind, ...(error === undefined ? {} : { error: error.code }), waiting: few(waiting), ...(oldestWaitingAt === undefined ? {} : { oldestAt: oldestWaitingAt }), ...(lastContactAt === undefined ? {} : { contactAt: lastContactAt }), newsHeldBack: newsHeldBack === true,
      folder: shared?.path === undefined ? "none" : shared.problem === undefined ? "well" : "failing",
    },
    counts: { files: few(read.get<{ n: number }>(sql`SELECT count(*) AS n FROM file_row`)?.n ?? 0), toSettle: few(toSettle), branches: few(desk.me().branches.length), documentsUnsent: few(countUnsent(read)), changes: few(getLine(read).head.seq) },
    errors,
  });
}
