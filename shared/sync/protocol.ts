import { z } from "zod";
import { ROLES } from "../access/roles.ts";
import { MAX_PART_BYTES, MAX_PARTS, MIN_PART_BYTES } from "../documents/parts.ts";
import { isCodeOfSomeVersion, toKnownRefusal } from "../kernel/error-codes.ts";
import { MOST_POLICY_CHARACTERS } from "../policy/bank-policy.ts";
import { absenceSchema, approvalsSchema } from "./approval-messages.ts";
import { BUCKETS } from "./buckets.ts";
import { sealedSchema } from "./change.ts";
import { MAX_PUSH_CHANGES } from "./limits.ts";
import { address, base64url, code, count, uuid } from "./message-parts.ts";
import { sealedPartSchema } from "./sealed-part-schema.ts";
import { workstationSchema } from "./workstation-note.ts";

/**
 * Everything a workstation and the centre may say to each other, with recovery-messages.ts (after a restore) and quarantine-messages.ts (of replicas that
 * were sent away), device-messages.ts (of workstations), policy-messages.ts (what a bank decides), proof-messages.ts (of the audit) and operator-messages.ts (of the operators of the centre). Diary of versions:
 * 1 (2026-11): hello, enrol, push, pull, snapshot, news; after a restore: reoffer, alarm, missing, recovery/end, `recovering` in hello;
 *   the life of a loan (changes `recorded`); documents (changes `attached`, `detached`; begin, complete, find); sealed, branch keys; buckets with list and files, alarm `mismatch`; `newOnly` in pull;
 *   `verification` in hello, attestation, history; `at` of a cursor, alarm `feed-ahead`, late verdicts, recovery/report; quarantine with changes and decide, `quarantined` of a sealed answer; `approvals` and `absences` of me, absence, the steps `assigned` and `premium-paid`, `accountChange` of a state; `region` of a branch of me, roles supervisor, auditor and support (a workstation of before does not read such a `me`);
 *   packs (pack-messages.ts): what the centre published of the rules, under its signature;
 *   devices with mine, decide, revoke and withdraw, devices/order and erased (signed by the replica, no token), `workstation` of a push and a pull;
 *   operator/registrations, act, decide and acts, for operators of the centre; `centre` of an entry of a loan's life, where the centre did it by itself ([LI13]); `expiry`, `scope`, `resource` and `acr` in hello; inspect/files, file and events, for auditors; reads, of supervisors;
 *   `policy` of me, policy with propose, confirm and withdraw; `because` of an event of the recovery; proof.
 *   holds, holds/set and lift, of files that must not be erased; `erased` of an entry `left`, and of the answer to missing; G9571.
 *   `clockOffMs` and `diskFreeMib` of `workstation`, and of a device; pages of devices (`limit`, `after`, `next`); `diagnostic` of a pull's answer, diagnostics/ask, read, mine and answer.
 *   `recoveryKey` of me, recovery-key with publish, withdraw and used.
 *   people, people/decide, withdraw and branch;
 *   releases; `release` of the workstation of a push and a pull, `releases` of a policy.
 * All bodies are JSON; every authenticated request carries `Authorization: Bearer`, and names centre and epoch.
 */
export const PROTOCOL_VERSION = 1;
export const MIN_PROTOCOL_VERSION = 1;

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const params = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())]));
const faults = z.array(z.object({ field: z.string(), reason: z.string() }));

/** Life of the centre since it was last restored. */
export const epochSchema = z.object({ n: z.int().min(1), id: uuid });
export type Epoch = z.infer<typeof epochSchema>;

/** GET /v1/hello, without a token. */
export const helloSchema = z.object({
  name: z.literal("guichet"),
  protocol: z.int(),
  minProtocol: z.int(),
  centre: uuid,
  epoch: epochSchema,
  /** Restored from a backup: until two administrators end the recovery, only re-offers are taken. */
  recovering: z.boolean().optional(),
  /** Where the rules live in time: the real Paris date, or the demonstration's. */
  businessDate: date,
  rules: z.string(),
  reference: z.string(),
  /** The centre's clock, UTC ms: a device off by more than two minutes is told to its user. */
  now: count,
  issuer: z.string(),
  clientId: z.string(),
  audience: z.string(),
  /** What is asked of the identity provider. Absent from a centre of before it: `openid offline_access`, with the audience as resource. */
  scope: z.string().min(1).optional(),
  /** Resource indicator (RFC 8707), only for a provider that wants one. */
  resource: z.string().min(1).optional(),
  /** `acr_values` of a centre that demands a second factor: a sign-in without one is G3008. */
  acr: z.string().min(1).optional(),
  /** Ed25519 public keys (JWK) that sign receipts. */
  receiptKeys: z.array(z.object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: base64url, kid: z.string() })),
  /** X25519 public keys (JWK) that sealed files may be made for, newest first ([OB1]). */
  sealingKeys: z.array(z.object({ kty: z.literal("OKP"), crv: z.literal("X25519"), x: base64url, kid: z.string() })).default([]),
  /** The page where anybody verifies a registration ([VE1]). A centre of before it has none to tell. */
  verification: z.url().optional(),
  /** In how many days a number that nobody uses is given back ([LI15]). Absent: never. */
  expiry: z.object({ days: z.int().min(1), warningDays: count, since: count }).optional(),
  /** Present only in a demonstration store. */
  demonstration: z.object({ accounts: z.array(z.object({ login: z.string(), name: z.string(), role: z.string(), bank: z.string(), branch: z.string() })) }).optional(),
});
export type Hello = z.infer<typeof helloSchema>;

/** GET /v1/me: who the token speaks for. */
export const meSchema = z.object({
  user: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  bank: z.object({ id: uuid, name: z.string() }).optional(),
  /** Branches she may see; the first is her own. */
  branches: z.array(z.object({ id: uuid, name: z.string(), /** Its bank leads it with others of that name. */ region: z.string().optional() })),
  /** Names of those who work, or worked, on files of these branches, by the ids that files and conflicts carry. */
  colleagues: z.array(z.object({ user: z.string(), name: z.string() })).optional(),
  /** Absent from centres that know no ladder. */
  approvals: approvalsSchema.optional(),
  /** What her bank decided for its workstations and files, and the number of that decision: JSON text of a BankPolicy. Absent: nothing was decided. */
  policy: z.object({ n: count, text: z.string().max(MOST_POLICY_CHARACTERS) }).optional(),
  /** X25519: the bank's recovery key, for which each workstation keeps a slot of its own ([RK4]); `n` counts the bank's keys. Absent: it has none. */
  recoveryKey: z.object({ n: count, x: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }).optional(),
  /** Colleagues who are or will be away. */
  absences: z.array(absenceSchema).optional(),
});
export type Me = z.infer<typeof meSchema>;

/** POST /v1/enrol: binds a replica and its public key to the token's user. Repeating it with the same key is harmless. */
export const enrolRequestSchema = z.object({
  protocol: z.int().min(1), centre: uuid, replica: uuid,
  /** Raw Ed25519 public key, base64url. */
  publicKey: base64url, device: z.string().max(120),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;
export const enrolAnswerSchema = z.object({ me: meSchema, /** Last seq of this replica that the centre has: 0 for a new one. */ have: count });
export type EnrolAnswer = z.infer<typeof enrolAnswerSchema>;

/** POST /v1/push: consecutive changes of one replica's line. */
export const pushRequestSchema = z.object({
  ...address,
  first: z.int().min(1),
  changes: z.array(sealedSchema).min(1).max(MAX_PUSH_CHANGES),
  /** Ed25519 over {@link pushSigningText}, base64url. */
  signature: base64url,
  workstation: workstationSchema.optional(),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;

const accepted = z.object({
  kind: z.literal("accepted"),
  /** Version the file has after this change, and its place in the branch feed. */
  version: z.int().min(1), n: z.int().min(1),
  conflicts: z.array(z.string()),
  number: z.string().optional(), receipt: z.string().optional(),
});
const refusal = { kind: z.literal("refused"), fields: faults, params, /** Version of the file that notes the refusal, where it does ([SY22]). */ version: z.int().min(1).optional() };
/** [SY73] A reason that only a newer centre has is a refusal all the same: it must not hold the line. */
const refused = z.object({ ...refusal, code: z.custom<string>(isCodeOfSomeVersion, "not an error code") }).transform(toKnownRefusal).pipe(z.object({ ...refusal, code }));
const skipped = z.object({ kind: z.literal("skipped"), /** The refused change of the same file that this one came after. */ cause: uuid });
export const firstVerdictSchema = z.discriminatedUnion("kind", [accepted, refused, skipped]);
export type FirstVerdict = z.infer<typeof firstVerdictSchema>;
export const verdictSchema = z.union([firstVerdictSchema, z.object({ kind: z.literal("duplicate"), first: firstVerdictSchema })]);
export type Verdict = z.infer<typeof verdictSchema>;

/** One verdict a change, in order. A gap is 409 G4008 { have }, a fork 409 G4009 { at }. */
export const pushAnswerSchema = z.object({ epoch: epochSchema, have: count, verdicts: z.array(verdictSchema), businessDate: date, rules: z.string() });
export type PushAnswer = z.infer<typeof pushAnswerSchema>;

/** What a sealed part holds once opened ([OB2]): a push as its author signed it, and the bank of her line. */
export const sealedContentSchema = z.object({ bank: uuid, push: pushRequestSchema });
export type SealedContent = z.infer<typeof sealedContentSchema>;
/** POST /v1/sealed: one part of somebody's file, by any workstation of her bank. The carrier is told how many changes it held, never what they are. */
export const sealedRequestSchema = z.object({ protocol: z.int().min(1), sealed: sealedPartSchema });
export type SealedRequest = z.infer<typeof sealedRequestSchema>;
export const sealedAnswerSchema = z.object({ epoch: epochSchema, changes: count, /** Those that the centre did not have yet. */ fresh: count, /** Her replica was sent away: it waits until somebody of its branches decides ([QU1]). */ quarantined: z.literal(true).optional() });
export type SealedAnswer = z.infer<typeof sealedAnswerSchema>;

/** POST /v1/branch-keys: what a branch's shared folder is written and read with ([OB10]), for each branch that the caller may see. */
export const branchKeysRequestSchema = z.object({ ...address });
export type BranchKeysRequest = z.infer<typeof branchKeysRequestSchema>;
export const branchKeysAnswerSchema = z.object({
  epoch: epochSchema,
  /** Newest first within a branch: the first is written with, all are read with. 32 bytes, base64url. */
  keys: z.array(z.object({ branch: uuid, id: uuid, secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })),
  /** Enrolled replicas of the people of these branches; `have` is what the centre has of each line. */
  colleagues: z.array(z.object({ replica: uuid, user: z.string(), publicKey: base64url, have: count })),
});
export type BranchKeys = z.infer<typeof branchKeysAnswerSchema>;

/** A place in a branch feed: entries with number > n are still to come. */
export const cursorSchema = z.object({ branch: uuid, n: count, /** The change of entry n, as the centre told it ([SY47]). */ at: uuid.optional() });
export type Cursor = z.infer<typeof cursorSchema>;

/** A file as it is now. `state` is the exact JSON text of {@link FileState}; `hash` its SHA-256. */
export const fileEntrySchema = z.object({ kind: z.literal("file"), n: count, file: uuid, version: z.int().min(1), change: uuid, hash: z.string(), state: z.string() });
const leftEntry = z.object({ kind: z.literal("left"), n: count, file: uuid, /** It was erased at the centre, on that legal date and by that rule: nothing of it stays anywhere ([ER13]). */ erased: z.object({ on: date, rule: z.string().max(40) }).optional() });
export const feedEntrySchema = z.discriminatedUnion("kind", [fileEntrySchema, leftEntry]);
export type FileEntry = z.infer<typeof fileEntrySchema>;
export type FeedEntry = z.infer<typeof feedEntrySchema>;

/** POST /v1/pull. Entries in order of n; of a file that appears several times only its last entry is sent, `n` says how far the page goes. */
export const pullRequestSchema = z.object({ ...address, cursors: z.array(cursorSchema).min(1).max(500), limit: z.int().min(1).max(2_000), /** Branches of which nothing is new are left out of the answer ([SY72]). */ newOnly: z.boolean().optional(), workstation: workstationSchema.optional() });
export type PullRequest = z.infer<typeof pullRequestSchema>;
export const pullAnswerSchema = z.object({
  epoch: epochSchema, businessDate: date, rules: z.string(),
  /** What the centre has of this replica's own line: ahead of it here means a restored centre, behind means a copied client. */
  have: count,
  /** `at` is the change of entry `n`. An `n` before the cursor says that the centre does not have that place, or has something else there ([SY47]). */
  feeds: z.array(z.object({ branch: uuid, n: count, at: uuid.optional(), entries: z.array(feedEntrySchema), more: z.boolean() })),
  /** A diagnostic is asked of this workstation ([FL5]): diagnostics/mine says which. */
  diagnostic: z.literal(true).optional(),
});
export type PullAnswer = z.infer<typeof pullAnswerSchema>;

/** POST /v1/snapshot: a fresh replica's files by id; `n` was read before page 1 and is where the feed goes on. */
export const snapshotRequestSchema = z.object({ ...address, branch: uuid, after: uuid.optional(), /** From page 1's answer, on later pages. */ n: count.optional(), limit: z.int().min(1).max(2_000) });
export type SnapshotRequest = z.infer<typeof snapshotRequestSchema>;
export const snapshotAnswerSchema = z.object({ epoch: epochSchema, n: count, files: z.array(fileEntrySchema), next: uuid.optional() });
export type SnapshotAnswer = z.infer<typeof snapshotAnswerSchema>;

const bucketHash = z.string().regex(/^[0-9a-f]{64}$/);
/** POST /v1/buckets: the 256 hashes of a branch ([SY60]), as it was at place `n` of its feed. Compared only by who stands at that place. */
export const bucketsRequestSchema = z.object({ ...address, branch: uuid });
export type BucketsRequest = z.infer<typeof bucketsRequestSchema>;
export const bucketsAnswerSchema = z.object({
  epoch: epochSchema,
  /** What the centre has of this replica's own line, as in pull. */
  have: count,
  n: count, files: count, buckets: z.array(bucketHash).length(BUCKETS),
  /** The centre's clock, UTC ms. */
  at: count,
});
export type BucketsAnswer = z.infer<typeof bucketsAnswerSchema>;
/** POST /v1/buckets/list: what these buckets are made of, by file id, as it is at `n`. */
export const bucketListRequestSchema = z.object({ ...address, branch: uuid, buckets: z.array(z.int().min(0).max(BUCKETS - 1)).min(1).max(BUCKETS), after: uuid.optional(), limit: z.int().min(1).max(2_000) });
export type BucketListRequest = z.infer<typeof bucketListRequestSchema>;
export const bucketListAnswerSchema = z.object({ epoch: epochSchema, n: count, files: z.array(z.object({ file: uuid, version: z.int().min(1), hash: bucketHash })), next: uuid.optional() });
export type BucketListAnswer = z.infer<typeof bucketListAnswerSchema>;
/** POST /v1/buckets/files: these files of the branch as they are now, answered as a page of a snapshot. One that is not the branch's is left out. */
export const bucketFilesRequestSchema = z.object({ ...address, branch: uuid, files: z.array(uuid).min(1).max(500) });
export type BucketFilesRequest = z.infer<typeof bucketFilesRequestSchema>;

/** GET /v1/news?branches=…: event stream; one event per commit at most, data: { branch, n }. Also `date` events { businessDate }. */
export const newsSchema = z.union([z.object({ branch: uuid, n: count }), z.object({ businessDate: date })]);
export type News = z.infer<typeof newsSchema>;

/** Every answer outside 2xx. */
export const errorAnswerSchema = z.object({ code, params, fields: faults, /** To quote to support. */ request: z.string() });
export type ErrorAnswer = z.infer<typeof errorAnswerSchema>;

/** POST /v1/demonstration/business-date, demonstration stores only. */
export const businessDateRequestSchema = z.object({ businessDate: date });

const contentId = z.string().regex(/^[0-9a-f]{64}$/);
/** Where bytes go or come from: an address that is good for exactly that, for some minutes; absent, the centre's own routes, with the token. */
const place = z.object({ url: z.url(), headers: z.record(z.string(), z.string()) });
export type DocumentPlace = z.infer<typeof place>;

/** POST /v1/documents/begin: the content of a document that the file lists, as parts of the same size (the last is what is left). */
export const beginDocumentRequestSchema = z.object({ ...address, file: uuid, document: contentId, partBytes: z.int().min(MIN_PART_BYTES).max(MAX_PART_BYTES), /** SHA-256 of each part. */ parts: z.array(contentId).min(1).max(MAX_PARTS) });
export type BeginDocumentRequest = z.infer<typeof beginDocumentRequestSchema>;
/** Parts that the centre still lacks; none when it has the whole document. PUT each, then complete. */
export const beginDocumentAnswerSchema = z.object({ complete: z.boolean(), missing: z.array(z.object({ part: contentId, place: place.optional() })) });
export type BeginDocumentAnswer = z.infer<typeof beginDocumentAnswerSchema>;

/** POST /v1/documents/complete: the centre joins the parts, checks the whole and what it is. G7003 when they are not the document: begin again. */
export const completeDocumentRequestSchema = z.object({ ...address, file: uuid, document: contentId });
export type CompleteDocumentRequest = z.infer<typeof completeDocumentRequestSchema>;
export const completeDocumentAnswerSchema = z.object({ complete: z.literal(true) });

/** POST /v1/documents/find: where the content may be read, by ranges. `there` is false while it has not arrived at the centre. */
export const findDocumentRequestSchema = completeDocumentRequestSchema;
export const findDocumentAnswerSchema = z.object({ there: z.boolean(), size: count, place: place.optional() });
export type FindDocumentAnswer = z.infer<typeof findDocumentAnswerSchema>;
