import type { Chapter } from "./row.ts";

export const api: Chapter = {
  number: 4, name: "API and web service", rows: [
    { id: "4.1.1", what: "every body says its type, and texts their charset", state: "met", in: ["main/hosts/loopback/window-files.ts", "sync-server/http/answer-broken-request.ts"], tests: ["a parameter given twice is refused, and JSON says its charset", "commits are told at once, joined by branch, with dates apart and a heartbeat between", "[LH1] serves the window with a policy that lets nothing else in, and nothing outside its folder"] },
    { id: "4.1.2", what: "the API does not redirect from HTTP to HTTPS", state: "met", in: ["sync-server/infra/constructs/load-balancer.ts"], tests: ["nothing is open that should not be"], why: "443 is the one open port" },
    { id: "4.1.3", what: "headers of proxies cannot be set by whoever asks", state: "met", in: ["sync-server/http/create-http-server.ts"], tests: ["X-Forwarded-For is believed from the configured proxies only"] },
    { id: "4.2.1", what: "where a message ends is never ambiguous", state: "met", in: ["sync-server/http/answer-broken-request.ts", "sync-server/infra/constructs/load-balancer.ts"], tests: ["a request with %s is refused, and what is behind it is not heard", "what is not HTTP gets one coded answer and the end"], why: "Node's strict parser; the balancer drops malformed headers and is at its strictest against desynchronisation" },
    { id: "4.3.1", what: "cost of GraphQL queries is bounded", state: "does not apply", why: "no GraphQL: each route has one fixed query" },
    { id: "4.3.2", what: "GraphQL tells nothing of itself", state: "does not apply", why: "no GraphQL" },
    { id: "4.4.1", what: "WebSockets over TLS", state: "does not apply", in: ["main/hosts/loopback/serve-window.ts"], tests: ["no WebSocket: an upgrade gets no answer"], why: "no WebSocket: news come by a long HTTP answer" },
    { id: "4.4.2", what: "WebSockets judged by origin", state: "does not apply", why: "no WebSocket" },
    { id: "4.4.3", what: "WebSockets with tokens of their own", state: "does not apply", why: "no WebSocket" },
    { id: "4.4.4", what: "WebSocket tokens come from the session", state: "does not apply", why: "no WebSocket" },
  ],
};
