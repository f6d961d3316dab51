import { sql } from "../../main/core/db/sql.ts";
import { getLine } from "../../main/core/db/replica.ts";
import { blobToUuid, uuidToBlob } from "../../main/core/db/uuid-blob.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import { viewFile } from "../../main/core/files/file-view.ts";
import { verifyAll } from "../../main/core/handlers/verify.ts";
import { sameValue } from "../../shared/sync/field-values.ts";
import { parseFileState } from "../../shared/sync/parse-file-state.ts";
import { keyOf, type MemoryTables } from "../../sync-server/testing/memory/memory-tables.ts";
import { isAtEnd, mayStop } from "./calm.ts";
import type { Workstation } from "./workstation.ts";
import type { World, Write } from "./world.ts";

/** What must hold on every workstation once all is calm. */
export async function deskTroubles(world: World): Promise<readonly string[]> {
  const tables = await world.centre.tables();
  const troubles: string[] = [];
  for (const desk of world.desks) {
    const who = desk.parts.person.login;
    troubles.push(...(await verifyAll(desk.life.desk)).faults.map((fault) => `${who}: ${fault}`));
    troubles.push(...endTroubles(world, desk, tables));
    // Of a restored centre that nobody declared, one change can stand again where it stood, made at another time: told in docs/reliability.md.
    if (!isAtEnd(desk) && !world.isRestored) troubles.push(...truthTroubles(world, desk, tables));
  }
  return [...troubles, ...writeTroubles(world, tables)];
}

/** [WS9] Stops where it must, and only there. */
function endTroubles(world: World, desk: Workstation, tables: MemoryTables): readonly string[] {
  const who = desk.parts.person.login;
  const { phase, error } = desk.life.state();
  if (isAtEnd(desk) && !mayStop(world, desk)) return [`${who} ${phase.kind} without cause: ${error?.code ?? ""} ${JSON.stringify(error?.params)}`];
  const have = tables.replicas.get(keyOf(desk.parts.person.bank, desk.replica.replica))?.have ?? 0;
  const { answered } = getLine(desk.db.read);
  if (have < answered && phase.kind !== "stopped" && phase.kind !== "signed-out") return [`[WS9] ${who} goes on with a centre that has ${have} of the ${answered} changes that it acknowledged`];
  return [];
}

/** [SY42] Before anything is compared: a comparison would mend in silence what the feed should have told. */
export async function feedTroubles(world: World): Promise<readonly string[]> {
  const tables = await world.centre.tables();
  return world.isRestored ? [] : world.desks.filter((desk) => !isAtEnd(desk)).flatMap((desk) => truthTroubles(world, desk, tables));
}

/** [SY9] [WS10] Byte for byte what the centre has of her branches, and nothing else. */
function truthTroubles(world: World, desk: Workstation, tables: MemoryTables): readonly string[] {
  const { person } = desk.parts;
  const branches = world.people.find(({ id }) => id === person.id)?.branches ?? [];
  const expected = [...tables.files].filter(([key, row]) => key.startsWith(`${person.bank}/`) && branches.includes(row.branch)).map(([, row]) => `${row.file} ${row.branch} ${row.version} ${row.hash} ${row.state}`).toSorted();
  const rows = desk.db.read.all<{ file: Uint8Array; branch: Uint8Array; version: number; hash: string; state: string; left_at: number | null }>(sql`SELECT file, branch, version, hash, state, left_at FROM file_truth`);
  const held = rows.map((row) => `${blobToUuid(row.file)} ${blobToUuid(row.branch)} ${row.version} ${row.hash} ${row.state}${row.left_at === null ? "" : " left"}`).toSorted();
  const missing = expected.filter((one) => !held.includes(one));
  const more = held.filter((one) => !expected.includes(one));
  return missing.length + more.length === 0 ? [] : [`[SY42] ${person.login} differs from the centre: ${missing.length} states missing, ${more.length} that it has not: ${[...missing, ...more].map((one) => one.slice(0, 78)).join(" | ")}`];
}

/** [WS4] What somebody typed last in a field is where she can see it, unless somebody typed over it, or her disk lost it and she was told. */
function writeTroubles(world: World, tables: MemoryTables): readonly string[] {
  const last = new Map<string, Write>();
  for (const write of world.writes) last.set(`${write.file}/${write.field}`, write);
  // The centre put back and the disk damaged: what was acknowledged may then be in neither, and both were told.
  const isTold = ({ by, life }: Write): boolean => by.lostLives.has(life) || (world.isRestored && by.lostLives.size > 0);
  return [...last.values()].filter((write) => write.isOwed && !isTold(write) && !isSeen(world, write, tables))
    .map(({ by, file, field, value }) => `[WS4] ${field} = ${value}, typed by ${by.parts.person.login} in ${file}, is nowhere`);
}

function isSeen(world: World, { by, file, field, value }: Write, tables: MemoryTables): boolean {
  const row = tables.files.get(keyOf(by.parts.person.bank, file));
  const state = row === undefined ? undefined : parseFileState(row.state);
  const centre = state?.ok === true ? [state.value.fields[field], ...state.value.conflicts.filter((conflict) => conflict.field === field).map(({ mine }) => mine)] : [];
  const owners = world.desks.filter((desk) => desk.parts.person.id === by.parts.person.id);
  const seen = owners.flatMap((desk) => {
    const view = viewFile(desk.life.desk, file);
    // A file that is no longer hers to see: what she did of it stays in her line.
    if (!view.ok) return isInLine(desk, file, value) ? [value] : [];
    const open = view.value.conflicts.filter((conflict) => conflict.field === field).map(({ mine }) => mine);
    return [view.value.fields[field], ...open, ...view.value.amendments.filter((amendment) => amendment.field === field).map((amendment) => amendment.value)];
  });
  return [...centre, ...seen].some((one) => sameValue(one, value));
}

function isInLine(desk: Workstation, file: FileId, value: string): boolean {
  const rows = desk.db.read.all<{ body: string }>(sql`SELECT body FROM outbox WHERE file = ${uuidToBlob(file)}`);
  return rows.some(({ body }) => body.includes(JSON.stringify(value)));
}
