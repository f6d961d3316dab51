import type { Dispatcher } from "undici";
import type { Clock } from "./run-curve.ts";

const MOST_WAITS = 200;

export type Asked = Pick<Dispatcher.RequestOptions, "method" | "path" | "headers"> & { readonly body: string | null };

/** As a workstation does: asked to wait (429, 503), it waits as told and asks the same again. Answers the text of a 200; rejects for anything else. */
export async function askPatiently(pool: Dispatcher, clock: Clock, asked: Asked): Promise<{ readonly text: string; readonly waits: number }> {
  for (let waits = 0; waits <= MOST_WAITS; waits += 1) {
    const { statusCode, headers, body } = await pool.request(asked);
    const text = await body.text();
    if (statusCode === 200) return { text, waits };
    if (statusCode !== 429 && statusCode !== 503) throw new Error(`${asked.method} ${asked.path} ${statusCode} ${text.slice(0, 300)}`);
    await clock.sleep(Number(headers["retry-after"] ?? 1) * 1000);
  }
  throw new Error(`${asked.method} ${asked.path}: still asked to wait after ${MOST_WAITS} times`);
}
