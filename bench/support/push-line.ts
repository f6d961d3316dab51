import { gzipSync } from "node:zlib";
import { pushAnswerSchema } from "../../shared/sync/protocol.ts";
import type { Sealed } from "../../shared/sync/change.ts";
import type { Centre } from "./centre.ts";
import type { Line } from "./line.ts";

export const BATCH = 1_000;

/** Signed pushes of all these changes, the first of them number `first`, as a workstation that was away sends them: by a thousand, gzipped. */
export const bodiesOf = (centre: Centre, line: Line, first: number, changes: readonly Sealed[]): readonly Buffer[] =>
  Array.from({ length: Math.ceil(changes.length / BATCH) }, (_batch, b) =>
    gzipSync(JSON.stringify(line.push(centre.hello.centre, centre.hello.epoch.id, first + b * BATCH, changes.slice(b * BATCH, (b + 1) * BATCH))), { level: 1 }));

/** One after the other, each when the one before is answered. Answers how many changes were refused. */
export async function pushBodies(url: string, token: string, bodies: readonly Buffer[]): Promise<number> {
  let refused = 0;
  for (const body of bodies) {
    const response = await fetch(`${url}/v1/push`, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "content-encoding": "gzip" }, body: new Uint8Array(body) });
    if (!response.ok) throw new Error(`push ${response.status}: ${await response.text()}`);
    refused += pushAnswerSchema.parse(await response.json()).verdicts.filter(({ kind }) => kind === "refused").length;
  }
  return refused;
}
