import type { Dispatcher } from "undici";
import type { Clock } from "./run-curve.ts";

const MOST_WAITS = 200;

export type Asked = Pick<Dispatcher.RequestOptions, "method" | "path" | "headers"> & { readonly body: string | null };

export type Answer = { readonly status: number; readonly text: string; readonly etag: string | undefined; readonly waits: number };

/** As a workstation does: asked to wait (429, 503), it waits as told and asks the same again. Answers a 200, or the 304 of what is known already; rejects for anything else. */
export async function askPatiently(pool: Dispatcher, clock: Clock, asked: Asked): Promise<Answer> {
  for (let waits = 0; waits <= MOST_WAITS; waits += 1) {
    const { statusCode, headers, body } = await pool.request(asked);
    const text = await body.text();
    if (statusCode === 200 || statusCode === 304) return { status: statusCode, text, etag: typeof headers["etag"] === "string" ? headers["etag"] : undefined, waits };
    if (statusCode !== 429 && statusCode !== 503) throw new Error(`${asked.method} ${asked.path} ${statusCode} ${text.slice(0, 300)}`);
    await clock.sleep(Number(headers["retry-after"] ?? 1) * 1000);
  }
  throw new Error(`${asked.method} ${asked.path}: still asked to wait after ${MOST_WAITS} times`);
}
