import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { SyncStatus } from "../../shared/bridge/sync-views.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { fieldsOfCompany } from "../../shared/testing/some-fields.ts";
import { companyAt } from "../../shared/testing/companies.ts";
import { openDesk, type Desk } from "../demo/advisor-desk.ts";
import { csvOf } from "../samples/typed-row.ts";
import { openTcpProxy } from "../weather/tcp-proxy.ts";
import { sirenOf, textOf, type Told } from "./told.ts";

/** One workstation of a branch: the real core in a thread of its own, on its own encrypted folder, behind its own line to the centre. */
export type Workstation = {
  readonly name: string;
  readonly person: string;
  readonly login: string;
  readonly branch: string;
  /** Imports the files of these companies as a table, submits each, and answers how many. What is sent meanwhile is the engine's affair. */
  readonly enter: (from: number, count: number, onEach: () => void) => Promise<number>;
  /** One file, as above; answers its company. */
  readonly enterOne: (company: number) => Promise<string>;
  /** The number of this company's file, as it is shown here. */
  readonly numberOf: (siren: string) => Promise<string | undefined>;
  readonly status: () => Promise<SyncStatus>;
  /** Resolves when nothing waits any more. */
  readonly settle: (limitMs: number) => Promise<void>;
  /** What this workstation was told of the files that it entered. */
  readonly told: () => Promise<readonly Told[]>;
  /** What its person sees of every file of the branch: file and number. */
  readonly shown: () => Promise<ReadonlyMap<string, string | undefined>>;
  readonly faults: () => Promise<readonly string[]>;
  readonly cut: () => void;
  readonly mend: () => void;
  /** Stolen: its folder is gone, and nobody else has what only it had. */
  readonly lose: () => Promise<void>;
  readonly close: () => Promise<void>;
};
export type WorkstationPlace = { readonly folder: string; readonly port: number; readonly name: string; readonly login: string; readonly person: string; readonly branch: string };

const SEED = 7;
/** Rows of a table; a day's work of a back office, and small enough that others have their turn. */
const TABLE = 250;

export async function openWorkstation({ folder, port, name, login, person, branch }: WorkstationPlace): Promise<Workstation> {
  const line = await openTcpProxy({ target: port });
  const dataDir = join(folder, "workstations", name);
  const desk = await openDesk({ dataDir, serverUrl: `http://127.0.0.1:${line.port}`, login });
  const own = new Set<string>();
  const { bridge } = desk;
  let isLost = false;
  const status = (): Promise<SyncStatus> => bridge.call("sync.status", undefined);
  const close = async (): Promise<void> => {
    if (!isLost) await desk.close();
    await line.close();
  };
  return {
    name, person, login, branch, status, close,
    enter: async (from, count, onEach) => {
      let done = 0;
      for (let at = 0; at < count; at += TABLE) done += await enterTable(desk, own, from + at, Math.min(TABLE, count - at), onEach);
      return done;
    },
    enterOne: async (company) => {
      await enterTable(desk, own, company, 1, () => undefined);
      return companyAt(SEED, company).siren;
    },
    numberOf: async (siren) => (await bridge.call("files.list", { search: siren, filter: "all", sort: "age", offset: 0, limit: 1 })).rows[0]?.number,
    settle: async (limitMs) => {
      for (const end = Date.now() + limitMs; ; await setTimeout(100)) {
        const { kind, waiting, error, recovery } = await bridge.call("sync.now", undefined);
        if (kind === "idle" && waiting === 0 && recovery === undefined) return;
        if (kind === "stopped" || kind === "signed-out" || Date.now() > end) throw new Error(`${name} (${login}): ${kind} ${error?.code ?? ""}, ${waiting} waiting`);
      }
    },
    told: async () => {
      const rows = (await desk.rows()).filter(({ siren }) => own.has(siren));
      const found: Told[] = [];
      for (const { file } of rows) found.push(await toldOf(desk, file));
      return found;
    },
    shown: async () => new Map((await desk.rows()).map(({ file, number }) => [file, number])),
    faults: async () => (await bridge.call("core.verify", undefined)).faults,
    cut: () => line.setWeather({ kind: "cut" }),
    mend: () => line.setWeather({ kind: "fair" }),
    lose: async () => {
      await desk.close();
      isLost = true;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function enterTable(desk: Desk, own: Set<string>, from: number, count: number, onEach: () => void): Promise<number> {
  const files = Array.from({ length: count }, (_, i) => fieldsOfCompany(companyAt(SEED, from + i)));
  const sirens = new Set(files.map(sirenOf));
  const taken = await desk.importCsv(csvOf(files));
  if (taken !== count) throw new Error(`${taken} of ${count} files imported`);
  for (const siren of sirens) own.add(siren);
  for (const { file, siren } of await desk.rows("draft")) {
    if (!sirens.has(siren)) continue;
    const { version } = unwrap(await desk.bridge.call("files.open", { file }), "open");
    unwrap(await desk.bridge.call("files.submit", { file, seenVersion: version }), `submit ${siren}`);
    onEach();
  }
  return count;
}

/** As its person would read it: a status of the centre's, or one of those that it has not answered. */
async function toldOf(desk: Desk, file: FileId): Promise<Told> {
  const { status, fields, registration, refusal } = unwrap(await desk.bridge.call("files.open", { file }), "open");
  return {
    file, status: status === "refused" ? "draft" : status, siren: sirenOf(fields), amount: Number(fields.amount ?? 0), fields: textOf(fields),
    number: registration?.number, receipt: registration?.receipt, refusal: refusal?.code,
  };
}
