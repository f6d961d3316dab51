import { connect, type NetConnectOpts } from "node:net";

export type RawAnswer = { readonly statuses: readonly number[]; readonly text: string };

/** So long without a byte: a request that is not whole is waited for by every server, and its silence is an answer too. */
const QUIET_MS = 30;

/** Bytes as a client's, whatever they are; once nothing comes any more the client says that it is done, and waits for the end. */
export const exchangeRaw = (to: NetConnectOpts, bytes: Uint8Array): Promise<RawAnswer> => new Promise((resolve) => {
  const pieces: Buffer[] = [];
  const socket = connect({ ...to, allowHalfOpen: true });
  let patience: NodeJS.Timeout;
  const done = (): void => {
    clearTimeout(patience);
    socket.destroy();
    const text = Buffer.concat(pieces).toString("latin1");
    resolve({ statuses: [...text.matchAll(/(?:^|\n|\})HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status)), text });
  };
  const wait = (then: () => void): void => {
    clearTimeout(patience);
    patience = setTimeout(then, QUIET_MS);
  };
  const leave = (): void => {
    socket.end();
    wait(done);
  };
  socket.on("data", (piece: Buffer) => {
    pieces.push(piece);
    wait(leave);
  }).on("end", done).on("error", done).on("close", done);
  socket.write(Buffer.from(bytes));
  patience = setTimeout(leave, QUIET_MS);
});
