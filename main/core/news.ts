import type { BridgeEvents, EventName } from "../../shared/bridge/contract.ts";

/** Who listens to the core. A listener that throws is dropped from nothing: it stops neither its neighbours nor the core. */
export type NewsDesk = {
  readonly tell: <E extends EventName>(name: E, news: BridgeEvents[E]) => void;
  readonly on: <E extends EventName>(name: E, listen: (news: BridgeEvents[E]) => void) => () => void;
};

type Listeners = { readonly [E in EventName]: Set<(news: BridgeEvents[E]) => void> };

export function createNewsDesk(onFault: (error: unknown) => void): NewsDesk {
  const listeners: Listeners = {
    "session.changed": new Set(), "session.locking": new Set(), "sync.status": new Set(), "files.changed": new Set(), "documents.changed": new Set(), "import.changed": new Set(), "lookup.changed": new Set(), "app.info": new Set(), "settings.changed": new Set(), "update.changed": new Set(),
  };
  return {
    tell: (name, news) => {
      for (const listen of listeners[name]) {
        try {
          listen(news);
        } catch (error) {
          onFault(error);
        }
      }
    },
    on: (name, listen) => {
      listeners[name].add(listen);
      return () => void listeners[name].delete(listen);
    },
  };
}
