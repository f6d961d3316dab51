import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../../sync-server/main.ts", import.meta.url));

/** The operator's own command after a restore, in its own process, on the store that nobody has open. Answers why it did not, in its words. */
export async function beginEpoch(env: { readonly [name: string]: string | undefined }, n: number): Promise<string | undefined> {
  const child = spawn(process.execPath, [entry, "begin-epoch", String(n)], { env: { ...env }, stdio: ["ignore", "ignore", "pipe"] });
  const code = new Promise<number | null>((resolve) => child.once("error", () => resolve(null)).once("close", resolve));
  const said = await text(child.stderr);
  return (await code) === 0 ? undefined : said.trim().split("\n").at(-1) || "begin-epoch";
}
