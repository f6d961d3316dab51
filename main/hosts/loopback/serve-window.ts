import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";
import type { TerminalWords } from "../../../shared/i18n/terminal.ts";
import type { ErrorCode } from "../../../shared/kernel/error-codes.ts";
import type { Logger } from "../../core/deps.ts";
import type { CoreLink } from "../../core/port/core-link.ts";
import { streamNews } from "./event-stream.ts";
import { asked, whyRefused, type Door } from "./gate.ts";
import { SECURITY_HEADERS } from "./headers.ts";
import { readJson } from "./read-json.ts";
import { signInPage } from "./sign-in-page.ts";
import { createVisitors, type Visitor } from "./visitors.ts";
import type { WindowFiles } from "./window-files.ts";

export type WindowServer = {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** An address that opens the window once, whoever uses it first. */
  readonly issueAddress: () => string;
  readonly close: () => Promise<void>;
};
export type WindowServerOptions = {
  readonly files: WindowFiles;
  /** 0: any free port. Rejects with EADDRINUSE when it is taken. */
  readonly port: number;
  readonly words: TerminalWords;
  readonly log: Logger;
};

export const CALLBACK_PATH = "/auth/callback";
const HELLO_LIMIT = 1_024;
/** An import of 50 million characters, as JSON. */
const CALL_LIMIT = 220_000_000;
const helloSchema = z.strictObject({ token: z.string().max(200).optional() });
const callSchema = z.strictObject({ name: z.string().max(100), input: z.unknown().optional() });

/** The window over HTTP, on this computer only. `link` may come later than the server: the core wants to know the address first. */
export async function serveWindow(link: () => CoreLink | undefined, { files, port, words, log }: WindowServerOptions): Promise<WindowServer> {
  const visitors = createVisitors();
  const instance = randomBytes(9).toString("base64url");
  const cookieName = `guichet_${instance}`;
  let origin = "";

  const visitorOf = (request: IncomingMessage): Visitor | undefined => {
    const [cookie, secret] = [cookieOf(request, cookieName), request.headers["x-guichet-secret"]];
    return cookie === undefined || typeof secret !== "string" ? undefined : visitors.find(cookie, secret);
  };

  const hello = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readJson(request, HELLO_LIMIT);
    if (!body.ok) return refuse(response, body.error);
    const parsed = helloSchema.safeParse(body.value);
    if (!parsed.success) return refuse(response, "G4001");
    const { token } = parsed.data;
    const cookie = cookieOf(request, cookieName);
    const admitted = token === undefined ? (cookie === undefined ? undefined : visitors.readmit(cookie)) : visitors.admit(token, cookie);
    if (admitted === undefined) return refuse(response, "G3001");
    response.setHeader("set-cookie", `${cookieName}=${admitted.cookie}; Path=/; HttpOnly; SameSite=Strict`);
    return sendJson(response, 200, { secret: admitted.secret, instance });
  };

  const call = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const core = link();
    if (visitorOf(request) === undefined || core === undefined) return refuse(response, "G3001");
    const body = await readJson(request, CALL_LIMIT);
    if (!body.ok) return refuse(response, body.error);
    const parsed = callSchema.safeParse(body.value);
    if (!parsed.success) return refuse(response, "G4001");
    return sendJson(response, 200, await core.call(parsed.data.name, parsed.data.input));
  };

  const callback = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const done = await link()?.completeSignIn(`${origin}${request.url ?? ""}`);
    const failure = done === undefined ? { code: "G3004" as const } : done.ok ? undefined : done.error;
    send(response, failure === undefined ? 200 : 400, "text/html; charset=utf-8", signInPage(words, failure));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url?.split("?")[0] ?? "";
    const door = doorOf(path);
    const why = whyRefused(door, asked(request), origin);
    if (why !== undefined) {
      log.warn("window-refused", { door, why });
      return refuse(response, why === "method" ? "G4007" : "G3002", why);
    }
    if (path === "/bridge/hello") return hello(request, response);
    if (path === "/bridge/call") return call(request, response);
    if (path === "/bridge/events") {
      const [visitor, core] = [visitorOf(request), link()];
      return visitor === undefined || core === undefined ? refuse(response, "G3001") : streamNews(core, response, visitor);
    }
    if (path === CALLBACK_PATH) return callback(request, response);
    const file = files.get(path);
    return file === undefined ? refuse(response, "G4005") : send(response, 200, file.type, file.body);
  };

  const server = createServer({ maxHeaderSize: 16_384, requireHostHeader: false }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error("window-failed", { kind: error instanceof Error ? error.name : "unknown" });
      if (response.headersSent) response.destroy();
      else refuse(response, "G5001");
    });
  });
  // Nothing here speaks another protocol: an upgrade is refused by its silence.
  server.on("upgrade", (_request, socket) => socket.destroy());
  origin = `http://127.0.0.1:${await listen(server, port)}`;
  return {
    origin,
    issueAddress: () => `${origin}/#t=${visitors.issueToken()}`,
    close: async () => {
      visitors.endAll();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function doorOf(path: string): Door {
  if (path === "/bridge/events") return "events";
  if (path.startsWith("/bridge/")) return "call";
  return path === "/" || path === CALLBACK_PATH ? "page" : "asset";
}

const statuses = { G3001: 401, G3002: 403, G4001: 400, G4002: 413, G4003: 400, G4005: 404, G4006: 415, G4007: 405, G5001: 500 } as const;

function refuse(response: ServerResponse, code: ErrorCode, why?: string): void {
  const status = Object.hasOwn(statuses, code) ? statuses[code as keyof typeof statuses] : 400;
  // What was not read of the body is not worth reading: the line ends with the answer.
  response.setHeader("connection", "close");
  sendJson(response, status, { ok: false, code, ...(why === undefined ? {} : { why }) });
}

const sendJson = (response: ServerResponse, status: number, value: unknown): void => send(response, status, "application/json", JSON.stringify(value));

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { ...SECURITY_HEADERS, "content-type": type, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

function cookieOf(request: IncomingMessage, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? "").split(";")) {
    const [key, value] = pair.trim().split("=");
    if (key === name) return value;
  }
  return undefined;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
