import type { ServerResponse } from "node:http";
import type { News } from "../../shared/sync/protocol.ts";

/** One event stream. News of one branch that could not leave yet are joined: a slow reader gets the last number, not a queue. */
export type NewsStream = {
  readonly tell: (news: News) => void;
  readonly beat: () => void;
  readonly close: () => void;
};

export function openNewsStream(response: ServerResponse): NewsStream {
  const waiting = new Map<string, number>();
  let waitingDate: string | undefined;
  let isScheduled = false;
  const flush = (): void => {
    isScheduled = false;
    if (response.destroyed || response.writableEnded) return;
    const date = waitingDate;
    const lines = [...waiting].map(([branch, n]) => `data: ${JSON.stringify({ branch, n })}\n\n`);
    waiting.clear();
    waitingDate = undefined;
    if (date !== undefined) lines.push(`event: date\ndata: ${JSON.stringify({ businessDate: date })}\n\n`);
    if (lines.length > 0) response.write(lines.join(""));
  };
  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    if (response.writableNeedDrain) response.once("drain", flush);
    else setImmediate(flush);
  };
  return {
    tell: (news) => {
      if ("branch" in news) waiting.set(news.branch, Math.max(news.n, waiting.get(news.branch) ?? 0));
      else waitingDate = news.businessDate;
      schedule();
    },
    beat: () => {
      if (!response.writableNeedDrain && !response.writableEnded) response.write(": still here\n\n");
    },
    close: () => {
      response.end();
    },
  };
}
