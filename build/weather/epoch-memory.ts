import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { helloSchema } from "../../shared/sync/protocol.ts";

const FILE = "epochs.json";
const memorySchema = z.object({ format: z.literal(1), highest: z.int().min(1) });

/** The number for the next epoch: above every one there ever was here, whichever backup is put back (docs/server.md, after a restore). */
export const nextEpoch = (home: string): number => readHighest(home) + 1;

/** Asks the server that has just started which epoch it is in, and remembers it. A server that does not say is asked after its next start. */
export async function rememberEpoch(home: string, address: string): Promise<void> {
  const hello = await fetch(`${address}/v1/hello`, { headers: { connection: "close" }, signal: AbortSignal.timeout(10_000) }).then((response) => response.json(), () => undefined);
  const parsed = helloSchema.safeParse(hello);
  if (!parsed.success || parsed.data.epoch.n <= readHighest(home)) return;
  const fresh = join(home, `${FILE}.new`);
  writeFileSync(fresh, JSON.stringify({ format: 1, highest: parsed.data.epoch.n } satisfies z.infer<typeof memorySchema>), { mode: 0o600 });
  renameSync(fresh, join(home, FILE));
}

function readHighest(home: string): number {
  try {
    return memorySchema.parse(JSON.parse(readFileSync(join(home, FILE), "utf8"))).highest;
  } catch {
    return 1;
  }
}
