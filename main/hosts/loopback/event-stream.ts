import type { ServerResponse } from "node:http";
import type { CoreLink } from "../../core/port/core-link.ts";
import { SECURITY_HEADERS } from "./headers.ts";
import type { Visitor } from "./visitors.ts";

const HEARTBEAT_MS = 15_000;
/** A page that reads nothing for this long is let go; it comes back and asks again. */
const MOST_UNREAD_BYTES = 8_000_000;

/** Writes the core's news until the page leaves, loses its seat, or stops reading. A news has no number: a page that comes back asks again. */
export function streamNews(link: Pick<CoreLink, "listen">, response: ServerResponse, { ended, attend }: Visitor): void {
  response.writeHead(200, { ...SECURITY_HEADERS, "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" });
  const write = (text: string): void => {
    response.write(text);
    if (response.writableLength > MOST_UNREAD_BYTES) response.destroy();
  };
  const leave = attend();
  const stop = link.listen((name, news) => write(`event: ${name}\ndata: ${JSON.stringify(news)}\n\n`));
  const heartbeat = setInterval(() => write(": still here\n\n"), HEARTBEAT_MS);
  const onEnd = (): void => void response.end();
  ended.addEventListener("abort", onEnd, { once: true });
  response.once("close", () => {
    stop();
    leave();
    clearInterval(heartbeat);
    ended.removeEventListener("abort", onEnd);
  });
  write(": open\n\n");
}
