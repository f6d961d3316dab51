import { randomFillSync } from "node:crypto";
import { createCore } from "../core.ts";
import type { HostPowers, PlainSettings } from "./connect-core.ts";
import type { CoreLink } from "./core-link.ts";
import { linkTo } from "./in-process-core.ts";

/**
 * The core in the host's own thread, for a host that serves no window while it works: the command line. One thread is one start less, and one end less to
 * wait for. `create` is for tests.
 */
export async function openCoreHere(settings: Omit<PlainSettings, "updates">, powers: Pick<HostPowers, "log" | "openBrowser" | "redirectUri">, create: typeof createCore = createCore): Promise<CoreLink> {
  const core = await create({
    ...settings, ...powers, keyVault: { kind: "none" }, fetch: globalThis.fetch, now: () => Date.now(), randomBytes: (length) => randomFillSync(new Uint8Array(length)),
  });
  return linkTo(core, powers.log);
}
