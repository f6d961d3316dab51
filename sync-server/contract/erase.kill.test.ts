import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { instant } from "../../shared/kernel/instant.ts";
import { verifyCentre } from "../domain/audit/verify-centre.ts";
import { openFolderStore } from "../objects/folder-store.ts";
import { openPgliteStore } from "../store/open-store.ts";
import { putEmptyStore } from "../store/testing/prepared-store.ts";
import { created } from "../testing/contract-world.ts";
import { wholeBank } from "../testing/erasing.ts";
import { createSmallWorld } from "../testing/small-world.ts";
import { newId } from "../testing/workstation.ts";
import type { EraseOrder } from "./erase-child.ts";

const FILES = 30;
const ROUNDS = process.env["GUICHET_LONG"] === undefined ? 6 : 60;
const child = fileURLToPath(new URL("erase-child.ts", import.meta.url));

/** Runs the erasing and kills it that long after it said so many things; undefined lets it end. */
function run(order: string, moment: { readonly lines: number; readonly ms: number } | undefined): Promise<"killed" | "done"> {
  return new Promise((resolve, reject) => {
    const eraser = spawn(process.execPath, [child, order], { stdio: ["ignore", "pipe", "pipe"] });
    let [said, lines] = ["", 0];
    eraser.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    eraser.stdout.on("data", (chunk: Buffer) => {
      const before = lines;
      lines += chunk.toString().split("\n").length - 1;
      if (moment !== undefined && before <= moment.lines && lines > moment.lines) setTimeout(() => eraser.kill("SIGKILL"), moment.ms);
    });
    eraser.once("error", reject);
    eraser.once("exit", (code, signal) => (signal === "SIGKILL" ? resolve("killed") : code === 0 ? resolve("done") : reject(new Error(said.slice(0, 2_000)))));
  });
}

test("[ER10] [ER14] killed at any moment and begun again, everything that is due is erased once, with its statement and without its contents, and the centre verifies", async () => {
  const parent = mkdtempSync(join(tmpdir(), "guichet-erase-kill-"));
  try {
    const [folder, objects, anchors] = [join(parent, "store"), join(parent, "objects"), join(parent, "anchors")];
    await putEmptyStore(folder);
    const store = await openPgliteStore({ folder });
    const world = await createSmallWorld(store, { now: () => instant(Date.UTC(2020, 3, 15, 9)) });
    const files = Array.from({ length: FILES }, () => newId());
    const marie = await world.workstation("marie");
    await marie.send(...files.map((file) => created(file)));
    const bank = wholeBank(world).bank;
    for (const file of files) await openFolderStore(objects).put({ bank, file, document: "d".repeat(64) }, Buffer.from("content"));
    await world.services.close();
    const order = join(parent, "order.json");
    writeFileSync(order, JSON.stringify({ folder, objects, anchors, directory: world.directory, on: "2022-04-15" } satisfies EraseOrder));

    let killed = 0;
    for (let round = 0; round < ROUNDS; round += 1) if ((await run(order, { lines: Math.floor(Math.random() * 9), ms: Math.random() * 30 })) === "killed") killed += 1;
    expect(killed).toBeGreaterThan(0);
    expect(await run(order, undefined)).toBe("done");

    const after = await openPgliteStore({ folder });
    const centre = await after.centre();
    expect((await after.listRetained(wholeBank(world), undefined, 100)).length).toBe(0);
    const purges = await after.listPurges(undefined, 100);
    expect([purges.map(({ file }) => file).toSorted(), purges.every(({ keptAt, contentsAt }) => keptAt !== null && contentsAt !== null)]).toEqual([files.toSorted(), true]);
    expect((await verifyCentre({ store: after, centre: { id: centre?.centre ?? "" }, now: Date.now })).faults).toEqual([]);
    await after.close();
    mkdirSync(join(objects, "documents", bank), { recursive: true });
    expect(readdirSync(join(objects, "documents", bank))).toEqual([]);
    expect(readdirSync(anchors).filter((name) => name.startsWith("purge-")).length).toBe(FILES);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
});
