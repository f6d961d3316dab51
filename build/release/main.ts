import { readFileSync } from "node:fs";
import process from "node:process";
import { z } from "zod";
import { trustedKeys } from "../../shared/release/trusted-keys.ts";
import { runRelease } from "./program.ts";

const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")));

/** `npm run release -- COMMAND`. Exit codes: exit-codes.ts. */
process.exitCode = await runRelease(process.argv.slice(2), {
  env: process.env, input: process.stdin, stdout: process.stdout, stderr: process.stderr, nowMs: () => Date.now(), keys: trustedKeys, fetch: globalThis.fetch, version,
});
process.stdin.destroy();
