import type { ParentPort } from "electron";
import process from "node:process";
import { createCore } from "../../core/core.ts";
import type { Port } from "../../core/port/port.ts";
import { serveCore } from "../../core/port/serve-core.ts";
import { leaveNoDump } from "../../core/port/leave-no-dump.ts";

leaveNoDump();

/** Entry of the core's own process (utilityProcess). No `electron` here: only the line to the parent that Electron puts on `process`. */
const line: Port = portOfParent((process as unknown as { readonly parentPort: ParentPort }).parentPort);
serveCore(line, createCore, () => process.exit());

function portOfParent(parent: ParentPort): Port {
  return {
    post: (message) => parent.postMessage(message),
    listen: (onMessage) => void parent.on("message", ({ data }) => onMessage(data)),
    // Electron ends this process when the application does; there is nobody left to hear.
    onGone: () => undefined,
  };
}
