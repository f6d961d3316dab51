/** One end of a line between two threads or processes: messages are copied (structured clone), in order, none lost while both live. */
export type Port = {
  readonly post: (message: unknown) => void;
  /** One listener, set once, before which messages wait. */
  readonly listen: (onMessage: (message: unknown) => void) => void;
  /** The other end is gone; nothing more will come. */
  readonly onGone: (listener: (why: string) => void) => void;
};

/** Of `worker_threads`: a `Worker`, a `MessagePort` or `parentPort`. */
export type NodePort = {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: "message" | "close", listener: (value: unknown) => void) => unknown;
};

export function portOfNode(end: NodePort): Port {
  return {
    post: (message) => end.postMessage(message),
    listen: (onMessage) => void end.on("message", onMessage),
    onGone: (listener) => void end.on("close", () => listener("the line was closed")),
  };
}
