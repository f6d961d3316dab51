import type { IncomingMessage, ServerResponse } from "node:http";

/** The bytes of a request's body. A client that waits for leave to send gets it at the first read, so a refused request never sends them. */
export async function* requestSource(request: IncomingMessage, response: ServerResponse, cutAfterBytes: number | undefined): AsyncGenerator<Buffer> {
  if (request.headers.expect?.toLowerCase() === "100-continue") response.writeContinue();
  let left = cutAfterBytes ?? Number.POSITIVE_INFINITY;
  for await (const piece of request) {
    const bytes = Buffer.from(piece);
    left -= bytes.length;
    if (left < 0) {
      response.socket?.destroy();
      throw new Error("cut on purpose");
    }
    yield bytes;
  }
}
