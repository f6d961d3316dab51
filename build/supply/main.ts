import { readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { runSupply } from "./program.ts";
import { runNpm } from "./run-npm.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { devDependencies } = z.object({ devDependencies: z.object({ electron: z.string() }) }).parse(JSON.parse(readFileSync(`${root}package.json`, "utf8")));

/** `npm run supply -- audit licences electron`. Exit codes: exit-codes.ts. */
process.exitCode = await runSupply(process.argv.slice(2), { root, nowMs: () => Date.now(), npm: (args) => runNpm(args, root), electron: devDependencies.electron, write: (line) => console.log(line) });
