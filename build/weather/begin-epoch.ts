import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { demonstrationPeople } from "../../sync-server/demonstration/people.ts";

const entry = fileURLToPath(new URL("../../sync-server/main.ts", import.meta.url));

/** The operators' own command after a restore, said by the two of the demonstration, each in a process of its own, on the store that nobody has open. Answers why it did not come about, in its words. */
export async function beginEpoch(env: { readonly [name: string]: string | undefined }, n: number): Promise<string | undefined> {
  for (const { id } of demonstrationPeople.filter(({ role }) => role === "operator")) {
    const child = spawn(process.execPath, [entry, "begin-epoch", String(n), "--as", id], { env: { ...env }, stdio: ["ignore", "ignore", "pipe"] });
    const code = new Promise<number | null>((resolve) => child.once("error", () => resolve(null)).once("close", resolve));
    const said = await text(child.stderr);
    if ((await code) !== 0) return said.trim().split("\n").at(-1) || "begin-epoch";
  }
  return undefined;
}
