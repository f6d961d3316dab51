import { buildKind } from "../../../shared/release/build-kind.ts";
import { trustedKeys } from "../../../shared/release/trusted-keys.ts";
import { isVersion } from "../../../shared/release/version.ts";
import { PROTOCOL_VERSION } from "../../../shared/sync/protocol.ts";
import type { CoreDeps } from "../deps.ts";
import { errorKind } from "../error-kind.ts";
import type { NewsDesk } from "../news.ts";
import type { CentreInfo } from "../session/centre-info.ts";
import type { Session } from "../session/session.ts";
import { bankWordOf } from "./bank-word.ts";
import { createUpdater, type Updater } from "./updater.ts";
import { watchReleases } from "./watch-releases.ts";

/** The updater of a host that has one, already watching. What it can't write (a data folder on a read-only disk) costs updates, not the start. */
export function openUpdater(deps: CoreDeps, centre: CentreInfo, session: Pick<Session, "workspace">, news: NewsDesk): Updater | undefined {
  const { updates, version } = deps;
  if (updates === undefined || updates.install === "sources" || !isVersion(version)) return undefined;
  try {
    const updater = createUpdater({
      settings: updates, version, deps, centre, apply: updates.apply, trust: { keys: trustedKeys, build: buildKind },
      unsent: () => session.workspace()?.engine.status().waiting,
      tell: (state) => news.tell("update.changed", state),
    });
    const stopWatching = watchReleases(updater, () => (deps.randomBytes(1)[0] ?? 0) / 256);
    // A centre that has begun to ask for a newer protocol makes an update mandatory: no four hours' wait for that.
    let known = PROTOCOL_VERSION;
    const stopHearing = news.on("app.info", ({ centre: heard }) => {
      if (heard === undefined || heard.minProtocol <= known) return;
      known = heard.minProtocol;
      void updater.check();
    });
    // What her bank decided on releases is obeyed from the moment it is heard, and kept for when every desk is locked.
    const stopHeeding = news.on("session.changed", (now) => {
      const replica = session.workspace()?.replica;
      if (now.kind === "open" && replica !== undefined) void updater.heed(bankWordOf(now, replica)).catch((error: unknown) => deps.log.error("update-failed", { kind: errorKind(error) }));
    });
    return {
      ...updater,
      close: async () => {
        stopHearing();
        stopHeeding();
        stopWatching();
        await updater.close();
      },
    };
  } catch (error) {
    deps.log.error("updates-off", { kind: errorKind(error) });
    return undefined;
  }
}
