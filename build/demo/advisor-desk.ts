import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Bridge } from "../../shared/bridge/contract.ts";
import { addTable, runImport } from "../../shared/bridge/import-table.ts";
import type { FileRow } from "../../shared/bridge/file-views.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { startWindowlessCore } from "./windowless-core.ts";

/** Of the invented workstations, which hold invented files and are removed at the end. */
const PASSPHRASE = "quatre mots pour une histoire";

/** One advisor at her workstation: the real core in its own thread, on a real folder. */
export type Desk = {
  readonly bridge: Bridge;
  readonly importCsv: (text: string) => Promise<number>;
  readonly rows: (filter?: "all" | "draft") => Promise<readonly FileRow[]>;
  /** Submits every file that is ready, in order. `kept`: how many the workstation would not send, by code. `onEach` is called after each. */
  readonly submitReady: (onEach?: (done: number, total: number) => void) => Promise<{ readonly submitted: number; readonly kept: ReadonlyMap<string, number> }>;
  /** Resolves when nothing waits any more; rejects when it stops for another reason than the network, or after `limitMs`. */
  readonly settle: (limitMs?: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type DeskPlace = { readonly dataDir: string; readonly serverUrl: string; readonly login: string };

/** Opens the desk: the first time signs in and makes the key, afterwards unlocks. */
export async function openDesk({ dataDir, serverUrl, login }: DeskPlace): Promise<Desk> {
  const { bridge, close } = await startWindowlessCore({ version: "demo", host: "cli", dataDir, serverUrl });
  const state = await bridge.call("session.state", undefined);
  const known = state.kind === "closed" ? state.profiles[0] : undefined;
  if (known === undefined) {
    unwrap(await bridge.call("session.demonstrationSignIn", { login }), `${login} signs in`);
    unwrap(await bridge.call("session.choosePassphrase", { passphrase: PASSPHRASE }), `${login} chooses a passphrase`);
  } else {
    unwrap(await bridge.call("session.unlock", { profile: known.id, passphrase: PASSPHRASE }), `${login} unlocks`);
  }
  const rows = async (filter: "all" | "draft" = "all"): Promise<readonly FileRow[]> => {
    const found: FileRow[] = [];
    for (;;) {
      const page = await bridge.call("files.list", { search: "", filter, sort: "name", offset: found.length, limit: 500 });
      found.push(...page.rows);
      if (page.rows.length === 0 || found.length >= page.total) return found;
    }
  };
  return {
    bridge, rows,
    importCsv: async (text) => {
      const bytes = Buffer.from(text, "utf8");
      const opened = unwrap(await addTable(bridge, { upload: randomUUID(), name: "table.csv", size: bytes.length, base64: (from, to) => bytes.subarray(from, to).toString("base64") }), `${login} opens a table`);
      const { id, counts } = unwrap(await runImport(bridge, opened.id, () => setTimeout(20)), `${login} imports`);
      if (counts.faulty + counts.changed > 0) {
        const { rows } = unwrap(await bridge.call("import.report", { id, part: counts.faulty > 0 ? "faulty" : "changed", offset: 0, limit: 1 }), "report");
        throw new Error(`import: line ${rows[0]?.line}, ${rows[0]?.remarks[0]?.title}: ${rows[0]?.remarks[0]?.code}`);
      }
      return counts.taken;
    },
    submitReady: async (onEach) => {
      let submitted = 0;
      const kept = new Map<string, number>();
      const ready = (await rows()).filter(({ status }) => status === "ready");
      for (const [i, row] of ready.entries()) {
        const view = unwrap(await bridge.call("files.open", { file: row.file }), "open");
        const answer = await bridge.call("files.submit", { file: row.file, seenVersion: view.version });
        if (answer.ok) submitted += 1;
        else kept.set(answer.error.code, (kept.get(answer.error.code) ?? 0) + 1);
        onEach?.(i + 1, ready.length);
      }
      return { submitted, kept };
    },
    settle: (limitMs = 120_000) => settle(bridge, limitMs),
    close,
  };
}

async function settle(bridge: Bridge, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  for (;;) {
    const status = await bridge.call("sync.now", undefined);
    if (status.waiting === 0 && status.kind === "idle") return;
    if (status.kind === "stopped" || status.kind === "signed-out") throw new Error(`sync ${status.kind}: ${status.error?.code ?? "no code"}`);
    if (Date.now() > end) throw new Error(`after ${limitMs / 1000} s still ${status.waiting} waiting (${status.kind})`);
    await setTimeout(200);
  }
}
