import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { inflateBody } from "./inflate-body.ts";
import { endWhenSlow, type Patience } from "./patience.ts";
import { Refusal } from "./refusal.ts";

/** Past this many bytes of a refused body we stop reading it politely and cut the connection. */
const MAX_DRAINED_BYTES = 128 * 1024 * 1024;

/**
 * The whole body, decoded, at most `limit` bytes as sent and as inflated (G4002). What comes after the limit is read and thrown away,
 * never kept: a client that is still sending would otherwise meet a cut connection instead of its answer. G9560 when it comes too slowly.
 */
export async function readBody(request: IncomingMessage, payload: Readable, limit: number, patience: Patience): Promise<Buffer> {
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > limit) {
    drain(request, payload);
    throw tooLarge(limit);
  }
  return inflateBody(await collect(request, payload, limit, patience), request.headers["content-encoding"], limit);
}

function collect(request: IncomingMessage, payload: Readable, limit: number, patience: Patience): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= limit) {
        chunks.push(chunk);
        return;
      }
      payload.off("data", onData);
      drain(request, payload);
      finish(() => reject(tooLarge(limit)));
    };
    const onLoss = (): void => finish(() => reject(new Refusal({ code: "G4001", params: { path: "" } })));
    const stopLooking = endWhenSlow(patience, () => size, () => {
      payload.off("data", onData);
      drain(request, payload);
      finish(() => reject(new Refusal({ code: "G9560" })));
    });
    const finish = (how: () => void): void => {
      stopLooking();
      payload.off("close", onLoss);
      how();
    };
    payload.on("data", onData);
    payload.once("end", () => finish(() => resolve(Buffer.concat(chunks))));
    // The client went away: nobody reads the answer, but the request must end.
    payload.once("error", onLoss).once("close", onLoss);
  });
}

function drain(request: IncomingMessage, payload: Readable): void {
  let drained = 0;
  payload.on("data", (chunk: Buffer) => {
    drained += chunk.length;
    if (drained > MAX_DRAINED_BYTES) request.destroy();
  });
  payload.on("error", () => undefined);
  payload.resume();
}

const tooLarge = (limit: number): Refusal => new Refusal({ code: "G4002", params: { limit } });
