import { createServer } from "node:net";

/** A port of this machine that nobody listened on a moment ago, for a program that wants to be told its own. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === "object" ? resolve(address.port) : reject(new Error("No free port on 127.0.0.1."))));
    });
  });
}
