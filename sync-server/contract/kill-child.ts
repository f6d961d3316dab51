import { appendFileSync, readFileSync } from "node:fs";
import { flushCompileCache } from "node:module";
import { createServices } from "../domain/create-services.ts";
import type { Caller } from "../domain/services.ts";
import { openPgliteStore, openPostgresStore } from "../store/open-store.ts";
import type { PushRequest } from "../../shared/sync/protocol.ts";

/** What the kill test hands to the process that it will kill. */
export type KillOrder = {
  readonly store: { readonly kind: "pglite"; readonly folder: string } | { readonly kind: "postgresql"; readonly url: string };
  readonly caller: Caller;
  readonly requests: readonly PushRequest[];
  /** Each answer is appended here as one line of JSON and "#" before the next push: a line without it was torn by a kill. */
  readonly answers: string;
};

/** A server that pushes a prepared line, writes down what it was answered and says so, until it is done or killed. */
const order = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as KillOrder;
const store = order.store.kind === "pglite" ? await openPgliteStore({ folder: order.store.folder }) : await openPostgresStore({ url: order.store.url });
const services = await createServices({ store });
// Said now: whoever is killed says nothing at its end.
flushCompileCache();
process.stdout.write("ready\n");
// The life before may have died within a line.
appendFileSync(order.answers, "\n");
for (const request of order.requests) {
  const answer = await services.push(order.caller, request);
  if (!answer.ok) throw new Error(`push at ${request.first}: ${JSON.stringify(answer.error)}`);
  appendFileSync(order.answers, `${JSON.stringify({ first: request.first, verdicts: answer.value.verdicts })}#\n`);
  process.stdout.write("answered\n");
}
await services.close();
