import process from "node:process";
import { parentPort } from "node:worker_threads";
import { createCore } from "../core.ts";
import { portOfNode } from "./port.ts";
import { serveCore } from "./serve-core.ts";

/** Entry of the core's thread (loopback and command line). */
if (parentPort === null) throw new Error("core-worker.ts is the entry of a worker thread");
serveCore(portOfNode(parentPort), createCore, () => process.exit());
