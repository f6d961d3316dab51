import type { FileId } from "../../../shared/kernel/ids.ts";
import { isTraining } from "../../../shared/pge/training-company.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import { findOverviewRow, listOverviewRows, type OverviewRow } from "../db/overview-rows.ts";
import type { Desk } from "../files/desk.ts";
import type { FileKnown } from "../files/file-known.ts";
import { readProjection } from "../files/file-view.ts";
import { breathe } from "../breathe.ts";
import { factsOf, type FileFacts } from "./file-facts.ts";

/** Read between two breaths. */
const PAGE = 200;

/**
 * The facts of every file that this computer knows, kept from one asking to the next: only what changed is read again. Undefined when the desk
 * was closed meanwhile.
 */
export type FactsKeeper = { readonly heard: (files: readonly FileId[]) => void; readonly read: () => Promise<readonly FileFacts[] | undefined> };

export function createFactsKeeper(desk: Desk): FactsKeeper {
  let known = new Map<FileId, FileFacts>();
  let isUnread = true;
  const changed = new Set<FileId>();
  let running: Promise<void> | undefined;

  async function readAll(): Promise<void> {
    isUnread = false;
    changed.clear();
    const fresh = new Map<FileId, FileFacts>();
    for (let after = 0; ; ) {
      const page = listOverviewRows(desk.db.read, after, PAGE);
      for (const row of page) {
        after = row.id;
        const facts = readFacts(desk, row);
        if (facts !== undefined) fresh.set(row.file, facts);
      }
      if (page.length < PAGE) break;
      await breathe();
      if (!desk.isOpen()) return void (isUnread = true);
    }
    known = fresh;
  }

  async function refresh(): Promise<void> {
    if (isUnread) await readAll();
    let n = 0;
    for (const file of changed) {
      changed.delete(file);
      const row = findOverviewRow(desk.db.read, file);
      const facts = row === undefined ? undefined : readFacts(desk, row);
      if (facts === undefined) known.delete(file);
      else known.set(file, facts);
      n += 1;
      if (n % PAGE !== 0) continue;
      await breathe();
      if (!desk.isOpen()) return;
    }
  }

  return {
    heard: (files) => {
      if (files.length === 0) isUnread = true;
      for (const file of files) changed.add(file);
    },
    read: async () => {
      running ??= refresh().catch((error: unknown) => { isUnread = true; throw error; }).finally(() => void (running = undefined));
      await running;
      return desk.isOpen() ? [...known.values()] : undefined;
    },
  };
}

/** The centre's own text where nothing else is known of the file; else what the screen shows of it. Guided files are no work of the branch's. */
function readFacts(desk: Desk, row: OverviewRow): FileFacts | undefined {
  const told = row.isHere || row.isHeard || row.truth === undefined ? undefined : parseFileState(row.truth.state);
  const { branch, state } = row.truth !== undefined && told?.ok === true && told.value.updatedAt === row.updatedAt ? { branch: row.truth.branch, state: told.value } : projected(desk, row.file) ?? {};
  return branch === undefined || state === undefined || isTraining(state.fields) ? undefined : factsOf(branch, row.status, row.isHere, state);
}

function projected(desk: Desk, file: FileId): { readonly branch: string | undefined; readonly state: FileState } | undefined {
  const read = readProjection(desk.db.read, desk, file);
  return read.ok ? { branch: branchOf(read.value.known), state: read.value.projection.state } : undefined;
}

export const branchOf = ({ truth, newFile, line, heard }: FileKnown): string | undefined => truth?.stored.branch ?? newFile?.branch ?? line[0]?.head.branch ?? heard[0]?.head.branch;
