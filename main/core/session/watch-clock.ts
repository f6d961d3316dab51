import type { CoreDeps } from "../deps.ts";
import type { Transport } from "../sync/transport.ts";
import type { CentreInfo } from "./centre-info.ts";

const AGAIN_MS = 60_000;

/** While this computer's clock is not the centre's, the centre is asked its time again each minute, and whenever a person asks: once it was set, nothing goes on saying so. */
export function watchClock(deps: Pick<CoreDeps, "now">, transport: Transport, centre: CentreInfo): { readonly check: () => Promise<void>; readonly stop: () => void } {
  const check = async (): Promise<void> => {
    const startedAt = deps.now();
    const reply = await transport.hello();
    if (reply.kind !== "answered") return;
    const known = centre.hello();
    // Another life of the centre is for the engine to enter: here only its time is of interest.
    if (known === undefined || known.epoch.id === reply.value.epoch.id) centre.heard(reply.value, deps.now() - startedAt);
  };
  const timer = setInterval(() => {
    if (centre.info().clockOffMs !== undefined) void check();
  }, AGAIN_MS);
  timer.unref();
  return { check, stop: () => clearInterval(timer) };
}
