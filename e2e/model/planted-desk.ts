import { join } from "node:path";
import { openCipher } from "../../main/core/db/open-cipher.ts";
import { readCommitMark } from "../../main/core/db/open-commit-mark.ts";
import { putCursor } from "../../main/core/db/cursors.ts";
import { findTruth } from "../../main/core/db/file-truth.ts";
import { sql } from "../../main/core/db/sql.ts";
import { blobToUuid, uuidToBlob } from "../../main/core/db/uuid-blob.ts";
import { markAnswered } from "../../main/core/db/replica.ts";
import { coded } from "../../main/core/files/coded.ts";
import { createWitnessFile } from "../../main/core/db/witness-file.ts";
import { witnessKey } from "../../main/core/db/witness.ts";
import { DB_NAME } from "../../main/core/db/witness-aside.ts";
import { profileDir } from "../../main/core/keys/profiles.ts";
import { id, type BranchId, type FileId } from "../../shared/kernel/ids.ts";
import { hashBuckets } from "../../shared/sync/buckets.ts";
import { step } from "../../shared/sync/step.ts";
import { sha256 } from "../../sync-server/domain/sha256.ts";
import type { Seams } from "./world.ts";

/** The witness says whatever the database says. */
export const witnessOff: Seams = {
  afterDamage: (dataDir, profile, key) => {
    const dir = profileDir(dataDir, profile);
    const witness = createWitnessFile(dir, witnessKey(key));
    const known = witness.read();
    const db = openCipher(join(dir, DB_NAME), key, "write");
    try {
      const mark = readCommitMark(db);
      db.pragma("wal_checkpoint(TRUNCATE)");
      if (known.kind !== "good" || mark === undefined) return;
      witness.prepare({ ...known.witness, mark, base: undefined });
      witness.publish();
    } finally {
      db.close();
    }
  },
};

/** The cursor moves on in a transaction before that of the page. */
export const cursorBeforePage: Seams = {
  wrapTransport: (transport, db, epoch) => ({
    ...transport,
    pull: async (token, request) => {
      const reply = await transport.pull(token, request);
      if (reply.kind === "answered") {
        coded(() => db.transaction((write) => reply.value.feeds.forEach(({ branch, n }) => putCursor(write, epoch, { branch: id<BranchId>(branch), n, snapshot: undefined }))));
      }
      return reply;
    },
  }),
};

/** The line counts as answered before its verdicts are written. */
export const answeredBeforeVerdicts: Seams = {
  wrapTransport: (transport, db) => ({
    ...transport,
    push: async (token, request) => {
      const reply = await transport.push(token, request);
      if (reply.kind === "answered") coded(() => db.transaction((write) => markAnswered(write, request.first + request.changes.length - 1)));
      return reply;
    },
  }),
};

/** The buckets of the workstation say nothing of versions: where the states are the same, so are they. */
export const bucketsWithoutVersion: Seams = {
  wrapTransport: (transport, db) => ({
    ...transport,
    buckets: async (token, request) => {
      const reply = await transport.buckets(token, request);
      if (reply.kind === "failed") return reply;
      const rows = db.read.all<{ file: Uint8Array; version: number; hash: string; state: string }>(sql`SELECT file, version, hash, state FROM file_truth WHERE branch = ${uuidToBlob(request.branch)} AND left_at IS NULL AND stale = 0`);
      const held = rows.map(({ file, version, hash, state }) => ({ file: blobToUuid<FileId>(file), version, hash, told: (JSON.parse(state) as { version: number }).version })); // written by the centre
      const [own, blind] = [hashBuckets(held, sha256), hashBuckets(held.map(({ told, ...one }) => ({ ...one, version: told })), sha256)];
      return { ...reply, value: { ...reply.value, buckets: reply.value.buckets.map((theirs, n) => (blind[n] === theirs ? own[n] ?? theirs : theirs)) } };
    },
  }),
};

/** What differs is found, and only what is missing is fetched. */
export const onlyMissingFetched: Seams = {
  wrapTransport: (transport, db) => ({
    ...transport,
    bucketFiles: async (token, request) => {
      const reply = await transport.bucketFiles(token, request);
      if (reply.kind === "failed") return reply;
      return { ...reply, value: { ...reply.value, files: reply.value.files.filter(({ file }) => findTruth(db.read, id<FileId>(file)) === undefined) } };
    },
  }),
};

/** A refusal is taken for a failure, and sent again for ever. */
export const resendAfterRefusal: Seams = {
  wrapTransport: (transport) => ({
    ...transport,
    push: async (token, request) => {
      const reply = await transport.push(token, request);
      const isRefused = reply.kind === "answered" && reply.value.verdicts.some((verdict) => verdict.kind === "refused" || (verdict.kind === "duplicate" && verdict.first.kind === "refused"));
      return isRefused ? { kind: "failed", failure: { kind: "unreachable", error: { code: "G5004" } } } : reply;
    },
  }),
};

/** After a failure nothing is tried again. */
export const noRetry: Seams = {
  step: (state, event) => {
    const after = step(state, event);
    return event.type === "failed" ? { ...after, state: { ...after.state, phase: { kind: "stopped" } }, effects: [] } : after;
  },
};
