import { expect, test } from "vitest";
import { unwrap } from "../shared/kernel/result.ts";
import { parseConfig } from "./config.ts";
import { createLog } from "./create-log.ts";
import { beginEpochOf, endRecoveryOf, reportRecovery } from "./restore-commands.ts";
import { demonstrationFolder } from "./testing/demonstration-server.ts";

test("[SY50] [SY51] the commands of a restore begin an epoch, end its recovery by the words of two different persons, and report", async () => {
  const config = unwrap(parseConfig({ GUICHET_DEMONSTRATION: "1", GUICHET_DATA: await demonstrationFolder() }), "configuration");
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => void lines.push(line) });
  const [advisor, loic, camille] = ["101", "106", "120"].map((last) => `de300000-0000-4000-8000-000000000${last}`) as [string, string, string];
  const end = (who: string): Promise<void> => endRecoveryOf(config, who, log);
  await expect(end(loic)).rejects.toThrow("G4017");
  await beginEpochOf(config, undefined, log);
  await expect(beginEpochOf(config, 2, log)).rejects.toThrow("give a greater number");
  await expect(end(advisor)).rejects.toThrow("G3002");
  await end(loic);
  await expect(end(loic)).rejects.toThrow("G4016");
  await end(camille);
  expect(lines.flatMap((line) => { const { msg } = JSON.parse(line); return /epoch|recovery/.test(msg) ? [msg] : []; })).toEqual(["epoch begun", "end of recovery confirmed, a second administrator is needed", "recovery ended"]);
  let report = "";
  await reportRecovery(config, log, (text) => { report += text; });
  expect(JSON.parse(report)).toMatchObject({ epoch: 2, recovering: false, events: [{ kind: "begun", door: "command" }, { kind: "confirmed", person: loic }, { kind: "refused" }, { kind: "confirmed", person: camille }, { kind: "ended" }] });
});
