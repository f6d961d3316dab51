import { resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { terminalWords, type TerminalWords } from "../../../shared/i18n/terminal.ts";
import { chooseDataDir } from "../../core/control/choose-data-dir.ts";
import { findRunning, type RunningGuichet } from "../../core/control/find-running.ts";
import { lockAfterMinutes } from "../../core/policy/policies.ts";
import { readPolicies } from "../../core/policy/read-policies.ts";
import { readVersion } from "../../core/port/version.ts";
import { readArguments, type AppArguments } from "./arguments.ts";
import { findBrowser } from "./find-browser.ts";
import { offerAddresses, sayStartFault, untilAskedToStop } from "./run-app.ts";
import { startLoopback } from "./start-loopback.ts";
import { leaveNoDump } from "../../core/port/leave-no-dump.ts";

leaveNoDump();

const tell = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** `npm run app`: exit codes 0 closed as asked, 1 not started or fallen, 2 usage. */
async function main(): Promise<number> {
  const given = readArguments(process.argv.slice(2), process.env, process.platform);
  const words = terminalWords(given.language);
  if (given.kind === "usage") {
    complain([given.wrong, words.say("app.usage")].filter((line) => line !== undefined).join("\n"));
    return given.wrong === undefined ? 0 : 2;
  }
  return given.kind === "address" ? await tellAddress(given.dataDir, words) : await run(given, words);
}

async function run(given: AppArguments & { kind: "run" }, words: TerminalWords): Promise<number> {
  const browser = given.open ? findBrowser(process.platform, process.env) : undefined;
  const asked = untilAskedToStop();
  const { policies } = readPolicies(process.platform, process.env);
  const started = await startLoopback({
    version: readVersion(), dataDir: given.dataDir, serverUrl: given.serverUrl, lookupAddress: given.lookupAddress, port: given.port, words, browser, tell, lockAfterMinutes: lockAfterMinutes(policies), unlockWay: policies.unlockWay, telemetryOff: policies.telemetryOff,
    rendererDir: fileURLToPath(new URL("../../../build/out/renderer", import.meta.url)),
  });
  if (!started.ok && started.error.type === "AlreadyOpen") return await join(started.error.running, browser !== undefined, words);
  if (!started.ok) {
    complain(sayStartFault(started.error, words));
    return 1;
  }
  const app = started.value;
  const stopOffering = offerAddresses(app, words, tell);
  const end = await Promise.race([app.ended, asked]);
  stopOffering();
  if (end.kind === "fell") complain(words.say("app.fell", { why: end.why }));
  else tell(words.say("app.closing"));
  await app.close();
  if (end.kind !== "fell") tell(words.say("app.closed"));
  return end.kind === "fell" ? 1 : 0;
}

/** A second start on the same folder goes through the first. */
async function join(running: RunningGuichet, canShow: boolean, words: TerminalWords): Promise<number> {
  const address = canShow ? undefined : await running.address();
  if (canShow || address === undefined) {
    await running.show();
    tell(words.say("app.broughtBack"));
  } else tell(`${words.say("app.alreadyOpen")} ${words.say("app.address", { address })}`);
  running.close();
  return 0;
}

async function tellAddress(dir: string | undefined, words: TerminalWords): Promise<number> {
  const running = await findRunning(resolve(await chooseDataDir(dir, process.env)));
  if (running === undefined) {
    complain(words.say("app.notRunning"));
    return 1;
  }
  const address = await running.address();
  running.close();
  if (address === undefined) complain(words.say("app.ownWindow"));
  else tell(address);
  return address === undefined ? 1 : 0;
}

process.exitCode = await main();
