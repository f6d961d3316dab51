import process from "node:process";
import { serveCore } from "../../../core/port/serve-core.ts";
import { createFakeCore } from "../../../core/port/test-support/fake-core.ts";

/** The fake core as a process of its own, over Node's line to its parent. */
serveCore(
  { post: (message) => void process.send?.(message), listen: (onMessage) => void process.on("message", onMessage), onGone: (listener) => void process.once("disconnect", () => listener("gone")) },
  createFakeCore,
  () => process.exit(),
);
