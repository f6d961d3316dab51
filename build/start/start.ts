import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { terminalLanguage, terminalWords, type TerminalWords } from "../../shared/i18n/terminal.ts";
import { DEMONSTRATION_PASSWORD } from "../../sync-server/demonstration/people.ts";
import { findRunning } from "../../main/core/control/find-running.ts";
import { demonstrationClientDir, demonstrationHome, openDataDir } from "../../main/core/port/data-dir.ts";
import { lockAfterMinutes } from "../../main/core/policy/policies.ts";
import { readPolicies } from "../../main/core/policy/read-policies.ts";
import { readVersion } from "../../main/core/port/version.ts";
import { findBrowser, hasDisplay } from "../../main/hosts/loopback/find-browser.ts";
import { offerAddresses, sayStartFault, untilAskedToStop } from "../../main/hosts/loopback/run-app.ts";
import { startLoopback, type LoopbackApp, type LoopbackOptions } from "../../main/hosts/loopback/start-loopback.ts";
import { portFault } from "../../sync-server/start-fault.ts";
import { openDemonstration, type Demonstration } from "../weather/open-weather.ts";
import { serverLog, type ServerFault } from "./demonstration-server.ts";
import { accountLines, nextLines, readHello } from "./guide.ts";
import { ensureElectron, mayUseElectron } from "./electron-binary.ts";
import { startElectronClient, type ElectronClient } from "./electron-client.ts";
import { createSteps, type Steps } from "./steps.ts";
import { leaveNoDump } from "../../main/core/port/leave-no-dump.ts";

leaveNoDump();

const DEFAULT_PORT = 8787;
const words = terminalWords(terminalLanguage(process.env));
const tell = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** `npm start`: the demonstration whole, server and client, until Ctrl-C. 0 closed as asked, 1 not started. */
async function main(): Promise<number> {
  const home = openDataDir(demonstrationHome(process.env));
  if (!home.ok) return fail(words.error(home.error));
  const running = await findRunning(demonstrationClientDir(process.env));
  if (running !== undefined) {
    const address = await running.address();
    if (address === undefined) await running.show();
    running.close();
    tell(address === undefined ? words.say("app.broughtBack") : `${words.say("app.alreadyOpen")} ${words.say("app.address", { address })}`);
    return 0;
  }
  const port = Number(process.env["GUICHET_PORT"] || DEFAULT_PORT);
  const steps = createSteps(words);
  // What is asked to stop while it is still starting stops as soon as it has started.
  const asked = untilAskedToStop(() => { stopping = true; });
  steps.begin("start.server");
  const demonstration = await openAt(home.value, port);
  if ("fault" in demonstration) return steps.fail(demonstration.fault);
  const started = await demonstration.start();
  if (!started.ok) {
    await demonstration.close();
    return steps.fail(sayServerFault(started.error, home.value));
  }
  steps.end("start.serverReady", { address: demonstration.address });
  try {
    return await runClient(demonstration, home.value, asked, steps);
  } finally {
    await demonstration.close();
    tell(words.say("app.closed"));
  }
}

/** The demonstration around its server, or the sentence that says why its address cannot be had. */
async function openAt(home: string, port: number): Promise<Demonstration | { readonly fault: string }> {
  try {
    return await openDemonstration({
      home, port,
      onServerFell: () => (stopping ? undefined : complain(words.say("start.serverGone", { log: serverLog(home) }))),
      onError: (error) => complain(String(error)),
      onNoBackup: (error) => complain(words.error(error)),
      startWorkstation: (dataDir, serverUrl, weather) => startLoopback({ ...windowParts(), dataDir, serverUrl, weather, browser: undefined }),
    });
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error && error.syscall === "listen")) throw error;
    const fault = portFault("127.0.0.1", port, error);
    return { fault: words.language === "fr" ? fault.fr : fault.message };
  }
}

const windowParts = (): Pick<LoopbackOptions, "version" | "port" | "words" | "tell" | "rendererDir"> => ({
  version: readVersion(), port: 0, words, tell, rendererDir: fileURLToPath(new URL("../out/renderer", import.meta.url)),
});

async function runClient(demonstration: Demonstration, home: string, asked: Promise<Signalled>, steps: Steps): Promise<number> {
  const hello = await readHello(demonstration.address);
  const guide = (): void => [...accountLines(hello, words, DEMONSTRATION_PASSWORD), ...nextLines(words), ""].forEach(tell);
  const desktop = await openDesktop(join(home, "client"), demonstration.address, steps);
  if (desktop !== undefined) {
    guide();
    tell(words.say("start.window"));
    await Promise.race([desktop.ended, asked]);
    stopping = true;
    tell(words.say("app.closing"));
    await desktop.close();
    return 0;
  }
  const started = await startLoopback({
    ...windowParts(), dataDir: join(home, "client"), serverUrl: demonstration.address, weather: demonstration.weather, browser: findBrowser(process.platform, process.env), lockAfterMinutes: lockAfterMinutes(readPolicies(process.platform, process.env).policies),
  });
  if (!started.ok) return fail(sayStartFault(started.error, words));
  guide();
  return await serveUntilAsked(started.value, asked, words);
}

/** Guichet's own window, where Electron can be had; undefined: the browser serves. */
async function openDesktop(dataDir: string, serverUrl: string, steps: Steps): Promise<ElectronClient | undefined> {
  if (!mayUseElectron(process.env, hasDisplay(process.platform, process.env), process.getuid?.() === 0)) return undefined;
  steps.begin("start.electron");
  const program = await ensureElectron(process.env, process.platform);
  const client = program === undefined ? undefined : await startElectronClient(program, dataDir, serverUrl);
  steps.end(client === undefined ? "start.noElectron" : "start.electronReady");
  return client;
}

async function serveUntilAsked(app: LoopbackApp, asked: Promise<Signalled>, { say }: TerminalWords): Promise<number> {
  const stopOffering = offerAddresses(app, words, tell);
  const end = await Promise.race([app.ended, asked]);
  stopOffering();
  if (end.kind === "fell") complain(say("app.fell", { why: end.why }));
  tell(say("app.closing"));
  await app.close();
  return end.kind === "fell" ? 1 : 0;
}

const sayServerFault = (fault: ServerFault, home: string): string =>
  fault.type === "Told" ? (words.language === "fr" ? fault.fr : fault.en) : words.say("start.serverFell", { why: fault.why, folder: join(home, "server"), log: serverLog(home) });

function fail(sentence: string): number {
  complain(sentence);
  return 1;
}

type Signalled = { readonly kind: "signal" };
let stopping = false;

process.exitCode = await main();
