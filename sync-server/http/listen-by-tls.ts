import type { RequestListener, Server } from "node:http";
import { createServer } from "node:https";
import { SERVER_OPTIONS } from "./answer-broken-request.ts";
import type { Tls } from "./http-deps.ts";
import type { Patience } from "./patience.ts";

/** The framework's own server but for TLS: what it would set on a plain one is set here. */
export const listenByTls = (tls: Tls, patience: Patience) => (handler: RequestListener): Server => {
  const server = createServer({ ...SERVER_OPTIONS, ...tls.options(), headersTimeout: patience.headersMs, connectionsCheckingInterval: patience.checkMs }, handler);
  server.keepAliveTimeout = patience.keepAliveMs;
  server.requestTimeout = patience.requestMs;
  server.setTimeout(patience.silenceMs);
  tls.attach(server);
  return server;
};
