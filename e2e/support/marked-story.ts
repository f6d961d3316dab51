import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { readControl } from "../../main/core/control/control-file.ts";
import { findRunning, type RunningGuichet } from "../../main/core/control/find-running.ts";
import { bridgeOf } from "../../main/core/port/core-link.ts";
import { until } from "../../main/core/test-support/open-core.ts";
import type { Bridge } from "../../shared/bridge/contract.ts";
import { ADDED_BYTES } from "../../shared/documents/document.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import { unwrap } from "../../shared/kernel/result.ts";
import { DOCUMENT_NAME, markedDocument, markedFields, MISTYPED, NOTE, PASSPHRASE, SEARCH } from "./marked-work.ts";
import type { WatchedMachine } from "./watched-machine.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
export type Desk = { readonly bridge: Bridge; readonly running: RunningGuichet; readonly pid: number };

/** The Guichet that is open on the machine's folder, from outside its process. */
export async function deskOf(machine: WatchedMachine): Promise<Desk> {
  const running = await findRunning(machine.data);
  if (running === undefined) throw new Error("no Guichet is open");
  const pid = readControl(machine.data)?.pid ?? 0;
  machine.watch(pid);
  return { bridge: bridgeOf(running.link), running, pid };
}

export async function firstDay({ bridge }: Desk): Promise<void> {
  unwrap(await bridge.call("session.demonstrationSignIn", { login: "maelle.exemple" }), "sign-in");
  unwrap(await bridge.call("session.choosePassphrase", { passphrase: PASSPHRASE }), "passphrase");
}

/** Locked, opened with what she mistyped, then rightly. */
export async function lockAndUnlock({ bridge }: Desk): Promise<void> {
  await bridge.call("session.lock", undefined);
  const profile = await onlyProfile(bridge);
  const wrong = await bridge.call("session.unlock", { profile, passphrase: MISTYPED });
  if (wrong.ok || wrong.error.code !== "G1001") throw new Error("a mistyped passphrase opened it");
  unwrap(await bridge.call("session.unlock", { profile, passphrase: PASSPHRASE }), "unlock");
}

export async function onlyProfile(bridge: Bridge): Promise<string> {
  const state = await bridge.call("session.state", undefined);
  const [profile] = state.kind === "closed" || state.kind === "blocked" ? state.profiles : [];
  if (profile === undefined) throw new Error("nobody to unlock");
  return profile.id;
}

/** A file typed whole, with its document, a note, a saved search and a search. Not submitted. */
export async function work({ bridge }: Desk): Promise<FileId> {
  const { file } = unwrap(await bridge.call("files.create", undefined), "create");
  await typeMarked(bridge, file);
  const [bytes, upload] = [markedDocument(), randomUUID()];
  for (let offset = 0; offset < bytes.length; offset += ADDED_BYTES) {
    unwrap(await bridge.call("documents.add", { file, upload, name: DOCUMENT_NAME, piece: "RIB", size: bytes.length, offset, bytes: bytes.subarray(offset, offset + ADDED_BYTES).toString("base64") }), "add");
  }
  unwrap(await bridge.call("files.record", { file, step: "noted", facts: { on: "2020-04-15", text: NOTE } }), "note");
  unwrap(await bridge.call("views.keep", [{ name: SEARCH, search: SEARCH, filter: "all", sort: "age" }]), "view");
  const { total } = await bridge.call("files.list", { search: SEARCH, filter: "all", sort: "age", offset: 0, limit: 10 });
  if (total !== 1) throw new Error(`${total} files are found`);
  return file;
}

export async function typeMarked(bridge: Bridge, file: FileId): Promise<void> {
  for (const [field, value] of Object.entries(markedFields)) unwrap(await bridge.call("files.saveField", { file, field, value: JSON.parse(JSON.stringify(value)) }), field);
}

export async function everythingSent({ bridge }: Desk): Promise<void> {
  await bridge.call("sync.now", undefined);
  await until("nothing waits", async () => {
    const status = await bridge.call("sync.status", undefined);
    return status.kind === "idle" && status.waiting === 0;
  });
}

/** The command line as a process of its own, watched while it runs. Rejects with what it said where it does not end as expected. */
export async function command(machine: WatchedMachine, serverUrl: string, argv: readonly string[], input = "", expected = 0): Promise<string> {
  const child = spawn(process.execPath, ["main/hosts/cli/main.ts", ...argv, "--data", machine.data, "--server", serverUrl], { cwd: root, env: { PATH: process.env["PATH"], ...machine.env }, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => { said += text; });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const watching = setInterval(() => machine.watch(child.pid ?? 0), 50);
  child.stdin.end(input);
  const code = await ended;
  clearInterval(watching);
  if (code !== expected) throw new Error(`${argv.join(" ")} ended with ${String(code)}: ${said}`);
  return said;
}

/** Where she wants papers, tables and proofs of hers: in the clear, because she asked. By the file's id: a command line is read by everybody on the computer. */
export async function exportEverything(machine: WatchedMachine, serverUrl: string, file: FileId): Promise<void> {
  const at = (name: string): string => join(machine.asked, name);
  const run = (...argv: readonly string[]) => command(machine, serverUrl, argv);
  await run("export", at("list.csv"));
  await run("export", at("list.xlsx"));
  writeFileSync(at("shown.json"), await run("show", file, "--json"));
  await run("paper", file, "--kind", "summary", "--out", at("summary.pdf"));
  await run("evidence", file, "-o", at("proof.zip"));
  await run("verify", "--centre");
}

export const profileFolder = (machine: WatchedMachine): string => join(machine.data, "profiles", readdirSync(join(machine.data, "profiles"))[0] ?? "");
