import { readFileSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { finishPurges } from "../domain/erasure/finish-purges.ts";
import { dueFiles } from "../domain/erasure/retention-report.ts";
import { openAnchorFolder } from "../objects/anchor-folder.ts";
import { openFolderStore } from "../objects/folder-store.ts";
import { openPgliteStore } from "../store/open-store.ts";
import type { SmallWorld } from "../testing/small-world.ts";
import { erasingOn, POLICY, wholeBank } from "../testing/erasing.ts";

/** What the kill test hands to the process that it will kill. */
export type EraseOrder = { readonly folder: string; readonly objects: string; readonly anchors: string; readonly directory: SmallWorld["directory"]; readonly on: string };

/** All that is due, as the command erases it, each told once it is gone; until it is done or killed. */
const { folder, objects, anchors, directory, on } = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as EraseOrder;
const store = await openPgliteStore({ folder });
const erasing = await erasingOn(store, { directory }, on);
flushCompileCache();
process.stdout.write("ready\n");
for await (const file of dueFiles({ store, retention: POLICY, on: erasing.moment().businessDate, floors: erasing.floors }, wholeBank({ directory }))) {
  const erased = await erasing.erase(file);
  if (!erased.ok) throw new Error(JSON.stringify(erased.error));
  process.stdout.write("erased\n");
}
await finishPurges({ store, objects: openFolderStore(objects), anchors: openAnchorFolder(anchors), now: Date.now });
process.stdout.write("finished\n");
await store.sweep();
await store.close();
process.exit(0);
