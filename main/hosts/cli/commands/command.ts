import type { Bridge } from "../../../../shared/bridge/contract.ts";
import type { Output } from "../output.ts";
import { unlock, openCore, type CorePlace, type OpenCore } from "../open-desk.ts";
import type { ExitCode } from "../exit-codes.ts";

/** What every command of the core is given. */
export type Surroundings = {
  readonly out: Output;
  readonly place: CorePlace;
  readonly profile: string | undefined;
  readonly passphrase: () => Promise<string | undefined>;
};

/** Runs `work` on a core, and closes it whatever happens. */
export async function withCore({ out, place }: Surroundings, work: (core: OpenCore) => Promise<ExitCode>): Promise<ExitCode> {
  const core = await openCore(place);
  if (!core.ok) return out.failure(core.error);
  try {
    return await work(core.value);
  } finally {
    await core.value.close();
  }
}

/** Runs `work` on an unlocked profile. */
export const withDesk = (given: Surroundings, work: (bridge: Bridge) => Promise<ExitCode>): Promise<ExitCode> =>
  withCore(given, async ({ bridge }) => {
    const open = await unlock(bridge, given);
    return open.ok ? await work(bridge) : given.out.failure(open.error);
  });
