import { join } from "node:path";
import { snapshotAnswerSchema, type FileEntry } from "../../shared/sync/protocol.ts";
import { someFields } from "../../shared/testing/some-fields.ts";
import { openBenchDesk } from "../support/desk.ts";
import { startDemonstrationCentre } from "../support/demonstration-centre.ts";
import { listFloor } from "../support/floor-list.ts";
import { sqliteFloor } from "../support/floor-sqlite.ts";
import { measure } from "../support/result.ts";
import type { Scenario } from "./scenario.ts";

const BATCH = 1_000;

/** A fresh workstation takes a whole branch in: from its first word of receiving to the last file listed. */
export const pull: Scenario = {
  keys: ["pull"],
  run: async ({ folder, full, say }) => {
    const count = full ? 20_000 : 5_000;
    const centre = await startDemonstrationCentre(folder, 1);
    try {
      const { line, me, send } = await centre.enrolLine("maelle.exemple", "pull");
      const texts = Array.from({ length: count }, (_, i) => ({ fields: someFields(i) }));
      const changes = texts.map((body) => line.seal("created", line.newId(), 0, body));
      for (let i = 0; i < count; i += BATCH) await send("/v1/push", line.push(centre.hello.centre, centre.hello.epoch.id, i + 1, changes.slice(i, i + BATCH)));
      const allFiles = async (): Promise<readonly FileEntry[]> => {
        const files: FileEntry[] = [];
        for (let more: { readonly after?: string; readonly n?: number } | undefined = {}; more !== undefined;) {
          const page = snapshotAnswerSchema.parse(await send("/v1/snapshot", { protocol: 1, centre: centre.hello.centre, epoch: centre.hello.epoch.id, replica: line.replica, branch: me.branches[0]?.id, limit: 2_000, ...more }));
          files.push(...page.files);
          more = page.next === undefined ? undefined : { after: page.next, n: page.n };
        }
        return files;
      };
      const desk = await openBenchDesk(join(folder, "desk"), centre.urls[0] ?? "", "yann.modele");
      try {
        const received = Promise.withResolvers<number>();
        // The first word of receiving: it is said again for every page.
        desk.bridge.on("sync.status", ({ kind }) => { if (kind === "receiving") received.resolve(performance.now()); });
        await desk.choosePassphrase();
        const chosenAt = performance.now();
        const start = await Promise.race([received.promise, new Promise<number>((resolve) => setTimeout(resolve, 200, chosenAt))]);
        const total = async (): Promise<number> => (await desk.bridge.call("files.list", { search: "", filter: "all", sort: "recent", offset: 0, limit: 1 })).total;
        const end = performance.now() + 120_000;
        while ((await total()) < count) {
          if (performance.now() > end) throw new Error(`only ${await total()} of ${count} files after two minutes`);
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        const seconds = (performance.now() - start) / 1000;
        const verified = await desk.bridge.call("core.verify", undefined);
        if (verified.files !== count || verified.faults.length > 0) throw new Error(`verify: ${verified.files} files, ${verified.faults.join("; ")}`);
        const floor = await listFloor(folder, me.branches[0]?.id ?? "", await allFiles());
        const bare = sqliteFloor(folder, texts.map((body) => JSON.stringify(body)));
        say(`${count} files taken in and verified in ${seconds.toFixed(1)} s; their texts alone, without list, index or word, ${Math.round(bare)} files/s`);
        return { pull: measure(count / seconds, "files/s", floor) };
      } finally {
        await desk.close();
      }
    } finally {
      await centre.close();
    }
  },
};
