import { EVENT_NAMES } from "../../../shared/bridge/contract.ts";
import type { Logger } from "../deps.ts";
import { answerCall, type CallOutcome } from "./answer-call.ts";
import type { CoreEnd, CoreLink } from "./core-link.ts";
import type { Core } from "../core.ts";

const GONE = { ok: false, code: "G5001" } as const satisfies CallOutcome;

/** A link to a core of the same thread: what the thread boundary serves, and what tests use alone. */
export function linkTo(core: Core, log: Logger): CoreLink {
  const end = Promise.withResolvers<CoreEnd>();
  const inFlight = new Set<(outcome: CallOutcome) => void>();
  let closed = false;
  return {
    call: (name, input) => {
      if (closed) return Promise.resolve(GONE);
      return new Promise((resolve) => {
        inFlight.add(resolve);
        void answerCall(core.handlers, log, name, input).then(resolve).finally(() => inFlight.delete(resolve));
      });
    },
    listen: (onNews) => {
      const stops = EVENT_NAMES.map((name) => core.on(name, (news) => onNews(name, news)));
      return () => stops.forEach((stop) => stop());
    },
    completeSignIn: (url) => core.completeSignIn(url),
    close: async () => {
      closed = true;
      await core.close();
      for (const resolve of inFlight) resolve(GONE);
      inFlight.clear();
      end.resolve({ kind: "closed" });
    },
    ended: end.promise,
  };
}
