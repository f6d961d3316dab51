import { connect, type NetConnectOpts } from "node:net";
import type { Duplex } from "node:stream";

export type RawAnswer = { readonly statuses: readonly number[]; readonly text: string };

/** Bytes as a client's, whatever they are; then the client says that it has no more, and waits for the end. */
export const exchangeRaw = (to: NetConnectOpts | Duplex, bytes: Uint8Array): Promise<RawAnswer> => new Promise((resolve) => {
  const pieces: Buffer[] = [];
  const socket = "pipe" in to ? to : connect({ ...to, allowHalfOpen: true });
  const done = (): void => {
    clearTimeout(patience);
    socket.destroy();
    const text = Buffer.concat(pieces).toString("latin1");
    resolve({ statuses: [...text.matchAll(/(?:^|\n|\})HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status)), text });
  };
  // A request that is not whole is waited for by every server: its silence is an answer too.
  const patience = setTimeout(done, 250);
  socket.on("data", (piece: Buffer) => pieces.push(piece)).on("end", done).on("error", done).on("close", done);
  socket.end(Buffer.from(bytes));
});
