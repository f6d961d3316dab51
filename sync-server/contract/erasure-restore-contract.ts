import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { purgeFile, purgeName, purgeText } from "../../shared/audit/purge.ts";
import { instant } from "../../shared/kernel/instant.ts";
import type { FirstVerdict } from "../../shared/sync/protocol.ts";
import { finishPurges } from "../domain/erasure/finish-purges.ts";
import { reapplyPurges } from "../domain/erasure/reapply-purges.ts";
import { openAnchorFolder } from "../objects/anchor-folder.ts";
import { openFolderStore } from "../objects/folder-store.ts";
import { beginEpochByTwo } from "../testing/begin-epoch-by-two.ts";
import { created, edited, feedOf, ownBranch, valueOf } from "../testing/contract-world.ts";
import { erasingOn } from "../testing/erasing.ts";
import type { RestorableStore } from "../testing/restorable-store.ts";
import { createSmallWorld, type SmallWorld } from "../testing/small-world.ts";
import { newId } from "../testing/workstation.ts";

/** [ER15] What was erased stays erased when the centre comes back from a backup that is older than that. */
export function erasureRestoreContract(make: () => Promise<RestorableStore>): void {
  const undo: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  });

  async function restored() {
    const parent = mkdtempSync(join(tmpdir(), "guichet-purges-"));
    undo.push(async () => rmSync(parent, { recursive: true, force: true }));
    const files = await make();
    undo.push(files.drop);
    const anchors = openAnchorFolder(join(parent, "anchors"));
    const objects = openFolderStore(join(parent, "objects"));
    const options = { now: () => instant(Date.UTC(2020, 3, 15, 9)) };
    let store = await files.open();
    let world: SmallWorld = await createSmallWorld(store, options);
    const { directory } = world;
    const reopen = async (): Promise<void> => {
      store = await files.open();
      world = await createSmallWorld(store, { ...options, directory });
    };
    undo.push(() => world.services.close());
    const marie = await world.workstation("marie");
    const [file, other] = [newId(), newId()];
    const told: FirstVerdict[] = [...await marie.send(created(file), created(other))].flatMap((one) => (one.kind === "duplicate" ? [] : [one]));
    await world.services.close();
    await files.backUp();
    await reopen();
    marie.moveTo(world);
    told.push(...(await marie.send(edited(file, 1, { city: [null, "Lyon"] }), edited(other, 1, { city: [null, "Nantes"] }))).flatMap((one) => (one.kind === "duplicate" ? [] : [one])));
    const { erase } = await erasingOn(store, world, "2022-04-15");
    const purge = valueOf(await erase(file));
    await finishPurges({ store, objects, anchors, now: Date.now });
    await world.services.close();
    await files.restore();
    store = await files.open();
    await beginEpochByTwo(store, { now: () => instant(Date.now()), randomBytes: (length) => new Uint8Array(randomBytes(length)) });
    const again = async () => {
      const [row, keys] = await Promise.all([store.centre(), store.signingKeys()]);
      if (row === undefined) throw new Error("no centre");
      return reapplyPurges({ store, found: anchors.list(undefined, "purges"), centre: { id: row.centre, keys }, epoch: row.epochN, now: Date.now });
    };
    return { parent, file, other, marie, purge, told, again, store: () => store, serve: async () => { await store.close(); await reopen(); marie.moveTo(world); return world; } };
  }

  test("[ER15] [ER11] the statements that lie beside the anchors are applied again before anything is served, and a workstation that offers the file again is refused", async () => {
    const it = await restored();
    expect((await it.store().listPurges(undefined, 10)).length).toBe(0);
    expect(await it.again()).toEqual({ applied: 1, known: 0, refused: [] });
    expect(await it.again()).toEqual({ applied: 0, known: 1, refused: [] });
    expect((await it.store().listPurges(undefined, 10)).map(({ text, keptAt }) => [text, keptAt !== null])).toEqual([[it.purge.text, true]]);
    await it.serve();
    const { marie, file, other } = it;
    expect(valueOf(await marie.enrol()).have).toBe(2);
    const { verdicts } = valueOf(await marie.reoffer(3, it.told.slice(2)));
    expect(verdicts.map((one) => (one.kind === "refused" ? one.code : one.kind))).toEqual(["G9571", "accepted"]);
    expect((await feedOf(marie)).map((entry) => [entry.file, entry.kind])).toEqual([[file, "left"], [other, "file"]]);
    expect(valueOf(await marie.snapshot(ownBranch(marie))).files.map((one) => one.file)).toEqual([other]);
  });

  test("[ER15] what is no statement of this centre is named, and erases nothing", async () => {
    const it = await restored();
    const { purge } = it.purge;
    const forged = { ...purge, file: it.other, heads: [] };
    writeFileSync(join(it.parent, "anchors", purgeName(forged)), purgeFile(purgeText(forged), it.purge.kid, it.purge.signature));
    writeFileSync(join(it.parent, "anchors", purgeName({ bank: newId(), file: newId() })), "{}");
    const { applied, refused } = await it.again();
    expect([applied, refused.length, refused.includes(purgeName(forged))]).toEqual([1, 2, true]);
    await it.serve();
    expect(valueOf(await it.marie.snapshot(ownBranch(it.marie))).files.map((one) => one.file)).toEqual([it.other]);
  });
}
