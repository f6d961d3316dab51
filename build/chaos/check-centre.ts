import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { LoadAnswer, LoadEnded } from "./load-orders.ts";
import { endWithUs } from "../test/end-with-us.ts";
import type { Stage } from "./stage.ts";

/** What the centre holds after a row, against what workstations were told. All of `lost`, `twice` and `found` must be 0 or empty. */
export type CentreChecked = {
  /** Acknowledged changes that were asked for again, each to be answered by its first verdict. */
  readonly asked: number;
  /** RPO: acknowledged, and not there as it was told. The first few, in words. */
  readonly lost: number; readonly lostWords: readonly string[];
  /** Changes, files or numbers of the load that stand there more often than once, or that no workstation was told. */
  readonly twice: number;
  /** Of `consistency` and `verify`: what they found; empty where they ended with 0. */
  readonly found: readonly string[];
};

const root = fileURLToPath(new URL("../../", import.meta.url));
const WORDS = 5;
const consistencySchema = z.object({ isWhole: z.boolean(), found: z.array(z.object({ check: z.string(), found: z.union([z.number(), z.string()]) })) });

export async function checkCentre(stage: Stage, told: LoadEnded, recount: () => Promise<LoadAnswer>): Promise<CentreChecked> {
  const recounted = await recount();
  if (recounted.kind !== "recounted") throw new Error(`recount: ${recounted.kind}`);
  const numbers = (await stage.postgres.query("SELECT number FROM guichet.ledger_movement WHERE state = 'reserved'")).map((row) => String(row["number"]));
  const there = new Set(numbers);
  const missing = told.numbers.filter((number) => !there.has(number));
  const [repeated] = await stage.postgres.query(`SELECT
    (SELECT count(*) FROM (SELECT 1 FROM guichet.change GROUP BY bank_id, change_id HAVING count(*) > 1) c)
    + (SELECT count(*) FROM (SELECT 1 FROM guichet.ledger_movement WHERE state = 'reserved' GROUP BY bank_id, file_id HAVING count(*) > 1) l) AS n`);
  const lostWords = [...recounted.wrong, ...missing.map((number) => `number ${number} is not in the ledger`)];
  // Where some were never answered the centre may have more than was told; never a number twice.
  const unknown = told.stopped.length > 0 || told.batches.some(({ answeredMs }) => answeredMs === undefined) ? 0 : numbers.length - new Set(told.numbers).size + missing.length;
  return {
    asked: recounted.asked, lost: lostWords.length, lostWords: lostWords.slice(0, WORDS), twice: numbers.length - there.size + (told.numbers.length - new Set(told.numbers).size) + Number(repeated?.["n"] ?? 0) + Math.max(0, unknown),
    found: [...(await consistency(stage)), ...(await verify(stage))],
  };
}

async function consistency(stage: Stage): Promise<readonly string[]> {
  const { code, out } = await command(["consistency", "--json"], stage);
  if (code === 0) return [];
  const read = consistencySchema.safeParse(jsonOf(out));
  return read.success ? read.data.found.map(({ check, found }) => `${check}: ${found}`) : [`consistency ended with ${String(code)}`];
}

async function verify(stage: Stage): Promise<readonly string[]> {
  const { code } = await command(["verify", "--json", "--without-anchors"], stage);
  return code === 0 ? [] : [`verify ended with ${String(code)}`];
}

/** The server's own program, beside the servers. */
async function command(args: readonly string[], { env }: Stage): Promise<{ readonly code: number | null; readonly out: string }> {
  const child = spawn(process.execPath, ["sync-server/main.ts", ...args], { cwd: root, stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, ...env } });
  endWithUs(child);
  const [code, out] = await Promise.all([new Promise<number | null>((resolve) => child.once("exit", resolve)), text(child.stdout)]);
  return { code, out };
}

function jsonOf(out: string): unknown {
  try {
    return JSON.parse(out);
  } catch {
    return undefined;
  }
}
