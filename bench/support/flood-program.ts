import { text } from "node:stream/consumers";
import { Pool } from "undici";

/** What a flood asks, over and over. */
export type FloodRequest = { readonly method: "GET" | "POST"; readonly path: string; readonly headers: Readonly<Record<string, string>>; /** base64. */ readonly body: string | undefined };
export type Flood = { readonly url: string; readonly connections: number; readonly requests: readonly FloodRequest[] };
/** How many answers of each status; 0: none came. */
export type FloodTold = Readonly<Record<string, number>>;

/** A process of its own: asks on every connection as fast as it is answered, hears no word of waiting, until SIGTERM. Says what it was answered as JSON. */
const flood: Flood = JSON.parse(await text(process.stdin));
const pool = new Pool(flood.url, { connections: flood.connections });
const told: Record<string, number> = {};
const over = new AbortController();
process.once("SIGTERM", () => {
  over.abort();
  process.stdout.write(`${JSON.stringify(told satisfies FloodTold)}\n`, () => process.exit(0));
});
const asked = flood.requests.map(({ method, path, headers, body }) => ({ method, path, headers: { ...headers }, body: body === undefined ? null : Buffer.from(body, "base64") }));
await Promise.all(Array.from({ length: flood.connections }, async (_, c) => {
  for (let i = c; !over.signal.aborted; i += 1) {
    const next = asked[i % asked.length];
    if (next === undefined) return;
    const status = await pool.request(next).then(async ({ statusCode, body }) => { await body.dump(); return statusCode; }, () => 0);
    told[status] = (told[status] ?? 0) + 1;
  }
}));
