import type { News } from "../../../shared/sync/protocol.ts";
import type { SyncEvent } from "../../../shared/sync/sync-state.ts";
import type { Logger } from "../deps.ts";
import type { Pace } from "./pace.ts";
import { createPollRhythm } from "./poll-rhythm.ts";
import { createStreamWatch } from "./stream-watch.ts";
import type { Transport } from "./transport.ts";

/** How the engine hears that there is something new: by a stream where one comes through, else by asking now and then. */
export type NewsFollower = {
  readonly start: () => void;
  readonly stop: () => void;
  readonly open: () => void;
  readonly close: () => void;
  /** The centre answered, whatever it was. */
  readonly contacted: () => void;
  /** Something new was taken in. */
  readonly taken: () => void;
  readonly pulled: () => void;
  readonly isHeldBack: () => boolean;
};

export type NewsFollowerParts = {
  readonly pace: Pace;
  readonly log: Logger;
  readonly openStream: Transport["news"];
  readonly token: () => string | undefined;
  readonly branches: () => readonly string[];
  readonly dispatch: (event: Extract<SyncEvent, { readonly type: "news" | "news-opened" | "news-closed" }>) => void;
  /** Every so often without a stream; with one, as seldom as it takes to see whether anything else is due. */
  readonly onPoll: () => void;
  readonly onDate: (date: Extract<News, { readonly businessDate: string }>["businessDate"]) => void;
};

export function createNewsFollower({ pace, log, openStream, token, branches, dispatch, onPoll, onDate }: NewsFollowerParts): NewsFollower {
  const watch = createStreamWatch(pace.again, Math.random);
  const rhythm = createPollRhythm(pace, Math.random);
  let poll: NodeJS.Timeout | undefined;
  let stopStream: (() => void) | undefined;
  let contacts = 0;
  let hasNews = false;

  function armPoll(): void {
    clearTimeout(poll);
    poll = setTimeout(() => {
      armPoll();
      onPoll();
    }, rhythm.nextMs(watch.isHeldBack()));
  }

  function open(): void {
    const good = token();
    if (good === undefined || !watch.mayOpen()) {
      setImmediate(dispatch, { type: "news-closed" });
      return;
    }
    const contactsBefore = contacts;
    const stop = openStream(good, branches(), {
      // Where streams were held back, asking goes on until this one has shown that it comes through.
      opened: () => stopStream === stop && !watch.isHeldBack() && dispatch({ type: "news-opened" }),
      proved: () => {
        if (stopStream !== stop) return;
        const wasHeldBack = watch.isHeldBack();
        watch.proved();
        if (!wasHeldBack) return;
        log.info("news-come-through");
        dispatch({ type: "news-opened" });
      },
      heard: (heard) => {
        if (stopStream !== stop) return;
        if ("businessDate" in heard) onDate(heard.businessDate);
        else dispatch({ type: "news" });
      },
      closed: (why) => {
        if (stopStream !== stop) return;
        if (watch.ended(why, contacts > contactsBefore)) {
          log.warn("news-held-back", { why });
          armPoll();
        }
        dispatch({ type: "news-closed" });
      },
    });
    stopStream = stop;
  }

  return {
    start: armPoll,
    stop: () => clearTimeout(poll),
    open,
    close: () => {
      stopStream?.();
      stopStream = undefined;
    },
    contacted: () => void (contacts += 1),
    taken: () => void (hasNews = true),
    pulled: () => {
      rhythm.answered(hasNews);
      hasNews = false;
      if (watch.isHeldBack()) armPoll();
    },
    isHeldBack: watch.isHeldBack,
  };
}
