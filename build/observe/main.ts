import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { outputs } from "./outputs.ts";

const USAGE = "npm run observe [-- --runbooks URL] [--out DIR]\nWrites dashboards, rules and monitors: into the repository, or into DIR. URL: where docs/runbooks/alerts.md is read.\n";

try {
  const { values } = parseArgs({ options: { runbooks: { type: "string" }, out: { type: "string" } } });
  const root = values.out ?? new URL("../../", import.meta.url).pathname;
  for (const [path, text] of Object.entries(outputs(values.runbooks))) {
    const to = join(root, path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, text);
    process.stdout.write(`${path}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  process.exitCode = 2;
}
