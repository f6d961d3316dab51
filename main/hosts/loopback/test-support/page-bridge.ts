import { request, type ClientRequest } from "node:http";
import type { Bridge, EventName } from "../../../../shared/bridge/contract.ts";
import type { CallOutcome } from "../../../core/port/answer-call.ts";
import { bridgeOf, isEventName } from "../../../core/port/core-link.ts";
import { ask, asPage, type Admission } from "./page-client.ts";

export type PageBridge = { readonly bridge: Bridge; readonly call: (name: unknown, input: unknown) => Promise<CallOutcome>; readonly close: () => void };

/** The page's end of the loopback protocol without a browser: POST for calls, one event stream for news, open before this resolves. */
export async function openPageBridge(origin: string, { cookie, secret }: Admission): Promise<PageBridge> {
  const listeners = new Set<(name: EventName, news: unknown) => void>();
  const headers = { ...asPage(origin), cookie, "x-guichet-secret": secret };
  const stream = await openStream(origin, headers, (name, news) => listeners.forEach((listen) => listen(name, news)));
  const call = async (name: unknown, input: unknown): Promise<CallOutcome> => {
    const said = await ask(origin, "/bridge/call", { method: "POST", headers, body: JSON.stringify({ name, input }) }).catch(() => undefined);
    return said === undefined ? { ok: false, code: "G5001" } : JSON.parse(said.body);
  };
  const listen = (onNews: (name: EventName, news: unknown) => void): (() => void) => {
    listeners.add(onNews);
    return () => listeners.delete(onNews);
  };
  return { bridge: bridgeOf({ call, listen }), call, close: () => stream.destroy() };
}

function openStream(origin: string, headers: Record<string, string>, onNews: (name: EventName, news: unknown) => void): Promise<ClientRequest> {
  const { hostname, port, host } = new URL(origin);
  return new Promise((resolve, reject) => {
    const stream = request({ hostname, port, path: "/bridge/events", headers: { ...headers, host } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`no stream: ${response.statusCode}`));
      let held = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        const events = (held + text).split("\n\n");
        held = events.pop() ?? "";
        for (const event of events) readEvent(event, onNews);
        resolve(stream);
      });
      response.on("error", () => undefined);
    });
    stream.on("error", reject).end();
  });
}

function readEvent(event: string, onNews: (name: EventName, news: unknown) => void): void {
  const [first, second] = event.split("\n");
  const name = first?.startsWith("event: ") === true ? first.slice(7) : undefined;
  if (isEventName(name) && second?.startsWith("data: ") === true) onNews(name, JSON.parse(second.slice(6)));
}
