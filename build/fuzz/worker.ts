import { parentPort, workerData } from "node:worker_threads";
import { emptyTally, fuzzParser, type Order } from "./fuzz-parser.ts";
import { keptInputs } from "./corpus.ts";
import { parserOf } from "./registry.ts";
import { createWatched, type Shared } from "./watched.ts";

/** The thread that a parser is fed in: one that hangs or takes all its memory ends, and nobody else with it. */
export type WorkerData = { readonly name: string; readonly order: Order; readonly shared: Shared };

const { name, order, shared } = workerData as WorkerData;
const opened = await parserOf(name).open();
const parser = { ...opened, samples: [...opened.samples, ...keptInputs(name).map(({ bytes }) => bytes)] };
const tally = emptyTally();
const watched = createWatched(shared);
const telling = setInterval(() => parentPort?.postMessage({ kind: "so-far", tally }), 500);
parentPort?.postMessage({ kind: "begun" });
await fuzzParser(parser, order, watched, tally);
clearInterval(telling);
await opened.close?.();
parentPort?.postMessage({ kind: "done", tally });
parentPort?.close();
