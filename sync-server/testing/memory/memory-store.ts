import { NO_LINK } from "../../../shared/audit/audit-link.ts";
import { id, type BankId } from "../../../shared/kernel/ids.ts";
import type { AnchorRows } from "../../store/queries/anchors.ts";
import type { AuditStore } from "../../store/queries/audit.ts";
import type { ProofStore } from "../../store/queries/proofs.ts";
import type { ConsistencyStore } from "../../store/queries/consistency.ts";
import type { MailStore } from "../../store/queries/mail.ts";
import type { ReportingStore } from "../../store/queries/reporting.ts";
import type { VitalsStore } from "../../store/queries/vitals.ts";
import type { ReadStore } from "../../store/queries/reads.ts";
import type { WholeBankStore } from "../../store/queries/whole-bank.ts";
import { migrations } from "../../store/migrations/all.ts";
import { KEYS_NEWS } from "../../store/queries/centre.ts";
import type { FeedCursor, FeedPage, FeedRow, FileRow, LogKey, Store } from "../../store/store.ts";
import { memoryAbsences } from "./memory-absences.ts";
import { memoryActs, memoryExpiry } from "./memory-acts.ts";
import { memoryBankRecovery } from "./memory-bank-recovery.ts";
import { memoryBuckets } from "./memory-buckets.ts";
import { memoryDiagnostics } from "./memory-diagnostics.ts";
import { memoryPeople } from "./memory-people.ts";
import { memoryReleases } from "./memory-releases.ts";
import { memoryDevices } from "./memory-devices.ts";
import { memoryPolicies, policyOf } from "./memory-policies.ts";
import { memoryDirectory } from "./memory-directory.ts";
import { memoryDocuments } from "./memory-documents.ts";
import { erasedIn, memoryErasure } from "./memory-erasure.ts";
import { memoryHolds } from "./memory-holds.ts";
import { memoryHistory } from "./memory-history.ts";
import { createLockTable } from "./memory-locks.ts";
import { memoryPacks } from "./memory-packs.ts";
import { memoryQuarantine } from "./memory-quarantine.ts";
import { memoryRecovery } from "./memory-recovery.ts";
import { isWritable } from "./memory-scope.ts";
import { memoryRecoveryKeys } from "./memory-recovery-keys.ts";
import { memorySealing } from "./memory-sealing.ts";
import { liveMovements, openPush } from "./memory-push.ts";
import { copyTables, emptyTables, keyOf, type MemoryTables } from "./memory-tables.ts";

export type MemoryCentre = {
  /** A process of the centre: all of them see the same tables, and each is told what any of them commits. */
  readonly connect: () => Store;
  readonly tables: () => MemoryTables;
  readonly deadlocks: () => number;
  /** What a restored backup is: the tables as they were. */
  readonly restore: (backup: MemoryTables) => void;
};

export type MemoryOptions = {
  /** Called before each statement: what it waits for is when other transactions go on. */
  readonly pause?: () => Promise<void>;
  /** A centre that exists already. */
  readonly tables?: MemoryTables;
};

const ATTEMPTS = 5;

/**
 * The Store as maps, for models that need a hundred thousand transactions: row locks, transactions seen when they commit, and the walls of
 * row-level security. Held to the same contracts as PGlite and PostgreSQL; not durable, and never shipped.
 */
export function createMemoryCentre({ pause = async () => undefined, tables: given }: MemoryOptions = {}): MemoryCentre {
  let tables = given ?? emptyTables();
  const locks = createLockTable();
  const listeners = new Set<(payload: string) => void>();
  const announce = (news: readonly string[]): void => {
    for (const payload of news) for (const hear of listeners) hear(payload);
  };

  const push: Store["push"] = async (scope, work) => {
    for (let attempt = 1; ; attempt += 1) {
      const held = locks.begin();
      try {
        const { tx, commit } = openPush(tables, scope, held, pause);
        const answer = await work(tx);
        const undo = copyTables(tables);
        let news: readonly string[];
        try {
          news = commit();
        } catch (error) {
          tables = undo;
          throw error;
        }
        announce(news);
        return answer;
      } catch (error) {
        if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
      } finally {
        held.release();
      }
    }
  };

  const fileRow = (bank: string, file: string, n: number): FileRow | undefined => {
    const row = tables.files.get(keyOf(bank, file));
    return row === undefined ? undefined : { kind: "file", n, file, version: row.version, change: row.change, hash: row.hash, state: row.state };
  };
  const haveOf = (scope: Parameters<Store["pull"]>[0], replica: string): number | undefined => {
    const row = tables.replicas.get(keyOf(scope.bank, replica));
    return row !== undefined && !row.revoked && scope.persons.includes(row.person) ? row.have : undefined;
  };

  function page(scope: Parameters<Store["pull"]>[0], epoch: number, cursor: FeedCursor, limit: number): FeedPage {
    const { branch, n: after } = cursor;
    const top = scope.branches.includes(branch) ? tables.counters.get(keyOf(scope.bank, branch, epoch)) ?? 0 : 0;
    const end = Math.min(top, after + Math.max(limit, 0));
    const feed = scope.branches.includes(branch) ? tables.feeds.get(keyOf(scope.bank, branch, epoch)) ?? [] : [];
    const changeAt = (place: number): string | undefined => feed.find(({ n }) => n === place)?.change;
    if (after > top) return { branch, n: top, at: undefined, entries: [], more: false };
    if (cursor.at !== undefined && changeAt(after) !== undefined && changeAt(after) !== cursor.at) return { branch, n: after - 1, at: undefined, entries: [], more: false };
    const entries = feed.filter(({ n }) => n > after && n <= end).toSorted((a, b) => a.n - b.n).flatMap((entry): readonly FeedRow[] => {
      const [erased] = entry.kind === "left" ? erasedIn(tables, scope.bank, [entry.file]) : [];
      if (entry.kind === "left") return [{ kind: "left", n: entry.n, file: entry.file, ...(erased === undefined ? {} : { erased: { on: erased.on, rule: erased.rule } }) }];
      const stored = tables.files.get(keyOf(scope.bank, entry.file));
      const row = fileRow(scope.bank, entry.file, entry.n);
      return row === undefined || stored?.branch !== branch || stored.version !== entry.version ? [] : [{ ...row, change: entry.change }];
    });
    return { branch, n: end, at: changeAt(end), entries, more: top > end };
  }

  const logKeys: LogKey[] = [];
  const connect = (): Store => {
    const mine = new Set<(payload: string) => void>();
    return {
      kind: "postgresql",
      ...memoryDirectory(() => tables),
      ...memoryAbsences(() => tables),
      ...memoryActs(() => tables),
      ...memoryExpiry(() => tables),
      ...memoryRecovery(() => tables, announce),
      ...memoryBankRecovery(() => tables),
      ...memorySealing(() => tables, announce),
      ...memoryQuarantine(() => tables),
      ...memoryDevices(() => tables),
      ...memoryDiagnostics(() => tables, announce),
      ...memoryReleases(() => tables),
      ...memoryPeople(() => tables),
      ...memoryHolds(() => tables),
      ...memoryErasure({ tables: () => tables, begin: locks.begin, announce }),
      ...memoryRecoveryKeys(() => tables),
      ...memoryPolicies(() => tables),
      ...memoryDocuments(() => tables),
      ...memoryBuckets(() => tables, pause),
      ...memoryHistory(() => tables),
      ...memoryPacks(() => tables, announce),
      ...noAudit,
      ...noReports,
      listBanks: async () => [...tables.banks.keys()].toSorted().map((bank) => ({
        bank: id<BankId>(bank), branches: [...tables.branches.values()].filter((one) => one.bank === bank).map((one) => one.id), persons: [...tables.persons.values()].filter((one) => one.bank === bank).map((one) => one.id),
      })),
      turnLogKeys: async (fresh, { turnedAt }) => {
        if (!logKeys.some(({ madeAt }) => madeAt > turnedAt)) logKeys.unshift(fresh);
        return logKeys;
      },
      listKnown: async () => [...tables.persons.values()].map(({ id, bank, role }) => ({ person: id, bank, role })),
      noteNaming: async ({ by }) => tables.operators.has(by),
      push,
      centre: async () => tables.centre.row,
      createCentre: async ({ createdAt: madeAt, ...row }, key) => {
        if (tables.centre.row !== undefined) return;
        tables.centre.row = { ...row, recovering: false };
        tables.keys.push({ ...key, madeAt });
      },
      addSigningKey: async (key) => {
        tables.keys.unshift(key);
        announce([KEYS_NEWS]);
      },
      signingKeys: async () => tables.keys,
      setBusinessDate: async (date) => {
        const { row } = tables.centre;
        if (row?.demonstration !== true) return false;
        tables.centre.row = { ...row, businessDate: date };
        announce([JSON.stringify({ businessDate: date })]);
        return true;
      },
      schemaVersion: async () => migrations.at(-1)?.version ?? 0,
      standing: async () => ({ version: migrations.at(-1)?.version ?? 0, oldestSafe: 0 }),
      expectedSchema: migrations.at(-1)?.version ?? 0,
      enrol: async (scope, row) => {
        if (!scope.persons.includes(row.person) || !tables.persons.has(keyOf(scope.bank, row.person))) throw new Error("row-level security");
        const key = keyOf(scope.bank, row.replica);
        const found = tables.replicas.get(key) ?? { bank: scope.bank, replica: row.replica, person: row.person, publicKey: row.publicKey, have: 0, lastHash: row.zeroHash, revoked: false, revokedAt: undefined, device: row.device, lastAt: row.at, enrolledAt: row.at, revokedBy: undefined, seenEpoch: row.epoch };
        const isOwn = scope.persons.includes(found.person);
        if (!tables.replicas.has(key) && policyOf(tables, scope.bank).approveWorkstations) tables.devices.set(key, { heard: undefined, approval: { is: "waiting", at: row.at, by: undefined }, erase: undefined });
        if (isOwn || !tables.replicas.has(key)) tables.replicas.set(key, { ...found, seenEpoch: Math.max(found.seenEpoch, row.epoch) });
        return isOwn ? found : undefined;
      },
      pull: async (scope, ask) => {
        await pause();
        const have = haveOf(scope, ask.replica);
        const pages: FeedPage[] = [];
        let left = ask.limit;
        for (const cursor of have === undefined ? [] : ask.cursors) {
          const one = page(scope, ask.epoch, cursor, left);
          left -= Math.max(0, one.n - cursor.n);
          pages.push(one);
        }
        return { have, pages };
      },
      snapshot: async (scope, ask) => {
        await pause();
        if (haveOf(scope, ask.replica) === undefined) return { enrolled: false, n: 0, files: [] };
        const n = tables.counters.get(keyOf(scope.bank, ask.branch, ask.epoch)) ?? 0;
        const here = [...tables.files].filter(([key, file]) => key.startsWith(`${scope.bank}/`) && file.branch === ask.branch && scope.branches.includes(file.branch) && file.file > (ask.after ?? ""));
        const files = here.map(([, { file }]) => file).toSorted().slice(0, ask.limit);
        return { enrolled: true, n, files: files.flatMap((file) => fileRow(scope.bank, file, n) ?? []) };
      },
      counters: async (scope, epoch) => scope.branches.toSorted().flatMap((branch) => {
        const n = tables.counters.get(keyOf(scope.bank, branch, epoch));
        return n === undefined ? [] : [{ branch, n }];
      }),
      moveFile: async (scope, { file, to, replica, epoch }) => {
        const row = tables.files.get(keyOf(scope.bank, file));
        if (row === undefined || row.branch === to || !scope.branches.includes(row.branch)) return false;
        const writes = [row.branch, to].every((branch) => isWritable(tables, { bank: scope.bank, persons: scope.persons }, replica, branch));
        if (!writes) throw new Error("new row violates row-level security policy");
        tables.files.set(keyOf(scope.bank, file), { ...row, branch: to, replica });
        for (const branch of [row.branch, to].toSorted()) {
          const key = keyOf(scope.bank, branch, epoch);
          const n = (tables.counters.get(key) ?? 0) + 1;
          tables.counters.set(key, n);
          tables.feeds.set(key, [...(tables.feeds.get(key) ?? []), { n, kind: branch === to ? "file" : "left", file, version: row.version, change: row.change }]);
          announce([JSON.stringify({ bank: scope.bank, branch, n })]);
        }
        return true;
      },
      countFiles: async () => {
        const counts = new Map<string, number>();
        for (const [key, { branch, status }] of tables.files) {
          const group = keyOf(key.split("/")[0] ?? "", branch, status);
          counts.set(group, (counts.get(group) ?? 0) + 1);
        }
        return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([group, files]) => {
          const [bank = "", branch = "", status = ""] = group.split("/");
          return { bank, branch, status, files };
        });
      },
      seeFile: async (scope, file, replica) => {
        const [row, own] = [tables.files.get(keyOf(scope.bank, file)), tables.replicas.get(keyOf(scope.bank, replica))];
        const isSeen = row !== undefined && scope.branches.includes(row.branch);
        return { enrolled: own !== undefined && !own.revoked && scope.persons.includes(own.person), state: isSeen ? row.state : undefined, branch: isSeen ? row.branch : undefined };
      },
      findRegistrations: async (asked) => asked.map(({ number, siren, amount }) => {
        const own = tables.movements.get(siren)?.filter((row) => row.number === number) ?? [];
        if (!own.some((row) => row.amount === amount)) return undefined;
        const last = own.at(-1);
        return last?.state === "released" ? "cancelled" : last?.amount === amount ? "registered" : "amended";
      }),
      ledgerTotals: async () => [...tables.movements].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([siren, rows]) => {
        const live = liveMovements(rows);
        return live.length === 0 ? [] : [{ siren, entries: live.length, banks: new Set(live.map(({ bank }) => bank)).size, amount: live.reduce((sum, { amount }) => sum + amount, 0) }];
      }),
      listen: async (hear) => {
        listeners.add(hear);
        mine.add(hear);
        return async () => {
          listeners.delete(hear);
          mine.delete(hear);
        };
      },
      close: async () => {
        for (const hear of mine) listeners.delete(hear);
      },
    };
  };

  return {
    connect,
    tables: () => tables,
    deadlocks: locks.deadlocks,
    restore: (backup) => void (tables = copyTables(backup)),
  };
}

const isRetryable = (error: unknown): boolean => error instanceof Error && "code" in error && (error.code === "40P01" || error.code === "23505");

/** The chain is the real stores' own: their tables note what is done, and there it is verified. */
const noAudit: AuditStore & AnchorRows & WholeBankStore & ReadStore & ProofStore = {
  ownsReplica: async () => false, proving: async () => undefined,
  listBanks: async () => [], wholeLines: async () => [], wholeChanges: async () => [], wholePushes: async () => [], wholeFiles: async () => [], wholeLedger: async () => [],
  inspectFiles: async () => [], inspectPage: async () => [], inspectFile: async () => undefined, inspectAudit: async () => [], noteReads: async (_scope, _person, seen) => seen.length, noteFound: async () => undefined,
  indexAudit: async () => 0,
  linkAudit: async () => 0, auditTip: async () => ({ ...NO_LINK, waiting: 0 }), auditLinks: async () => [], auditRange: async () => undefined, auditLinksOf: async () => [],
  anchorStanding: async () => { throw new Error("nothing is anchored here"); }, keepAnchor: async () => false, noteAnchorPut: async () => undefined };

/** Reports, checks and letters are SQL: the real stores' own. */
const noReports: ReportingStore & ConsistencyStore & MailStore & VitalsStore = {
  vitals: async () => ({ seen: [], unsentOldest: undefined, unsentBranches: [], connections: 0, connectionLimit: 0, lockWaits: 0 }), undeclared: async () => ({ loans: 0, cents: 0, oldestDays: 0 }),
  setMail: async () => undefined, forgetMail: async () => undefined, noteWaiting: async () => undefined, makeMail: async () => 0, claimMail: async () => [], mailSent: async () => undefined, mailFailed: async () => undefined,
  mailCounts: async () => ({ waiting: 0, dead: 0, since: undefined }), listMail: async () => [],
  reportingViews: async () => [], readReport: async () => undefined, putPremiums: async () => undefined,
  runCheck: async (check) => ({ check, found: 0, rows: [] }), checkOnce: async () => undefined, takeNightTask: async () => false, nightResults: async () => [] };
