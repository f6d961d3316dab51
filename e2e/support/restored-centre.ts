import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { unwrap } from "../../shared/kernel/result.ts";
import { endRecoveryAnswerSchema, helloSchema } from "../../shared/sync/protocol.ts";
import { signIn } from "../../sync-server/identity/testing/sign-in.ts";
import { openPgliteStore } from "../../sync-server/store/open-store.ts";
import type { LedgerTotal } from "../../sync-server/store/store.ts";
import { ask } from "../../sync-server/testing/remote-services.ts";
import { run } from "../../sync-server/testing/run-server.ts";
import { startCentre, type KilledCentre } from "./killed-centre.ts";

/** A centre in a process of its own whose store can be backed up and brought back, by the commands of docs/server.md. */
export type RestorableCentre = Pick<KilledCentre, "url" | "start" | "stop"> & {
  readonly backUp: () => Promise<void>;
  /** The folder as it was. `declared`: the operator begins a new epoch, as she should. */
  readonly restore: (declared: boolean) => Promise<void>;
  readonly beginEpoch: () => Promise<void>;
  /** A command of the server, while it is stopped: exit code and what it printed. */
  readonly command: (...args: readonly string[]) => Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
  /** What this account's word for the end of the recovery is answered. */
  readonly confirmEnd: (login: string) => Promise<unknown>;
  /** While it is stopped. */
  readonly ledger: () => Promise<readonly LedgerTotal[]>;
};

export async function startRestorableCentre(): Promise<RestorableCentre> {
  const { url, start, stop, folder } = await startCentre();
  const [store, kept] = [join(folder, "store"), join(folder, "backup")];
  const stopped = async <T>(work: () => Promise<T>): Promise<T> => {
    await stop();
    const result = await work();
    await start();
    return result;
  };
  const command: RestorableCentre["command"] = async (...args) => {
    const program = run({ GUICHET_DATA: folder, GUICHET_DEMONSTRATION: "1" }, args);
    return { code: await program.ended, out: program.out(), err: program.err() };
  };
  const begin = async (): Promise<void> => expect(await command("begin-epoch")).toMatchObject({ code: 0, out: expect.stringContaining("epoch begun") });
  return {
    url, start, stop, command,
    backUp: () => stopped(async () => cpSync(store, kept, { recursive: true })),
    restore: (declared) => stopped(async () => {
      rmSync(store, { recursive: true });
      cpSync(kept, store, { recursive: true });
      if (declared) await begin();
    }),
    beginEpoch: () => stopped(begin),
    confirmEnd: async (login) => {
      const { access } = await signIn(url, login, "demonstration");
      const { centre, epoch } = helloSchema.parse(await (await fetch(`${url}/v1/hello`)).json());
      const answer = await ask(url, access, "/v1/recovery/end", endRecoveryAnswerSchema, { protocol: 1, centre, epoch: epoch.id });
      return answer.ok ? unwrap(answer, "end") : answer.error.code;
    },
    ledger: async () => {
      const opened = await openPgliteStore({ folder: store });
      const totals = await opened.ledgerTotals();
      await opened.close();
      return totals;
    },
  };
}
