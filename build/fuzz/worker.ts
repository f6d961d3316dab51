import { parentPort, workerData } from "node:worker_threads";
import { keptInputs } from "./corpus.ts";
import { emptyTally, fuzzParser, type Order, type Tally } from "./fuzz-parser.ts";
import { parserOf } from "./registry.ts";
import { createWatched, type Shared } from "./watched.ts";

/** The thread that parsers are fed in: one that hangs or takes all its memory ends, and nobody else with it. One order at a time. */
export type Told = { readonly kind: "so-far" | "done"; readonly tally: Tally } | { readonly kind: "failed"; readonly message: string };

const port = parentPort;
const watched = createWatched(workerData as Shared);

async function run({ name, ...order }: Order): Promise<Told> {
  const opened = await parserOf(name).open();
  const tally = emptyTally();
  const telling = setInterval(() => port?.postMessage({ kind: "so-far", tally } satisfies Told), 500);
  try {
    await fuzzParser({ ...opened, samples: [...opened.samples, ...keptInputs(name).map(({ bytes }) => bytes)] }, { name, ...order }, watched, tally);
    return { kind: "done", tally };
  } finally {
    clearInterval(telling);
    await opened.close?.();
  }
}

port?.on("message", (order: Order) => {
  run(order).then((told) => port.postMessage(told), (error: unknown) => port.postMessage({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Told));
});
