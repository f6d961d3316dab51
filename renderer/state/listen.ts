import type { SessionState } from "../../shared/bridge/session-views.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import { coalesce } from "./coalesce.ts";
import { refreshDocuments } from "./documents-slice.ts";
import { refreshFile } from "./file-slice.ts";
import { heardImport, refreshImport } from "./import-slice.ts";
import { refreshList } from "./list-slice.ts";
import { refreshLookup } from "./lookup-slice.ts";
import { flushSaves } from "./saving.ts";
import { leftDesk } from "./session-slice.ts";
import { refreshWaiting } from "./sync-slice.ts";
import { refreshViews } from "./views-slice.ts";
import type { Desk } from "./desk.ts";

/** A synchronisation tells of many files in a second; the list needs asking a few times only. */
const BURST_MS = 300;

/** Asks the core for everything once, then holds what it says. Answers the way to stop listening. */
export function listenToCore(desk: Desk): () => void {
  const { bridge } = desk;
  const relist = coalesce(() => { if (desk.get().list.total !== undefined) void refreshList(desk); }, BURST_MS);
  const stops = [
    bridge.on("app.info", (info) => desk.set({ info })),
    bridge.on("session.changed", (session) => {
      const was = desk.get().session;
      const [showed, shows] = [showsClients(was), showsClients(session)];
      desk.set({ session, ...(showed && !shows ? leftDesk(desk) : {}) });
      if (session.kind === "open" && (was?.kind !== "open" || showed !== shows)) void loadOpened(desk, session);
    }),
    bridge.on("session.locking", ({ seconds }) => {
      desk.set({ locking: seconds });
      // Before the core locks: what is typed is on the disk, and so is sealed.
      if (seconds !== undefined) void flushSaves(desk);
    }),
    bridge.on("settings.changed", (settings) => desk.set({ settings })),
    bridge.on("sync.status", (sync) => {
      desk.set({ sync });
      if (desk.get().panel === "sync" && showsClients(desk.get().session)) void refreshWaiting(desk);
    }),
    bridge.on("update.changed", (update) => desk.set({ update })),
    bridge.on("import.changed", ({ view }) => heardImport(desk, view)),
    bridge.on("lookup.changed", () => void (showsClients(desk.get().session) && refreshLookup(desk))),
    bridge.on("documents.changed", (files) => {
      const open = desk.get().desk.file;
      if (open !== undefined && files.includes(open)) void refreshDocuments(desk);
    }),
    bridge.on("files.changed", (files) => {
      followFile(desk, files);
      relist();
    }),
  ];
  void loadAll(desk);
  return () => stops.forEach((stop) => stop());
}

async function loadAll(desk: Desk): Promise<void> {
  const [info, settings, update] = await Promise.all([desk.ask("app.info", undefined), desk.ask("settings.get", undefined), desk.ask("update.state", undefined)]);
  desk.set({ ...(info === undefined ? {} : { info }), ...(settings === undefined ? {} : { settings }), ...(update === undefined ? {} : { update }) });
  const session = await desk.ask("session.state", undefined);
  if (session !== undefined) desk.set({ session });
  if (session?.kind === "open") await loadOpened(desk, session);
}

const showsClients = (session: SessionState | undefined): boolean => session?.kind === "open" && session.grace?.over !== true;

async function loadOpened(desk: Desk, session: SessionState): Promise<void> {
  const clients = showsClients(session) ? [refreshImport(desk), refreshViews(desk)] : [];
  const [sync, settings] = await Promise.all([desk.ask("sync.status", undefined), desk.ask("settings.get", undefined), ...clients]);
  desk.set({ ...(sync === undefined ? {} : { sync }), ...(settings === undefined ? {} : { settings }) });
}

function followFile(desk: Desk, files: readonly FileId[]): void {
  const open = desk.get().desk.file;
  if (open !== undefined && (files.length === 0 || files.includes(open))) void refreshFile(desk);
}
