import type { Bridge } from "../../../../shared/bridge/contract.ts";
import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
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
  withCore(given, async (core) => {
    const open = await unlock(core, given);
    return open.ok ? await work(core.bridge) : stayedLocked(given, open.error);
  });

/** Says besides what a person at a terminal may do: which profile to name, or how to give the passphrase. */
export function stayedLocked({ out }: Pick<Surroundings, "out">, error: CodedError): ExitCode {
  const code = out.failure(error);
  if (out.json || error.code !== "G1008") return code;
  const names = error.params?.["profiles"];
  out.note(typeof names === "object" ? out.words.say("cli.whichProfile", { names: names.join(", ") }) : out.words.say("cli.unlockHow"));
  return code;
}
