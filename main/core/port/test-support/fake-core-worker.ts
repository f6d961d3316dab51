import process from "node:process";
import { parentPort } from "node:worker_threads";
import { portOfNode } from "../port.ts";
import { serveCore } from "../serve-core.ts";
import { createFakeCore } from "./fake-core.ts";

if (parentPort === null) throw new Error("fake-core-worker.ts is the entry of a worker thread");
serveCore(portOfNode(parentPort), createFakeCore, () => process.exit());
