import { Duplex } from "node:stream";

const gathering = new WeakSet<Duplex>();

/**
 * What is asked of this connection in one turn of the loop leaves in one packet and one call to the system, which costs more than making
 * the statements does. Without a stream to be found, each leaves alone.
 */
export function gatherWrites(client: object): void {
  const stream = streamOf(client);
  if (stream === undefined || gathering.has(stream)) return;
  gathering.add(stream);
  stream.cork();
  process.nextTick(() => {
    gathering.delete(stream);
    stream.uncork();
  });
}

/** The socket behind a client of `pg`, plain or encrypted. Its types do not name it. */
function streamOf(client: object): Duplex | undefined {
  const connection = "connection" in client ? client.connection : undefined;
  if (typeof connection !== "object" || connection === null || !("stream" in connection)) return undefined;
  return connection.stream instanceof Duplex ? connection.stream : undefined;
}
