import { randomBytes } from "node:crypto";
import { id, uuidV7, type BranchId, type EpochId, type FileId, type UserId } from "../../shared/kernel/ids.ts";
import { instant } from "../../shared/kernel/instant.ts";
import type { FileState } from "../../shared/sync/file-state.ts";
import type { Hello, Me, SnapshotAnswer } from "../../shared/sync/protocol.ts";
import { SOME_BUSINESS_DATE, someFields } from "../../shared/testing/some-fields.ts";
import type { Desk } from "../../main/core/files/desk.ts";
import { createCentreInfo, type CentreInfo } from "../../main/core/session/centre-info.ts";
import { createDesk, sha256 } from "../../main/core/session/open-desk.ts";
import { makeProfile, unlockProfile, type Unlocked } from "../../main/core/session/open-profile.ts";
import { takeInSnapshot } from "../../main/core/sync/take-in.ts";

export const PASSPHRASE = "mesure lampe rivage ticket";
const BANK = "01890000-0000-7000-8000-0000000000b0";
const BRANCH = id<BranchId>("01890000-0000-7000-8000-0000000000b1");
const EPOCH = id<EpochId>("01890000-0000-7000-8000-0000000000e1");
const PAGE = 500;

export const me: Me = { user: "mesure", name: "Mesure", role: "advisor", bank: { id: BANK, name: "Banque de mesure" }, branches: [{ id: BRANCH, name: "Agence de mesure" }] };
const hello = (): Hello => ({
  name: "guichet", protocol: 1, minProtocol: 1, centre: "01890000-0000-7000-8000-0000000000c1", epoch: { n: 1, id: EPOCH }, businessDate: SOME_BUSINESS_DATE,
  rules: "none", reference: "none", now: Date.now(), issuer: "http://127.0.0.1/", clientId: "none", audience: "none", receiptKeys: [], sealingKeys: [],
});

export type LocalDesk = { readonly desk: Desk; readonly profile: string; readonly close: () => void };
const powers = (dataDir: string) => ({ dataDir, keyVault: { kind: "none" }, now: () => Date.now(), randomBytes: (length: number) => Uint8Array.from(randomBytes(length)) }) as const;

/** A new workstation as the core makes it: its own key file, encrypted and witnessed database, replica. No centre. */
export async function makeLocalDesk(dataDir: string): Promise<LocalDesk> {
  const made = await makeProfile(powers(dataDir), { me, hello: hello(), tokens: { access: "", expiresAt: 0 }, passphrase: PASSPHRASE });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return toDesk(dataDir, made.value);
}

/** The same one, unlocked again. */
export async function unlockLocalDesk(dataDir: string, profile: string): Promise<LocalDesk> {
  const unlocked = await unlockProfile(powers(dataDir), profile, PASSPHRASE);
  if (!unlocked.ok) throw new Error(JSON.stringify(unlocked.error));
  return toDesk(dataDir, unlocked.value);
}

function toDesk(dataDir: string, unlocked: Unlocked): LocalDesk {
  const centre: CentreInfo = createCentreInfo({ ...powers(dataDir), version: "bench", host: "test" }, () => undefined);
  centre.heard(hello(), 0);
  return { desk: createDesk(powers(dataDir), unlocked, centre, () => undefined), profile: unlocked.profile.id, close: unlocked.db.close };
}

/** Takes `count` different files in, by the same code and in the same pages as a first copy from the centre. */
export function fillDesk(desk: Desk, count: number): void {
  for (let from = 0; from < count; from += PAGE) {
    const files = Array.from({ length: Math.min(PAGE, count - from) }, (_, i) => entryOf(from + i));
    const last = files.at(-1)?.file;
    const answer: SnapshotAnswer = { epoch: { n: 1, id: EPOCH }, files, n: count, ...(last === undefined ? {} : { next: last }) };
    const taken = takeInSnapshot({ desk, epoch: EPOCH, recovering: false }, BRANCH, answer);
    if (!taken.ok) throw new Error(JSON.stringify(taken.error));
    if (taken.value.files.length !== files.length) throw new Error(`${taken.value.files.length} of ${files.length} files taken in`);
  }
}

function entryOf(n: number): SnapshotAnswer["files"][number] {
  const at = instant(1_586_937_600_000 + n);
  // The gate: ids of people are the centre's own texts.
  const author = `advisor ${n % 40}` as UserId;
  const file = id<FileId>(uuidV7(at, randomBytes(16)));
  const state: FileState = { file, version: 1, status: "draft", fields: someFields(n), touched: {}, conflicts: [], createdBy: author, createdAt: at, updatedBy: author, updatedAt: at };
  const text = JSON.stringify(state);
  return { kind: "file", n: n + 1, file, version: 1, change: uuidV7(at, randomBytes(16)), state: text, hash: sha256(text) };
}
