import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { createCore, type Core } from "../core.ts";
import type { CoreDeps } from "../deps.ts";
import type { Argon2Cost } from "../keys/derive-key.ts";

export const PASSPHRASE = "quatre mots bien choisis";

export function temporaryFolder(): { readonly dir: string; readonly remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), "guichet-core-"));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** What is not about the key's strength need not pay for it a quarter of a second and 64 MiB each time. */
export const QUICK_COST: Argon2Cost = { algorithm: "argon2id", memoryKiB: 64, passes: 1, lanes: 1 };

export const testDeps = (dataDir: string, serverUrl: string, over: Partial<CoreDeps> = {}): CoreDeps => ({
  version: "0.0.0-test", host: "test", dataDir, serverUrl, keyVault: { kind: "none" }, fetch: globalThis.fetch, now: Date.now, randomBytes: (length) => new Uint8Array(randomBytes(length)),
  log: { info: () => undefined, warn: () => undefined, error: (event, facts) => console.error(event, facts) },
  openBrowser: async () => undefined, redirectUri: async () => "http://127.0.0.1:9/auth/callback", keyCost: QUICK_COST, ...over,
});

/** A core of somebody who has just signed in for the first time and chosen her passphrase. */
export async function openFirstTime(deps: CoreDeps, login: string): Promise<Core> {
  const core = await createCore(deps);
  unwrap(await core.handlers["session.demonstrationSignIn"]({ login }), "sign-in");
  unwrap(await core.handlers["session.choosePassphrase"]({ passphrase: PASSPHRASE }), "passphrase");
  return core;
}

/** The same person, later. */
export async function openAgain(deps: CoreDeps): Promise<Core> {
  const core = await createCore(deps);
  const state = await core.handlers["session.state"](undefined);
  if (state.kind !== "closed" || state.profiles[0] === undefined) throw new Error("nobody to unlock");
  unwrap(await core.handlers["session.unlock"]({ profile: state.profiles[0].id, passphrase: PASSPHRASE }), "unlock");
  return core;
}

/** A complete file of a company that may be registered on 15/05/2020, but for what a test changes. */
export const COMPLETE = {
  siren: "732829320", legalName: "Boulangerie des Écluses", borrowerType: "SOCIETE", legalForm: "5499", naf: "10.71C", createdOn: "2010-03-01", staffFrance: 12,
  turnover: 120_000_000, turnover2019: 120_000_000, turnoverProofKind: "COMPTES_ANNUELS", turnoverProofOn: "2020-04-01", receivedOn: "2020-05-10", scheme: "CLASSIQUE", amount: 20_000_000,
  foreseenGrantOn: "2020-05-20", totalYears: 5, rateBps: 50, exposureAtReference: 0, exposureAtGrant: 20_000_000, preApprovedBy: "M. Lebrun", preApprovedOn: "2020-05-12",
  mandateOn: "2020-05-10", swornOn: "2020-05-10", vigilanceBy: "A. Test", vigilanceOn: "2020-05-10", iban: "FR7630006000011234567890189", signatoryName: "Mme Roy",
} as const;

export async function newFile(core: Core, fields: Readonly<Record<string, unknown>> = COMPLETE): Promise<FileId> {
  const { file } = unwrap(await core.handlers["files.create"](undefined), "create");
  await type(core, file, fields);
  return file;
}

export async function type(core: Core, file: FileId, fields: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [field, value] of Object.entries(fields)) unwrap(await core.handlers["files.saveField"]({ file, field, value: JSON.parse(JSON.stringify(value)) }), field);
}

export const openFile = async (core: Core, file: FileId) => unwrap(await core.handlers["files.open"]({ file }), "open");

/** Waits, by asking, until it holds: at once, or on a loaded machine after seconds. Fails with what never came. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 60_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export async function settled(core: Core): Promise<SyncStatus> {
  let status = await core.handlers["sync.now"](undefined);
  await until("nothing waits", async () => {
    status = await core.handlers["sync.status"](undefined);
    return status.kind === "idle" && status.waiting === 0;
  });
  return status;
}
