import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { rollBack, restart, rollOut, type Kubectl, type Outcome, type Powers } from "./roll-out.ts";

const USAGE = `node build/deploy/main.ts roll-out --manifests FOLDER --address URL [--patience SECONDS]
node build/deploy/main.ts roll-back | restart --address URL [--patience SECONDS]
Through kubectl, as it is set up, in the namespace guichet. Ends with 0 deployed or gone back as asked, 1 refused, 2 usage, 3 gone back by itself, 4 a person is needed now.
`;
const CODES: Readonly<Record<Outcome["kind"], number>> = { deployed: 0, refused: 1, "rolled-back": 3, broken: 4 };
const ANSWER_MS = 5_000;

const kubectl: Kubectl = (args) => new Promise((resolve, reject) => {
  const child = spawn("kubectl", ["--namespace", "guichet", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let out = "";
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  child.once("error", reject).once("close", (code) => resolve({ code: code ?? 1, out }));
});

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { manifests: { type: "string" }, address: { type: "string" }, patience: { type: "string", default: "300" } } });
  const [command] = positionals;
  const { manifests, address } = values;
  const patience = Number(values.patience);
  if (address === undefined || !(patience > 0) || (command === "roll-out" && manifests === undefined)) return usage();
  const isReady = async (): Promise<boolean> => {
    try {
      return (await fetch(new URL("/readyz", address), { signal: AbortSignal.timeout(ANSWER_MS) })).status === 200;
    } catch {
      return false;
    }
  };
  const powers: Powers = { kubectl, isReady, pause: (ms) => pause(ms), say: (line) => process.stdout.write(`${line}\n`) };
  if (command === "roll-out" && manifests !== undefined) return tell(await rollOut({ manifests, migration: migrationIn(manifests), patience }, powers));
  if (command === "roll-back") {
    const outcome = await rollBack(patience, powers);
    tell(outcome);
    return outcome.kind === "rolled-back" ? 0 : CODES[outcome.kind];
  }
  return command === "restart" ? tell(await restart(patience, powers)) : usage();
}

function migrationIn(manifests: string): string {
  const name = /^ {2}name: (guichet-migrate-\w+)$/m.exec(readFileSync(`${manifests}/20-migration.yaml`, "utf8"))?.[1];
  if (name === undefined) throw new Error(`${manifests}/20-migration.yaml names no migration`);
  return name;
}

function tell(outcome: Outcome): number {
  process.stdout.write(outcome.kind === "deployed" ? "deployed\n" : `${outcome.kind}: ${outcome.why}\n`);
  return CODES[outcome.kind];
}

function usage(): number {
  process.stderr.write(USAGE);
  return 2;
}

process.exitCode = await main();
