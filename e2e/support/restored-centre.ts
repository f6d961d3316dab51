import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { unwrap } from "../../shared/kernel/result.ts";
import { helloSchema } from "../../shared/sync/protocol.ts";
import { endRecoveryAnswerSchema } from "../../shared/sync/recovery-messages.ts";
import { parseConfig } from "../../sync-server/config.ts";
import { demonstrationPeople } from "../../sync-server/demonstration/people.ts";
import { createLog } from "../../sync-server/create-log.ts";
import { signIn } from "../../sync-server/identity/testing/sign-in.ts";
import { beginEpochOf, reportRecovery } from "../../sync-server/restore-commands.ts";
import { openPgliteStore } from "../../sync-server/store/open-store.ts";
import type { LedgerTotal, RecoveryReport } from "../../sync-server/store/store.ts";
import { ask } from "../../sync-server/testing/remote-services.ts";
import { startCentre, type KilledCentre } from "./killed-centre.ts";

/** A centre in a process of its own whose store can be backed up and brought back, by the commands of docs/server.md. */
export type RestorableCentre = Pick<KilledCentre, "url" | "start" | "stop"> & {
  readonly backUp: () => Promise<void>;
  /** The folder as it was. `declared`: the operator begins a new epoch, as she should. */
  readonly restore: (declared: boolean) => Promise<void>;
  /** The commands' own work, while the server is stopped; their words on a command line are sync-server/main.long.test.ts's. */
  readonly beginEpoch: () => Promise<void>;
  readonly report: () => Promise<RecoveryReport>;
  /** What this account's word for the end of the recovery is answered. */
  readonly confirmEnd: (login: string) => Promise<unknown>;
  /** Every content of a document, as when their place was restored too, or never backed up. */
  readonly loseContents: () => void;
  /** While it is stopped. */
  readonly ledger: () => Promise<readonly LedgerTotal[]>;
};

/** Where the embedded default keeps contents, under GUICHET_DATA. */
const CONTENTS = "objects";

export async function startRestorableCentre(): Promise<RestorableCentre> {
  const { url, start, stop, folder } = await startCentre();
  const [store, kept] = [join(folder, "store"), join(folder, "backup")];
  const stopped = async <T>(work: () => Promise<T>): Promise<T> => {
    await stop();
    const result = await work();
    await start();
    return result;
  };
  const config = unwrap(parseConfig({ GUICHET_DATA: folder, GUICHET_DEMONSTRATION: "1" }), "configuration");
  const log = createLog("silent");
  const beginEpoch = async (): Promise<void> => {
    for (const { id } of demonstrationPeople.filter(({ role }) => role === "operator")) await beginEpochOf(config, { person: id }, log);
  };
  return {
    url, start, stop, beginEpoch,
    report: async () => {
      let text = "";
      await reportRecovery(config, log, (written) => { text += written; });
      return JSON.parse(text);
    },
    backUp: () => stopped(async () => cpSync(store, kept, { recursive: true })),
    restore: async (declared) => {
      await stop();
      rmSync(store, { recursive: true });
      cpSync(kept, store, { recursive: true });
      if (declared) await beginEpoch();
      await start();
    },
    confirmEnd: async (login) => {
      const { access } = await signIn(url, login, "demonstration");
      const { centre, epoch } = helloSchema.parse(await (await fetch(`${url}/v1/hello`)).json());
      const answer = await ask(url, access, "/v1/recovery/end", endRecoveryAnswerSchema, { protocol: 1, centre, epoch: epoch.id });
      return answer.ok ? unwrap(answer, "end") : answer.error.code;
    },
    loseContents: () => rmSync(join(folder, CONTENTS), { recursive: true }),
    ledger: async () => {
      const opened = await openPgliteStore({ folder: store });
      const totals = await opened.ledgerTotals();
      await opened.close();
      return totals;
    },
  };
}
