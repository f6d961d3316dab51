import { purgeFile, purgeName } from "../../../shared/audit/purge.ts";
import type { AnchorStore } from "../../objects/anchor-store.ts";
import type { ObjectStore } from "../../objects/object-store.ts";
import type { PurgeRow, Store } from "../../store/store.ts";

export type Finishing = {
  readonly store: Pick<Store, "listPurges" | "notePurge">; readonly objects: Pick<ObjectStore, "eraseFile">;
  /** Undefined: this centre keeps nothing out of its database's reach, and a restored backup finds no purge that came after it. */
  readonly anchors: Pick<AnchorStore, "put"> | undefined; readonly now: () => number;
};
/** `locked`: whose contents a lock keeps; `until` of the last of them, ms. `unkept`: statements that lie nowhere but in the store. */
export type Finished = { readonly contents: number; readonly locked: number; readonly until: number | undefined; readonly kept: number; readonly unkept: number };

const PAGE = 200;

/**
 * [ER14] What an erasure leaves to be done outside the database: its statement beside the anchors, and the contents of its documents. Each step is noted, so that whatever was cut off is done by whoever comes next.
 * @throws ObjectsAway
 */
export async function finishPurges({ store, objects, anchors, now }: Finishing, signal?: AbortSignal): Promise<Finished> {
  let [contents, locked, kept, unkept]: [number, number, number, number] = [0, 0, 0, 0];
  let until: number | undefined;
  for (let after: PurgeRow | undefined; ;) {
    const rows = await store.listPurges(after, PAGE, true);
    for (const row of rows) {
      if (signal?.aborted === true) return { contents, locked, until, kept, unkept };
      if (row.keptAt === null && anchors !== undefined) kept += await keep(row, anchors);
      if (row.keptAt === null && anchors === undefined) unkept += 1;
      if (row.contentsAt !== null) continue;
      const left = await objects.eraseFile(row);
      if (left.until === undefined) {
        await store.notePurge(row, { contentsAt: now(), contentsUntil: null });
        contents += 1;
        continue;
      }
      if (left.until !== row.contentsUntil) await store.notePurge(row, { contentsUntil: left.until });
      locked += 1;
      until = Math.max(until ?? 0, left.until);
    }
    after = rows.at(-1);
    if (rows.length < PAGE) return { contents, locked, until, kept, unkept };
  }

  async function keep(row: PurgeRow, where: Pick<AnchorStore, "put">): Promise<number> {
    if ((await where.put(purgeName(row), purgeFile(row.text, row.kid, row.signature))) === "differs") throw new Error("another statement of that file's erasure lies beside the anchors");
    await store.notePurge(row, { keptAt: now() });
    return 1;
  }
}
