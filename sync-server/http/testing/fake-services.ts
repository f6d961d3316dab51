import { NO_RELEASE_RULES } from "../../../shared/release/bank-rules.ts";
import { REACH, ROLES, type Role } from "../../../shared/access/roles.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, type BankId, type BranchId } from "../../../shared/kernel/ids.ts";
import { legalDate } from "../../../shared/kernel/legal-date.ts";
import { err, ok } from "../../../shared/kernel/result.ts";
import type { News } from "../../../shared/sync/protocol.ts";
import { noDocuments } from "../../domain/documents/no-documents.ts";
import type { Caller, Services } from "../../domain/services.ts";

export const CENTRE = "de300000-0000-4000-8000-0000000000c0";
export const EPOCH = { n: 1, id: "de300000-0000-4000-8000-0000000000e0" };
export const OWN_BRANCH = id<BranchId>("de300000-0000-4000-8000-0000000000a1");
export const OTHER_BRANCH = id<BranchId>("de300000-0000-4000-8000-0000000000a2");
export const BANK = id<BankId>("de300000-0000-4000-8000-00000000000a");

export const advisor: Caller = {
  user: "advisor", name: "Maëlle Exemple", role: "advisor", bank: { id: BANK, name: "Banque Armor" }, branches: [{ id: OWN_BRANCH, name: "Agence de Rennes" }],
};
export const operator: Caller = { user: "operator", name: "Camille Centre", role: "operator", bank: undefined, branches: [] };

/** One person of each role, whose token's subject is the role's name; those of a bank, of one branch where the role has any. */
export const someoneOf = (role: Role): Caller =>
  role === "operator" ? operator : { ...advisor, user: role, role, branches: REACH[role] === "branches" || REACH[role] === "region" ? advisor.branches : [] };

export type FakeServices = Services & {
  readonly callers: Map<string, Caller>;
  readonly announce: (news: News) => void;
  readonly watchers: () => number;
};

/** A centre without a store: a subject for each role, an empty feed, news on demand. `over` replaces what a test is about. */
export function fakeServices(over: Partial<Services> = {}): FakeServices {
  const callers = new Map(ROLES.map((role) => [role as string, someoneOf(role)]));
  const listeners = new Set<(news: News) => void>();
  const unknown: CodedError = { code: "G3003" };
  return {
    centre: async () => ({ centre: CENTRE, epoch: EPOCH, recovering: false, businessDate: legalDate("2020-04-15"), rules: "pge@1", reference: "1", demonstration: true, expiry: undefined, receiptKeys: [], sealingKeys: [] }),
    findCaller: async (_issuer, subject) => callers.get(subject),
    me: async ({ user, name, role, bank, branches }) => ({ user, name, role, branches: [...branches], ...(bank === undefined ? {} : { bank }) }),
    setAbsence: async ({ user, name, role, branches }) => ok({ user, name, role, branches: [...branches] }),
    enrol: async (caller) => ok({ me: { user: caller.user, name: caller.name, role: caller.role, branches: [] }, have: 0 }),
    packs: async () => ok({ packs: [] }),
    push: async (_caller, { first, changes }) => ok({
      epoch: EPOCH, have: first + changes.length - 1, businessDate: "2020-04-15", rules: "pge@1",
      verdicts: changes.map((_change, i) => ({ kind: "accepted" as const, version: 1, n: i + 1, conflicts: [] })),
    }),
    takeSealed: async () => ok({ epoch: EPOCH, changes: 1, fresh: 1 }),
    branchKeys: async () => ok({ epoch: EPOCH, keys: [], colleagues: [] }),
    pull: async (_caller, { cursors }) => ok({
      epoch: EPOCH, businessDate: "2020-04-15", rules: "pge@1", have: 0, feeds: cursors.map(({ branch, n }) => ({ branch, n, entries: [], more: false })),
    }),
    snapshot: async () => ok({ epoch: EPOCH, n: 0, files: [] }),
    reoffer: async () => err({ code: "G4017" }),
    alarm: async () => ok({ taken: true }),
    missing: async () => ok({ taken: true }),
    lateVerdicts: async () => ok({ epoch: EPOCH, verdicts: [] }),
    recoveryReport: async () => ok({ epoch: EPOCH, recovering: false, events: [], totals: { absent: 0, waiting: 0, refused: 0, reinstated: 0, flagged: 0, missing: 0, alarms: 0 } }),
    endRecovery: async () => err({ code: "G4017" }),
    buckets: {
      hashes: async () => ok({ epoch: EPOCH, have: 0, n: 0, files: 0, buckets: Array.from({ length: 256 }, () => "0".repeat(64)), at: 0 }),
      list: async () => ok({ epoch: EPOCH, n: 0, files: [] }),
      files: async () => ok({ epoch: EPOCH, n: 0, files: [] }),
    },
    quarantine: {
      list: async () => ok({ epoch: EPOCH, waiting: [] }),
      changes: async () => ok({ epoch: EPOCH, changes: [], more: false }),
      decide: async () => err({ code: "G8014" }),
    },
    anchorAge: () => undefined,
    nightResults: () => [],
    vitals: () => undefined,
    mailCounts: () => undefined, mailbox: async () => [], runMail: async () => undefined,
    holds: { list: async () => ok({ epoch: EPOCH, holds: [] }), set: async () => err({ code: "G2008" }), lift: async () => err({ code: "G9576" }) },
    recoveryKeys: { read: async () => ok({ epoch: EPOCH, published: [], may: [] }), publish: async () => ok({ epoch: EPOCH, published: [], may: [] }), withdraw: async () => ok({ epoch: EPOCH, published: [], may: [] }), used: async () => ok({ taken: true }) },
    aloneBecause: () => undefined,
    pseudonym: (text) => `pseudonym-of-${text.length}-signs`,
    diagnostics: { ask: async () => err({ code: "G9506" }), read: async () => err({ code: "G9506" }), mine: async () => ok({ epoch: EPOCH }), answer: async () => err({ code: "G9622" }), isAsked: async () => false, forget: () => {} },
    devices: {
      list: async () => ok({ epoch: EPOCH, approves: false, devices: [] }),
      mine: async () => ok({ epoch: EPOCH, approves: false, devices: [] }),
      decide: async () => err({ code: "G9506" }),
      revoke: async () => err({ code: "G9506" }),
      withdraw: async () => err({ code: "G9506" }),
      order: async () => ok({}),
      erased: async () => ok({ taken: true }),
    },
    policy: { read: async () => err({ code: "G9503" }), propose: async () => err({ code: "G9592" }), confirm: async () => err({ code: "G9503" }), withdraw: async () => err({ code: "G9503" }) },
    people: { list: async () => ok({ epoch: EPOCH, people: [], branches: [], addsBranches: false }), decide: async () => err({ code: "G9632" }), withdraw: async () => err({ code: "G9632" }), addBranch: async () => ok({ epoch: EPOCH, people: [], branches: [], addsBranches: false }) },
    releases: async () => ok({ epoch: EPOCH, rules: NO_RELEASE_RULES, workstations: 0, followNone: 0, channels: [], versions: [], branches: [], days: [], held: [], heldMore: 0 }),
    expireReservations: async () => ({ expired: 0, used: 0 }),
    operator: {
      find: async () => ok({ epoch: EPOCH, registrations: [] }),
      act: async () => err({ code: "G9720" }),
      decide: async () => err({ code: "G9724" }),
      acts: async () => ok({ epoch: EPOCH, acts: [] }),
    },
    inspection: { files: async () => ok({ epoch: EPOCH, files: [] }), file: async () => err({ code: "G2008" }), person: async () => ok({ epoch: EPOCH, files: [], read: 0 }), events: async () => ok({ epoch: EPOCH, events: [] }), noteReads: async () => ok({ epoch: EPOCH, taken: 0 }) },
    documents: noDocuments,
    attest: async () => err({ code: "G9703" }),
    proveLine: async () => ok({ epoch: EPOCH, anchored: false, runs: [], waiting: [] }),
    history: async () => err({ code: "G2008" }),
    verifyRegistration: async () => ({ kind: "answered", answer: { result: "mismatch", at: 0 }, from: "ledger" }),
    watch: (_caller, listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    setBusinessDate: async () => err(unknown),
    ready: async () => true,
    outdated: new Promise(() => undefined),
    close: async () => undefined,
    callers,
    announce: (news) => listeners.forEach((listen) => listen(news)),
    watchers: () => listeners.size,
    ...over,
  };
}
