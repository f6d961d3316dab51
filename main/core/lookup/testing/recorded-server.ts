import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { bodacc } from "../bodacc.ts";
import { rechercheEntreprises } from "../recherche-entreprises.ts";
import { RECORDED, recordedNotices, recordedSearch } from "./recorded-answers.ts";

export type RecordedRequest = { readonly method: string; readonly path: string; readonly params: Readonly<Record<string, string>>; readonly headers: IncomingHttpHeaders; readonly at: number };
export type RecordedServer = {
  /** Stands for every source: `lookupAddress`. */
  readonly address: string;
  /** All that arrived, in order. */
  readonly requests: readonly RecordedRequest[];
  /** From now on every request meets it; undefined: only the companies that stand for a fault. */
  readonly setFault: (fault: Fault | undefined) => void;
  readonly close: () => Promise<void>;
};
export type Fault = "limited" | "down" | "slow" | "notJson" | "otherShape" | "refused" | "huge" | "redirected" | "cut";

/** Both public sources as one real HTTP server on this computer, replaying what was recorded of invented companies, faults included. */
export async function openRecordedServer(port = 0): Promise<RecordedServer> {
  const requests: RecordedRequest[] = [];
  let fault: Fault | undefined;
  const paths = { search: new URL(rechercheEntreprises.address).pathname, notices: new URL(bodacc.address).pathname };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://recorded");
    requests.push({ method: request.method ?? "", path: url.pathname, params: Object.fromEntries(url.searchParams), headers: request.headers, at: Date.now() });
    const [q, where] = [url.searchParams.get("q") ?? "", url.searchParams.get("where") ?? ""];
    const met = fault ?? faultOf(q) ?? faultOf(/\d{9}/.exec(where)?.[0] ?? "");
    if (met !== undefined) return fail(response, met);
    if (url.pathname === paths.search) return json(response, recordedSearch(q));
    if (url.pathname === paths.notices) return json(response, recordedNotices(where));
    return void response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: given } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${given}`, requests,
    setFault: (next) => void (fault = next),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

const FAULTS = ["limited", "down", "slow", "notJson", "otherShape", "refused", "huge", "redirected"] as const satisfies readonly (Fault & keyof typeof RECORDED)[];
const faultOf = (siren: string): Fault | undefined => FAULTS.find((fault) => RECORDED[fault] === siren);

function fail(response: ServerResponse, fault: Fault): void {
  switch (fault) {
    case "limited": return void response.writeHead(429, { "retry-after": "2" }).end("Too Many Requests");
    case "down": return void response.writeHead(500).end("oops");
    case "refused": return json(response, { erreur: "Veuillez indiquer au moins un paramètre de recherche." }, 400);
    case "notJson": return void response.writeHead(200, { "content-type": "text/html" }).end("<html>Proxy sign-in</html>");
    case "otherShape": return json(response, { results: [{ siren: 12 }], total_results: "many", total_count: null });
    case "huge": return json(response, { results: [], total_results: 0, total_count: 0, padding: "x".repeat(1_100_000) });
    case "redirected": return void response.writeHead(302, { location: "/elsewhere" }).end();
    case "cut": return void response.destroy();
    // Never answered: the asker's own patience ends it.
    case "slow": return undefined;
  }
}

const json = (response: ServerResponse, body: unknown, status = 200): void => void response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
