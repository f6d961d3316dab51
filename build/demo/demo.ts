/**
 * `npm run demo`: the story without a window, on real parts. Two banks, four branches, 2,000 companies and the published large loans; the
 * network cut half-way, a workstation killed and restarted, one company in two banks at once, the next scheme published at noon. Exit code 0 only if every figure adds up.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { SingleBar } from "cli-progress";
import { errors } from "../../shared/i18n/en/errors.ts";
import { isErrorCode } from "../../shared/kernel/error-codes.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { fictionalSiren } from "../../shared/testing/companies.ts";
import { eurosToCents } from "../../shared/kernel/cents.ts";
import { openPgliteStore } from "../../sync-server/store/open-store.ts";
import { recordRun } from "../features/record-run.ts";
import { startDemonstrationServer } from "../start/demonstration-server.ts";
import { createOnDiskFolder } from "../test/on-disk-folder.ts";
import { openTcpProxy } from "../weather/tcp-proxy.ts";
import { openDesk, type Desk } from "./advisor-desk.ts";
import { publishAtNoon, type NoonTold } from "./noon.ts";
import { checkLine, euros, figuresTable } from "./print.ts";
import { checksOf, figuresOf, type BranchFigures } from "./recount.ts";
import { readSample, runDeskProcess, sample, SHARED_COMPANY, SHARED_TURNOVER_EUROS, sharedFile, submit, typeFile } from "./story.ts";

type Branch = { readonly name: string; readonly login: string; readonly csv: string };
const RENNES: Branch = { name: "Rennes", login: "maelle.exemple", csv: "companies-rennes.csv" };
const BREST: Branch = { name: "Brest", login: "soizic.essai", csv: "companies-brest.csv" };
const LA_ROCHELLE: Branch = { name: "La Rochelle", login: "ines.exemple", csv: "companies-la-rochelle.csv" };
const BAYONNE: Branch = { name: "Bayonne", login: "maialen.essai", csv: "companies-bayonne.csv" };

const AFTER_FIRST_MONTH = "2020-05-11";

const started = Date.now();
const say = (text: string): void => console.log(`[${((Date.now() - started) / 1000).toFixed(1).padStart(5)} s] ${text}`);
const bar = (label: string, total: number): SingleBar => {
  const made = new SingleBar({ format: `  ${label} {bar} {value}/{total}`, hideCursor: true, clearOnComplete: true, noTTYOutput: false });
  made.start(total, 0);
  return made;
};

const keptWords = (kept: ReadonlyMap<string, number>): string => (kept.size === 0 ? "" : `; kept at the desk: ${[...kept].map(([code, count]) => `${count} × ${code}`).join(", ")}`);

async function submitWithBar(desk: Desk, name: string): Promise<void> {
  const shown = bar(name, 500);
  const { submitted, kept } = await desk.submitReady((done, total) => {
    shown.setTotal(total);
    shown.update(done);
  });
  shown.stop();
  say(`${name}: ${submitted} files submitted${keptWords(kept)}`);
}

type Told = { readonly figures: readonly BranchFigures[]; readonly refusals: readonly Refusals[]; readonly imported: number; readonly noon: NoonTold };
/** Refusals of one code, and what the first of them told: what remains under the ceiling, in cents, where the client's mandate allows it. */
type Refusals = { readonly code: string; readonly count: number; readonly available: number | undefined };

/** Plays the story on a fresh centre in `home`; everything is closed when it answers. */
async function tell(home: string): Promise<Told> {
  await using cleaning = new AsyncDisposableStack();
  const owned = <T extends { readonly close: () => Promise<void> }>(thing: T): T => cleaning.adopt(thing, (it) => it.close());
  say("a centre with two banks that do not exist, on the embedded store");
  let server = unwrap(await startDemonstrationServer({ home, port: 0 }), "the demonstration's server");
  cleaning.defer(() => server.stop());
  const network = owned(await openTcpProxy());
  network.lead(Number(new URL(server.address).port));
  const serverUrl = `http://127.0.0.1:${network.port}`;
  const desk = async (branch: Branch): Promise<Desk> => owned(await openDesk({ dataDir: join(home, "workstations", branch.login), serverUrl, login: branch.login }));
  const [rennes, laRochelle, bayonne] = [await desk(RENNES), await desk(LA_ROCHELLE), await desk(BAYONNE)];
  say("three advisors signed in; the fourth works in a process of its own");

  let imported = await rennes.importCsv(readSample(RENNES.csv));
  imported += await laRochelle.importCsv(readSample(LA_ROCHELLE.csv));
  say(`${RENNES.name} and ${LA_ROCHELLE.name} import ${imported} files`);
  await submitWithBar(rennes, RENNES.name);

  unwrap(await rennes.bridge.call("demonstration.setBusinessDate", { businessDate: AFTER_FIRST_MONTH }), "the business date");
  say(`the day moves to ${AFTER_FIRST_MONTH}: the first month, with its single registration, is over`);
  await bayonne.settle();
  network.setWeather({ kind: "cut" });
  say("the network is cut: the work goes on");
  imported += await bayonne.importCsv(readSample(BAYONNE.csv));
  imported += await rennes.importCsv(readSample("published-large-loans.csv"));
  await submitWithBar(laRochelle, LA_ROCHELLE.name);
  await submitWithBar(bayonne, BAYONNE.name);
  say(`the published large loans: ${keptWords((await rennes.submitReady()).kept).slice(2) || "none kept"}`);
  for (const bank of [rennes, bayonne]) await submit(bank, await typeFile(bank, sharedFile()));
  imported += 2;
  const waiting = await Promise.all([rennes, laRochelle, bayonne].map(async ({ bridge }) => (await bridge.call("sync.status", undefined)).waiting));
  say(`waiting on the workstations: ${waiting.join(", ")} changes; two banks have entered the same company`);

  network.setWeather({ kind: "fair" });
  say("the network is back");
  const place = { dataDir: join(home, "workstations", BREST.login), serverUrl, login: BREST.login, csv: sample(BREST.csv) };
  const ended = await runDeskProcess(place, 200, () => undefined);
  if (ended !== "killed") throw new Error("the workstation of Brest was to be killed in the middle");
  say(`${BREST.name} imports and submits; its workstation is killed after 200 submissions`);
  await runDeskProcess(place, undefined, () => undefined);
  imported += 500;
  say("restarted, it went on where it was");
  await Promise.all([rennes, laRochelle, bayonne].map(({ settle }) => settle()));
  const brest = await desk(BREST);
  await brest.settle();
  say("nothing waits any more");
  const noon = await publishAtNoon({ home, day: AFTER_FIRST_MONTH, server, lead: network.lead, onServer: (again) => void (server = again), asks: rennes, asksTooLittle: bayonne, say });
  imported += noon.entered;
  const desks = [rennes, brest, laRochelle, bayonne];
  await Promise.all(desks.map(({ settle }) => settle()));
  return {
    imported, noon, refusals: await refusalsOf(desks),
    figures: await Promise.all(desks.map(async ({ rows }, i) => figuresOf([RENNES, BREST, LA_ROCHELLE, BAYONNE][i]?.name ?? "", await rows()))),
  };
}

async function refusalsOf(desks: readonly Desk[]): Promise<readonly Refusals[]> {
  const codes = new Map<string, Refusals>();
  for (const desk of desks) {
    for (const row of (await desk.rows()).filter(({ status }) => status === "refused")) {
      const refusal = unwrap(await desk.bridge.call("files.open", { file: row.file }), "open").refusal;
      const code = refusal?.code ?? "no code";
      const told = refusal?.params?.["available"];
      const known = codes.get(code) ?? { code, count: 0, available: typeof told === "number" ? told : undefined };
      codes.set(code, { ...known, count: known.count + 1 });
    }
  }
  return [...codes.values()];
}

/** Opens what the centre kept, once it has stopped, and says whether every figure adds up. */
async function report(home: string, { figures, refusals, imported, noon }: Told): Promise<boolean> {
  const store = await openPgliteStore({ folder: join(home, "server", "store") });
  const shared = { siren: fictionalSiren(SHARED_COMPANY), ceiling: eurosToCents(SHARED_TURNOVER_EUROS / 4) };
  const checks = [...(await checksOf(store, figures, imported, shared)), { says: "registered under the scheme of noon, by its version", expected: 1, found: noon.registered }];
  await store.close();
  console.log(`\n${figuresTable(figures)}\n`);
  for (const { code, count, available } of refusals)
    console.log(`  refused ${String(count).padStart(4)}  ${code}  ${isErrorCode(code) ? errors[`${code}.happened`] : ""}${available === undefined ? "" : ` ${euros(available)} remain.`}`);
  console.log("");
  for (const check of checks) console.log(checkLine(check));
  return checks.every(({ expected, found }) => expected === found);
}

async function main(): Promise<boolean> {
  const home = createOnDiskFolder("guichet-demo-");
  try {
    return await report(home, await tell(home));
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

let addsUp = false;
try {
  addsUp = await main();
  console.log(addsUp ? "\nEvery figure adds up." : "\nFigures do not add up: see WRONG above.");
} catch (error) {
  console.error(`The story stopped: ${error instanceof Error ? error.message : String(error)}`);
}
recordRun("demo", addsUp);
process.exit(addsUp ? 0 : 1);
