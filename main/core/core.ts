import type { Bridge, BridgeCalls } from "../../shared/bridge/contract.ts";
import type { SessionState } from "../../shared/bridge/session-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { Result } from "../../shared/kernel/result.ts";
import type { CoreDeps } from "./deps.ts";
import { createErrorNotes } from "./diagnose/error-notes.ts";
import { createHandlers } from "./handlers/all.ts";
import { createCallCount } from "./handlers/call-count.ts";
import { gateCalls } from "./handlers/gate-calls.ts";
import { createErasures } from "./erase/finish-erasures.ts";
import { createNewsDesk } from "./news.ts";
import { createCentreInfo } from "./session/centre-info.ts";
import { greetWhileClosed } from "./session/greet.ts";
import { openPlainSettings } from "./session/plain-settings.ts";
import { guardDesk } from "./session/desk-guard.ts";
import { createSession } from "./session/session.ts";
import { watchClock } from "./session/watch-clock.ts";
import { createTransport } from "./sync/transport.ts";
import { openUpdater } from "./update/open-updater.ts";

export type Core = {
  readonly handlers: BridgeCalls;
  readonly on: Bridge["on"];
  /** The address that the identity provider redirected to, whole. G3004 when it does not answer a sign-in begun here. */
  readonly completeSignIn: (url: string) => Promise<Result<SessionState, CodedError>>;
  /** Seals what was typed, then closes everything, last opened first. */
  readonly close: () => Promise<void>;
};

/** Opens everything in order. If one step fails, what was opened before it is closed, last first. */
export async function createCore(given: CoreDeps): Promise<Core> {
  const errors = createErrorNotes(given.now);
  const deps: CoreDeps = { ...given, log: errors.logOf(given.log) };
  await using opening = new AsyncDisposableStack();
  const news = createNewsDesk((error) => deps.log.error("listener-failed", { kind: error instanceof Error ? error.name : typeof error }));
  const settings = openPlainSettings(deps.dataDir);
  const transport = opening.adopt(createTransport(deps), (open) => open.close());
  const centre = createCentreInfo(deps, (info) => news.tell("app.info", info));
  const erasures = opening.adopt(createErasures(deps, transport), (open) => open.stop());
  // What was begun before is ended before anybody may open it; the centre is told when it answers.
  void erasures.run();
  const session = opening.adopt(createSession(deps, transport, centre, news, erasures), (open) => open.close());
  opening.adopt(greetWhileClosed(deps, transport, centre, session), (stop) => stop());
  const clock = opening.adopt(watchClock(deps, transport, centre), (watch) => watch.stop());
  const updater = opening.adopt(openUpdater(deps, centre, session, news), (open) => open?.close());
  const calls = createCallCount();
  const guard = opening.adopt(guardDesk(deps, session, news, () => calls.underWay() > 0 || session.workspace()?.importer.isRunning() === true), (open) => open.stop());
  const handlers = calls.counted(gateCalls(
    errors.noted(createHandlers(session, centre, settings, news, updater, deps.weather, clock.check, guard.active, deps.serverUrl, errors)),
    () => session.workspace()?.grace.view()?.over === true,
  ));
  const owned = opening.move();
  return { handlers, on: news.on, completeSignIn: session.completeSignIn, close: () => owned.disposeAsync() };
}
