import { join } from "node:path";
import { unwrap } from "../../shared/kernel/result.ts";
import { openBenchDesk } from "../support/desk.ts";
import { startDemonstrationCentre } from "../support/demonstration-centre.ts";
import { measure, percentile } from "../support/result.ts";
import type { Scenario } from "./scenario.ts";

/** Two colleagues of a branch on two server processes: from the save on one to the news, after the commit, on the other. */
export const visible: Scenario = {
  keys: ["visible_p50_ms", "visible_p95_ms"],
  run: async ({ folder, full, say }) => {
    const rounds = full ? 1_000 : 200;
    const centre = await startDemonstrationCentre(folder, 2);
    await using desks = new AsyncDisposableStack();
    desks.defer(() => centre.close());
    const writer = desks.adopt(await openBenchDesk(join(folder, "writer"), centre.urls[0] ?? "", "maelle.exemple"), (desk) => desk.close());
    const reader = desks.adopt(await openBenchDesk(join(folder, "reader"), centre.urls[1] ?? "", "yann.modele"), (desk) => desk.close());
    await writer.choosePassphrase();
    await reader.choosePassphrase();
    const { file } = unwrap(await writer.bridge.call("files.create", undefined), "create");
    const change = async (name: string): Promise<void> => {
      unwrap(await writer.bridge.call("files.saveField", { file, field: "legalName", value: name }), "save");
      unwrap(await writer.bridge.call("files.seal", { file }), "seal");
    };
    let heard = Promise.withResolvers<void>();
    reader.bridge.on("files.changed", () => heard.resolve());
    await change("Premier nom");
    await withLimit(heard.promise, "the first change");
    const times: number[] = [];
    for (let i = 0; i < rounds; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 15));
      heard = Promise.withResolvers<void>();
      const start = performance.now();
      await change(`Nom ${i}`);
      await withLimit(heard.promise, `change ${i}`);
      times.push(performance.now() - start);
    }
    const seen = unwrap(await reader.bridge.call("files.open", { file }), "open").fields.legalName;
    if (seen !== `Nom ${rounds - 1}`) throw new Error(`the colleague sees ${JSON.stringify(seen)}`);
    say(`${rounds} changes seen by the colleague, the last one read back`);
    return { visible_p50_ms: measure(percentile(times, 0.5), "ms"), visible_p95_ms: measure(percentile(times, 0.95), "ms") };
  },
};

function withLimit(promise: Promise<void>, what: string): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`${what} was not seen in 30 s`)), 30_000);
  return Promise.race([promise, late.promise]).finally(() => clearTimeout(timer));
}
