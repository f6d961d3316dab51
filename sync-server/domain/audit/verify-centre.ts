import { verify } from "node:crypto";
import type { CentreKey } from "../../../shared/audit/anchor.ts";
import { createAnchorJudge, epochBegunBy, type AnchorReport, type FoundAnchor } from "../../../shared/audit/judge-anchors.ts";
import { firstBroken, NO_LINK, type AuditTip } from "../../../shared/audit/audit-link.ts";
import { ledgerLineOf, sameLine } from "../../../shared/life/ledger-line.ts";
import { bodyHashOf, changeHashOf, pushSigningText, ZERO_HASH } from "../../../shared/sync/change.ts";
import type { FileState } from "../../../shared/sync/file-state.ts";
import { headLine, isSignedPurge, purgeFile, readPurge } from "../../../shared/audit/purge.ts";
import { readHead } from "../../../shared/sync/read-head.ts";
import type { DataScope, PurgeRow, Store, WholeChange, WholeLine } from "../../store/store.ts";
import { keyOf } from "../push/line.ts";
import { nodePowers } from "../node-powers.ts";
import { sha256 } from "../sha256.ts";

/** What is not as it was when it was written. `at` names it: a link's number, a workstation and the number of its change, a file. */
export type CentreFault = {
  readonly part: "anchor" | "audit" | "line" | "push" | "file" | "ledger" | "purge";
  readonly why: "missing" | "prev" | "body" | "hash" | "head" | "signature" | "unlinked" | "end" | "state" | "differs" | /** Texts that no statement of an erasure covers. */ "erased" | AnchorReport["faults"][number]["why"];
  readonly at: { readonly anchor?: string; readonly link?: number; readonly bank?: string; readonly replica?: string; readonly change?: number; readonly file?: string };
};
export type CentreVerified = {
  readonly links: number; readonly workstations: number; readonly changes: number; readonly pushes: number; readonly files: number; readonly loans: number; readonly purges: number;
  /** In the order in which they were found, at most {@link MOST_FAULTS}: the first is the first. */
  readonly faults: readonly CentreFault[];
  /** The end of the audit's chain, to be compared with what was anchored. */
  readonly tip: AuditTip;
  /** What the anchors that were given say of the chain. */
  readonly anchors?: Omit<AnchorReport, "faults">;
};
type Parts = {
  /** Anchors as the object store has them, and the keys that may have signed them. */
  readonly anchors?: { readonly found: AsyncIterable<FoundAnchor>; readonly keys: readonly CentreKey[] } | undefined;
  readonly store: Pick<Store, "auditLinks" | "auditTip" | "linkAudit" | "anchorStanding" | "epochs" | "listBanks" | "wholeLines" | "wholeChanges" | "wholePushes" | "wholeFiles" | "wholeLedger" | "listPurges" | "signingKeys">;
  readonly centre: { readonly id: string }; readonly now: () => number; readonly progress?: (done: Omit<CentreVerified, "faults" | "tip" | "anchors">) => void;
};

const PAGE = 500;
export const MOST_FAULTS = 100;
const nameOf = (bank: string, replica: string, last: number): string => `${bank} ${replica} ${last}`;

/**
 * Reads everything that the centre keeps and judges it from nothing but itself and the workstations' keys: the audit's chain link by link, each line of changes from its first to its end under its owner's
 * signatures, each push against the audit, each file against its hash, and each loan against the ledger. Work that comes meanwhile is not judged.
 */
export async function verifyCentre({ store, centre, anchors: given, now, progress = () => {} }: Parts): Promise<CentreVerified> {
  const since = now();
  const count = { links: 0, workstations: 0, changes: 0, pushes: 0, files: 0, loans: 0, purges: 0 };
  const faults: CentreFault[] = [];
  const fault = (one: CentreFault): void => void (faults.length < MOST_FAULTS && faults.push(one));
  const everyEpoch = await store.epochs();
  const epochs = everyEpoch.map(({ id }) => id);
  while ((await store.linkAudit(PAGE, since)) > 0); // what waits is linked first: it is judged too

  const anchors = given === undefined ? undefined : createAnchorJudge({ centre: centre.id, keys: given.keys, powers: nodePowers });
  // What is anchored only once they are read is not missed: the chain is read after.
  const { last } = await store.anchorStanding();
  for await (const found of given?.found ?? []) anchors?.take(found);
  const purged = await readPurges();
  const { tip, pushes, began } = await readChain();
  const anchored = anchors?.judge(tip.n, everyEpoch.map(({ n }) => n), last === undefined || last.putAt === null ? undefined : last);
  for (const { name, n, why } of anchored?.faults ?? []) fault({ part: "anchor", why, at: { anchor: name, ...(n === undefined ? {} : { link: n }) } });
  for (const bank of await store.listBanks()) {
    for (const line of await store.wholeLines(bank)) await judgeLine(bank, line);
    await judgeFiles(bank);
  }
  if (anchored === undefined) return { ...count, faults, tip };
  const { faults: _told, ...told } = anchored;
  return { ...count, faults, tip, anchors: told };

  /** [ER12] What the signed statements of erasures cover: of changes, those that each names, and later ones that were refused for it. */
  async function readPurges() {
    const links = new Set<number>();
    const files = new Map<string, ReadonlySet<string>>();
    const keys = await store.signingKeys();
    for (let after: PurgeRow | undefined; ;) {
      const rows = await store.listPurges(after, PAGE);
      for (const { bank, file, text, kid, signature } of rows) {
        const read = readPurge(purgeFile(text, kid, signature));
        if (read === undefined || read.purge.bank !== bank || read.purge.file !== file || read.purge.centre !== centre.id || !isSignedPurge(read, keys, nodePowers)) {
          fault({ part: "purge", why: "signature", at: { bank, file } });
          continue;
        }
        files.set(`${bank} ${file}`, new Set(read.purge.heads));
        for (const n of read.purge.links) links.add(n);
      }
      count.purges += rows.length;
      after = rows.at(-1);
      if (rows.length < PAGE) break;
    }
    return {
      coversLink: (n: number): boolean => links.has(n),
      coversChange: (bank: string, replica: string, change: WholeChange, file: string): boolean => {
        const stated = files.get(`${bank} ${file}`);
        return stated !== undefined && (change.code === "G9571" || stated.has(headLine({ replica, seq: change.seq, hash: change.hash })));
      },
    };
  }

  async function readChain() {
    const noted = new Map<string, string>();
    let [last, first]: [AuditTip, number | undefined] = [NO_LINK, undefined];
    for (;;) {
      const links = await store.auditLinks(last.n, PAGE);
      const broken = firstBroken(last, links, sha256);
      if (broken !== undefined) fault({ part: "audit", why: broken.why, at: { link: broken.n } });
      for (const { n, hash, bank, kind, at, body } of links) {
        if (body === null && !purged.coversLink(n)) fault({ part: "audit", why: "erased", at: { link: n } });
        anchors?.link({ n, hash }, epochBegunBy({ kind, body }));
        first ??= at;
        if (kind !== "changes.taken" || body === null || bank === null) continue;
        const told = JSON.parse(body) as { readonly replica_id: string; readonly last_seq: number; readonly last_hash: string; readonly signature: string }; // written by audit_pushes()
        noted.set(nameOf(bank, told.replica_id, told.last_seq), `${told.last_hash} ${told.signature}`);
      }
      count.links += links.length;
      progress(count);
      last = links.at(-1) ?? last;
      if (links.length < PAGE) return { tip: { n: last.n, hash: last.hash }, pushes: noted, began: first ?? Infinity };
    }
  }

  async function judgeLine(bank: DataScope, { replica, publicKey, have, lastHash }: WholeLine): Promise<void> {
    const of = { bank: bank.bank, replica };
    count.workstations += 1;
    const hashes = new Map<number, string>();
    let before: { readonly seq: number; readonly hash: string } = { seq: 0, hash: ZERO_HASH };
    let signed = 0;
    for (;;) {
      const changes = await store.wholeChanges(bank, replica, before.seq, PAGE);
      for (const change of changes) {
        const why = change.seq > have ? undefined : whyNotNext(before, change, (head) => purged.coversChange(bank.bank, replica, change, head)); // beyond `have`: it came since
        if (why !== undefined) fault({ part: "line", why, at: { ...of, change: change.seq } });
        hashes.set(change.seq, change.hash);
        before = change;
      }
      count.changes += changes.length;
      signed = await judgePushes(bank, of, publicKey, signed, before.seq, hashes);
      for (const seq of hashes.keys()) if (seq <= signed) hashes.delete(seq);
      progress(count);
      if (changes.length < PAGE) break;
    }
    if (before.seq < have || (before.seq === have && before.hash !== lastHash)) fault({ part: "line", why: "end", at: { ...of, change: have } });
  }

  /** Pushes that end within what was read. Answers the last change that one of them covers. */
  async function judgePushes(bank: DataScope, of: { readonly bank: string; readonly replica: string }, publicKey: string, after: number, upTo: number, hashes: ReadonlyMap<number, string>): Promise<number> {
    let signed = after;
    for (;;) {
      const heads = (await store.wholePushes(bank, of.replica, signed, PAGE)).filter(({ last }) => last <= upTo);
      for (const { first, last, lastHash, signature, receivedAt } of heads) {
        const at = { ...of, change: last };
        // It may begin before: an answer was lost, and what the centre had came again with what was new.
        if (first > signed + 1) fault({ part: "push", why: "missing", at: { ...of, change: signed + 1 } });
        if (hashes.get(last) !== lastHash) fault({ part: "push", why: "hash", at });
        else if (!isSigned(publicKey, { replica: of.replica, first, last, lastHash }, signature)) fault({ part: "push", why: "signature", at });
        const told = pushes.get(nameOf(of.bank, of.replica, last));
        if (told === undefined ? receivedAt >= began && receivedAt < since : told !== `${lastHash} ${signature}`) fault({ part: "push", why: told === undefined ? "unlinked" : "differs", at });
        signed = last;
      }
      count.pushes += heads.length;
      if (heads.length < PAGE) return signed;
    }
  }

  function isSigned(publicKey: string, push: { readonly replica: string; readonly first: number; readonly last: number; readonly lastHash: string }, signature: string): boolean {
    const key = keyOf(publicKey);
    return key !== undefined && epochs.some((epoch) => verify(null, Buffer.from(pushSigningText({ centre: centre.id, epoch, ...push })), key, Buffer.from(signature, "base64url")));
  }

  async function judgeFiles(bank: DataScope): Promise<void> {
    for (let after: string | undefined; ;) {
      const files = await store.wholeFiles(bank, after, PAGE);
      const entries = new Map((files.length === 0 ? [] : await store.wholeLedger(bank.bank, files.map(({ file }) => file))).map((entry) => [entry.file, entry]));
      for (const { file, state: text, hash } of files) {
        const at = { bank: bank.bank, file };
        if (sha256(text) !== hash) fault({ part: "file", why: "state", at });
        const state = readState(text);
        const line = state === undefined ? undefined : ledgerLineOf(state);
        const entry = entries.get(file);
        if (line !== undefined) count.loans += 1;
        if (line === undefined ? entry !== undefined && entry.state !== "released" : entry === undefined || !sameLine(line, entry)) fault({ part: "ledger", why: entry === undefined ? "missing" : "differs", at });
      }
      count.files += files.length;
      progress(count);
      after = files.at(-1)?.file;
      if (files.length < PAGE) return;
    }
  }
}

function whyNotNext(before: { readonly seq: number; readonly hash: string }, { seq, head, body, salt, hash }: WholeChange, isPurged: (file: string) => boolean): CentreFault["why"] | undefined {
  if (seq !== before.seq + 1) return "missing";
  if (head === null) return undefined; // it could not be kept: its hash alone holds the chain
  if (changeHashOf(sha256, head) !== hash) return "hash";
  const read = readHead(parse(head));
  if (read === undefined || read.seq !== seq) return "head";
  if (read.prev !== before.hash) return "prev";
  if (body === null || salt === null) return isPurged(read.file) ? undefined : "erased";
  return bodyHashOf(sha256, salt, body) === read.bodyHash ? undefined : "body";
}

const parse = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
};
const readState = (text: string): FileState | undefined => parse(text) as FileState | undefined; // written by this centre; one that was tampered with is told by its hash
