import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, uuidV7, type ReplicaId } from "../../../shared/kernel/ids.ts";
import { parseLegalDate, type LegalDate } from "../../../shared/kernel/legal-date.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { helloSchema } from "../../../shared/sync/protocol.ts";
import { EMPTY_LINE, sealChange, type LineHead, type Sealer } from "../../../shared/sync/seal.ts";
import type { LocalDb, WritableDb } from "../db/connection.ts";
import { insertDocument } from "../db/documents.ts";
import { openDb } from "../db/open-db.ts";
import { makeReplacement } from "../db/open-replacement.ts";
import { recoverFromDamage } from "../db/open-salvage.ts";
import { insertSealed } from "../db/outbox.ts";
import { insertReplica, moveLine, type Replica } from "../db/replica.ts";
import { putSetting } from "../db/settings.ts";
import { sql } from "../db/sql.ts";
import { blobToUuid } from "../db/uuid-blob.ts";
import type { CoreDeps } from "../deps.ts";
import { createFileRules } from "../files/file-rules.ts";
import { refreshRow, type RowContext } from "../files/file-row.ts";
import { openKeyFile } from "../keys/key-file.ts";
import { profileDir } from "../keys/profiles.ts";
import { generateReplicaKey } from "../keys/replica-key.ts";
import { BUILT_IN, packName, type Packs } from "../../../shared/pge/packs/packs.ts";
import { parisDate } from "../../../shared/kernel/paris-date.ts";
import { sha256 } from "./open-desk.ts";
import { unlockProfile, type Unlocked } from "./open-profile.ts";
import { rescueWork, type InboxMarks, type Rescued } from "./rescue-work.ts";

type Powers = Pick<CoreDeps, "dataDir" | "keyVault" | "now" | "monotonic" | "randomBytes" | "log">;

/**
 * Opens a profile, also one whose database is damaged (G1003): what only this computer had is read from a mended copy and issued again under
 * a new replica, with the same change ids, so that what the centre had taken already is not taken twice; the rest is fetched from the
 * centre. The damaged files stay in `aside/`. G1003 `unreadable` when nothing can be read: sign in anew then, as on a new computer.
 */
export async function recoverProfile(powers: Powers, profileId: string, passphrase: string): Promise<Result<Unlocked, CodedError>> {
  const opened = await unlockProfile(powers, profileId, passphrase);
  if (opened.ok || opened.error.code !== "G1003") return opened;
  const dir = profileDir(powers.dataDir, profileId);
  const key = await openKeyFile({ dir, vault: powers.keyVault, randomBytes: powers.randomBytes }, passphrase);
  if (!key.ok) return key;
  try {
    const salvage = recoverFromDamage({ dir, key: key.value.key, now: powers.now });
    if (!salvage.ok) return salvage;
    const rescued = rescueWork(salvage.value);
    salvage.value.close();
    if (rescued === undefined) return err({ code: "G1003", params: { reason: "unreadable", aside: salvage.value.aside } });
    const made = await makeReplacement(dir, (at) => fill(powers, at, key.value.key, rescued));
    if (!made.ok) return made;
    powers.log.warn("recovered", { changes: rescued.intentions.length, fields: rescued.typed.length, lost: rescued.lost });
  } finally {
    key.value.dispose();
  }
  return await unlockProfile(powers, profileId, passphrase);
}

async function fill({ now, randomBytes }: Powers, dir: string, key: Uint8Array, rescued: Rescued): Promise<Result<undefined, CodedError>> {
  const opened = await openDb({ dir, key, now });
  if (!opened.ok) return opened;
  const db: LocalDb = opened.value;
  try {
    const replica: Replica = { replica: id<ReplicaId>(uuidV7(now(), randomBytes(16))), bank: rescued.bank, owner: rescued.owner, key: generateReplicaKey() };
    const hello = helloSchema.safeParse(JSON.parse(rescued.settings.get("hello") ?? "null"));
    const packs = BUILT_IN;
    const sealer: Sealer = {
      bank: replica.bank, replica: replica.replica, author: replica.owner, rules: packName(packs.inForce(dayOf(rescued, now()))), reference: hello.success ? hello.data.reference : "none", sha256,
      newSalt: () => Buffer.from(randomBytes(16)).toString("hex"),
    };
    db.transaction((write) => {
      insertReplica(write, replica, EMPTY_LINE.hash, now());
      for (const [name, value] of rescued.settings) putSetting(write, name, value);
      putTyped(write, rescued);
      putDocuments(write, rescued);
      putMarks(write, rescued.marks);
      sealIntentions(write, sealer, rescued.intentions);
      putRows(write, rescued, contextOf(rescued, now(), packs));
      return undefined;
    });
    return ok(undefined);
  } finally {
    db.close();
  }
}

function putTyped(db: WritableDb, { newFiles, typed }: Rescued): void {
  for (const { file, branch, created_at } of newFiles) db.run(sql`INSERT INTO working_file (file, branch, created_at) VALUES (${file}, ${branch}, ${created_at})`);
  for (const { file, field, from_value, value, base, saved_at } of typed) {
    db.run(sql`INSERT INTO working_field (file, field, from_value, value, base, saved_at) VALUES (${file}, ${field}, ${from_value}, ${value}, ${base}, ${saved_at})`);
  }
}

/** What the centre has already it says again at the next sending: nothing is sent twice for it. */
function putDocuments(db: WritableDb, { documents }: Rescued): void {
  for (const one of documents) {
    insertDocument(db, {
      file: blobToUuid(one.file), document: one.document, size: one.size, storeName: one.store_name, contentKey: one.content_key, here: one.here, whole: one.whole === 1, direction: one.direction ?? undefined,
    });
  }
}

function putMarks(db: WritableDb, { asides, pairs, left, imported }: InboxMarks): void {
  for (const one of asides) db.run(sql`INSERT INTO set_aside (subject, file, how, marked_by, marked_at, held) VALUES (${one.subject}, ${one.file}, ${one.how}, ${one.marked_by}, ${one.marked_at}, ${one.held})`);
  // Their table is none of those to come: it was number 0 of the database before.
  for (const one of imported) db.run(sql`INSERT INTO imported_row (content, subject, file, job, line) VALUES (${one.content}, ${one.subject}, ${one.file}, 0, ${one.line})`);
  for (const one of pairs) db.run(sql`INSERT INTO distinct_pair (first, second, marked_by, marked_at) VALUES (${one.first}, ${one.second}, ${one.marked_by}, ${one.marked_at})`);
  for (const one of left) db.run(sql`INSERT INTO left_file (file, name, siren) VALUES (${one.file}, ${one.name}, ${one.siren})`);
}

/** The same intentions under the same ids: what the centre had answered already is answered alike. */
export function sealIntentions(db: WritableDb, sealer: Sealer, intentions: Rescued["intentions"]): void {
  let line: LineHead = EMPTY_LINE;
  for (const intention of intentions) {
    const sealed = sealChange(sealer, line, intention);
    if (!sealed.ok) throw new Error(`a change that was sealed before does not seal again: ${sealed.error.code}`);
    insertSealed(db, sealed.value, intention.mends);
    line = sealed.value.line;
  }
  if (line.seq > 0) moveLine(db, line);
}

function putRows(db: WritableDb, { intentions, typed }: Rescued, context: RowContext): void {
  const files = new Set([...intentions.map(({ file }) => file), ...typed.map(({ file }) => blobToUuid<(typeof intentions)[number]["file"]>(file))]);
  for (const file of files) refreshRow(db, file, context);
}

const contextOf = (rescued: Rescued, nowMs: number, packs: Packs): RowContext => ({ me: rescued.owner, rules: createFileRules(() => packs), businessDate: dayOf(rescued, nowMs) });

function dayOf({ settings }: Rescued, nowMs: number): LegalDate {
  const date = parseLegalDate(settings.get("businessDate"));
  return date.ok ? date.value : parisDate(nowMs);
}
