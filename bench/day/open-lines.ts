import { randomBytes } from "node:crypto";
import { Agent, fetch as undiciFetch } from "undici";
import { openTcpProxy, type TcpProxy } from "../../build/weather/tcp-proxy.ts";
import { createByteTransport, type ByteTransport } from "../../main/core/documents/byte-transport.ts";
import { createTransport, type Transport } from "../../main/core/sync/transport.ts";

/** A region's line to the centre, with a weather of its own, and the product's transport over it. */
export type RegionLine = { readonly proxy: TcpProxy; readonly transport: Transport & Pick<ByteTransport, "putPart"> };

/** Connections that a region's branches share. */
const CONNECTIONS = 24;

export async function openLines(count: number, target: number): Promise<{ readonly lines: readonly RegionLine[]; readonly close: () => Promise<void> }> {
  await using opening = new AsyncDisposableStack();
  const lines: RegionLine[] = [];
  for (let i = 0; i < count; i += 1) {
    const proxy = opening.adopt(await openTcpProxy({ target }), (it) => it.close());
    const agent = opening.adopt(new Agent({ connections: CONNECTIONS }), (it) => it.destroy());
    // As the global one but for the connections; the two types differ in what they name, not in what they do.
    const overLine = ((input: string, init: object) => undiciFetch(input, { ...init, dispatcher: agent })) as unknown as typeof fetch;
    const serverUrl = `http://127.0.0.1:${proxy.port}`;
    const closing = new AbortController();
    opening.defer(() => closing.abort());
    const { putPart } = createByteTransport({ fetch: overLine, serverUrl }, closing.signal);
    const transport = createTransport({ fetch: overLine, serverUrl, version: "day", telemetryOff: true, randomBytes: (length) => new Uint8Array(randomBytes(length)) });
    opening.defer(() => transport.close());
    lines.push({ proxy, transport: { ...transport, putPart } });
  }
  const owned = opening.move();
  return { lines, close: () => owned.disposeAsync() };
}
