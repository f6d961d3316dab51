import type { Bridge, BridgeEvents, CallAnswers, CallInput, CallName, EventName } from "../../shared/bridge/contract.ts";
import type { AppInfo, Settings, UpdateState } from "../../shared/bridge/app-views.ts";
import type { FileRow, FileView } from "../../shared/bridge/file-views.ts";
import type { ImportView } from "../../shared/bridge/import-views.ts";
import type { SavedView } from "../../shared/bridge/saved-views.ts";
import type { SessionState } from "../../shared/bridge/session-views.ts";
import type { HoldView } from "../../shared/bridge/hold-calls.ts";
import type { SyncStatus } from "../../shared/bridge/sync-views.ts";
import { ADDED_BYTES } from "../../shared/documents/document.ts";
import type { WeatherView } from "../../shared/bridge/weather-views.ts";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { id, type BankId, type BranchId, type CentreId, type ChangeId, type EpochId, type FileId } from "../../shared/kernel/ids.ts";
import { instant } from "../../shared/kernel/instant.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { err, ok } from "../../shared/kernel/result.ts";
import { complementFields } from "../../shared/life/complement.ts";
import { aLoan } from "../../shared/life/testing-loan.ts";
import { DEFAULT_LAYOUT } from "../../shared/life/default-layout.ts";
import { isFieldName, type FieldValue } from "../../shared/pge/file-fields.ts";
import { actsOnDevices, devicesOf, diagnoses } from "./fake-devices.ts";
import { actsOnHolds } from "./fake-holds.ts";
import { actsOnPeople, somePeople } from "./fake-people.ts";
import { previewed, someReleases } from "./fake-releases.ts";
import { actsOnPolicy, undecidedPolicy } from "./fake-policy.ts";
import { documentsOf, somePictureBase64 } from "./fake-documents.ts";
import { someQuarantinedWork } from "./fake-quarantine.ts";
import { noRecovery } from "./fake-recovery.ts";
import { fakeEvidence, type FakeEvidence } from "./fake-evidence.ts";
import { fakeImport } from "./fake-import.ts";
import { inboxOf, leftWork } from "./fake-inbox.ts";
import { recorded } from "./fake-life.ts";
import { fakeLookup, type LookupStory } from "./fake-lookup.ts";
import { fakeOverview, type OverviewStory } from "./fake-overview.ts";
import { somePremiums } from "./fake-premiums.ts";
import { fileId, NOW, rowOf, viewOf } from "./fake-files.ts";

const uuid = "0190c0de-0000-7000-8000-000000000001";
const people = [
  ["helene", "Hélène Fictive", "advisor", "Banque Armor", "Rennes"], ["karim", "Karim Exemple", "advisor", "Banque Armor", "Rennes"], ["nolwenn", "Nolwenn Modèle", "advisor", "Banque Armor", "Brest"],
  ["maud", "Maud Modèle", "manager", "Banque Armor", "Rennes"], ["alix", "Alix Témoin", "administrator", "Banque Armor", ""],
  ["lea", "Léa Épreuve", "advisor", "Crédit Garonne", "Bordeaux"], ["samir", "Samir Essai", "advisor", "Crédit Garonne", "Toulouse"], ["odile", "Odile Centrale", "operator", "", ""],
] as const;
const accounts = people.map(([login, name, role, bank, branch]) => ({ login, name, role, bank, branch }));

export const someInfo: AppInfo = {
  version: "0.1.0", host: "test", businessDate: legalDate("2020-04-15"), demonstration: true, rules: "pge-france@1.0.0", packs: [], clockOffMs: undefined,
  centre: { name: "guichet", protocol: 1, minProtocol: 1, centre: id<CentreId>(uuid), epoch: { n: 1, id: id<EpochId>(uuid) }, businessDate: "2020-04-15", rules: "pge-france@1.0.0", reference: "1", now: NOW, issuer: "", clientId: "", audience: "", receiptKeys: [], sealingKeys: [], demonstration: { accounts } },
};
const me = { user: "helene", name: "Hélène Fictive", role: "advisor" as const, bank: { id: id<BankId>(uuid), name: "Banque Armor" }, branches: [{ id: id<BranchId>(uuid), name: "Rennes", region: "Bretagne Est" }] };
export const someProfile = { id: "helene", name: "Hélène Fictive", bank: "Banque Armor", branch: "Rennes" };
const someRequest = { text: `guichet-recovery-request-1.${"eyJpZCI6IjAxOTBjMGRlLTAwMDAtNzAwMC04MDAwLTAwMDAw".repeat(14)}`, code: "K7QF-2M9X-8HBC", until: NOW + 7 * 86_400_000 };
export const openedSession = { kind: "open", profile: someProfile, me } as const satisfies SessionState;
export const openSession: SessionState = openedSession;
/** Of a region: she reads and approves, and enters nothing. */
export const supervisorSession: SessionState = { kind: "open", profile: someProfile, me: { ...me, role: "supervisor" } };
export const managerSession: SessionState = { kind: "open", profile: someProfile, me: { ...me, role: "manager" } };
export const administratorSession: SessionState = { kind: "open", profile: someProfile, me: { ...me, role: "administrator" } };
const ladder = [{ name: "Agence", upTo: 30_000_000 }, { name: "Direction régionale", upTo: 100_000_000 }, { name: "Engagements" }];
const colleagues = [{ user: "helene", name: "Hélène Fictive" }, { user: "karim", name: "Karim Exemple" }, { user: "maud", name: "Maud Modèle" }];
/** At the second level of her bank's ladder, and for a colleague at the third. */
export const approverSession: SessionState = {
  kind: "open", profile: someProfile,
  me: {
    ...me, role: "manager", colleagues, approvals: { ladder, own: { name: "Agence", upTo: 30_000_000 }, standIns: [{ for: "Maud Modèle", level: { name: "Engagements" }, from: "2020-04-10", until: "2020-04-24" }] },
    absences: [{ user: "maud", from: "2020-04-10", until: "2020-04-24", standIn: "helene" }],
  },
};
/** Of two branches. */
export const regionSession: SessionState = { kind: "open", profile: someProfile, me: { ...me, role: "manager", branches: [...me.branches, { id: id<BranchId>("0190c0de-0000-7000-8000-000000000002"), name: "Brest", region: "Bretagne Ouest" }] } };
export const choosingSession: SessionState = { kind: "choosing-passphrase", me };
export const someSync: SyncStatus = { kind: "idle", waiting: 0, progress: undefined, lastContactAt: instant(NOW - 60_000), oldestWaitingAt: undefined, toSettle: 4, inbox: 5, error: undefined, nextTryAt: undefined };

export type FakeOptions = { readonly session?: SessionState; readonly info?: AppInfo; /** Told once a file was opened. */ readonly infoLater?: AppInfo; readonly sync?: SyncStatus; readonly settings?: Partial<Settings>; readonly files?: number; /** What every save meets. */ readonly saveFails?: CodedError; readonly update?: UpdateState; /** Of an administrator; its error where the centre does not tell. */ readonly recovery?: CallAnswers["recovery.report"]; readonly endFails?: CodedError; /** Of a manager or an administrator. */ readonly quarantine?: CallAnswers["quarantine.list"]; readonly decideFails?: CodedError; readonly recordFails?: CodedError; /** Of whoever answers for others; absent: none. */ readonly devices?: CallAnswers["devices.list"]; readonly deviceFails?: CodedError; /** Of a manager or an administrator. */ readonly holds?: readonly HoldView[]; readonly holdFails?: CodedError; readonly people?: CallAnswers["people.list"]; readonly peopleFails?: CodedError; readonly releases?: CallAnswers["releases.read"]; readonly policy?: CallAnswers["policy.read"]; readonly policyFails?: CodedError; readonly proof?: CallAnswers["sync.prove"]; readonly unlockFails?: CodedError; readonly recoveryFails?: CodedError; readonly vaultFails?: CodedError; readonly absenceFails?: CodedError; /** Absent: no weather desk. */ readonly weather?: WeatherView; readonly inbox?: "none" | "some" | "all"; readonly import?: ImportView; readonly savedViews?: readonly SavedView[]; readonly viewsFail?: CodedError; /** Absent: every register is off. */ readonly lookup?: LookupStory; readonly evidence?: FakeEvidence; readonly overview?: OverviewStory };

/** A core that only remembers: for looking at screens and for their tests, never shipped. */
export function createFakeBridge(options: FakeOptions = {}): Bridge & { readonly tell: <E extends EventName>(name: E, news: BridgeEvents[E]) => void; readonly calls: (readonly [CallName, unknown])[] } {
  const total = options.files ?? 24;
  const views = new Map<FileId, FileView>();
  const calls: (readonly [CallName, unknown])[] = [];
  const listeners = new Map<EventName, Set<(news: never) => void>>();
  let settings: Settings = { language: "fr", theme: "system", singleKeys: true, ...options.settings };
  let savedViews: readonly SavedView[] = options.savedViews ?? [];
  let info = options.info ?? someInfo;
  let session = options.session ?? openSession;
  const sync = options.sync ?? someSync;
  const update: UpdateState = options.update ?? { kind: "none" };
  const numberOf = (file: FileId): number => Number(file.slice(-12));
  const viewNow = (file: FileId): FileView => views.get(file) ?? viewOf(numberOf(file));
  const keep = (view: FileView): FileView => { views.set(view.file, view); return view; };
  const enter = (next: SessionState): CallAnswers["session.unlock"] => { session = next; return ok(next); };
  const listed = (input: CallInput<"files.list">): CallAnswers["files.list"] => {
    const wanted = (row: FileRow): boolean => {
      const search = input.search.toLowerCase();
      const kept = input.filter === "all" || input.filter === "mine" || (input.filter === "draft" ? ["draft", "incomplete", "ready"].includes(row.status) : input.filter === "to-settle" ? ["to-settle", "refused"].includes(row.status) : row.status === input.filter);
      return kept && (search === "" || row.name.toLowerCase().includes(search) || row.siren.includes(search.replaceAll(" ", "")));
    };
    if (input.filter === "all" && input.search === "") {
      return { total, rows: Array.from({ length: Math.max(0, Math.min(input.limit, total - input.offset)) }, (_, i) => rowOf(input.offset + i)) };
    }
    const rows = Array.from({ length: Math.min(total, 2_000) }, (_, i) => rowOf(i)).filter(wanted);
    return { total: rows.length, rows: rows.slice(input.offset, input.offset + input.limit) };
  };
  const answers: { readonly [C in CallName]: (input: CallInput<C>) => CallAnswers[C] } = {
    "app.info": () => info,
    "session.state": () => session,
    "session.beginSignIn": () => ok({ url: "https://bank.example/" }),
    "session.demonstrationSignIn": () => enter(choosingSession),
    "session.choosePassphrase": () => enter(openSession),
    "session.unlock": ({ passphrase }) => (options.unlockFails !== undefined ? { ok: false, error: options.unlockFails } : passphrase === "faux" ? { ok: false, error: { code: "G1001" } } : enter(openSession)),
    "session.recover": ({ passphrase }) => (passphrase === "faux" ? { ok: false, error: { code: "G1001" } } : enter(openSession)),
    "session.signOut": () => { session = { kind: "closed", profiles: [someProfile] }; return session; },
    "session.changePassphrase": ({ current }) => (options.unlockFails !== undefined ? { ok: false, error: options.unlockFails } : current === "faux" ? { ok: false, error: { code: "G1001" } } : ok(undefined)),
    "session.unlockByVault": () => (options.vaultFails === undefined ? enter(openSession) : { ok: false, error: options.vaultFails }),
    "recoveryKey.show": () => ({ ok: false, error: { code: "G5004" } }),
    "recoveryKey.publish": () => ({ ok: false, error: { code: "G5004" } }),
    "recoveryKey.withdraw": () => ({ ok: false, error: { code: "G5004" } }),
    "session.requestRecovery": () => (options.recoveryFails === undefined ? ok(someRequest) : { ok: false, error: options.recoveryFails }),
    "session.waitingRecovery": () => (session.kind === "closed" && session.profiles.some(({ recovery }) => recovery === "waiting") ? someRequest : undefined),
    "session.cancelRecovery": () => session,
    "session.answerRecovery": () => (options.recoveryFails === undefined ? enter(openSession) : { ok: false, error: options.recoveryFails }),
    "session.judgePassphrase": ({ passphrase }) => (passphrase.includes("guichet") ? { fault: "names" } : passphrase.includes("qwerty") ? { fault: "common" } : {}),
    "session.active": () => undefined,
    "session.lock": () => { session = { kind: "closed", profiles: [someProfile] }; return session; },
    "files.list": listed,
    "files.create": () => ok(keep({ ...viewOf(6), file: fileId(900 + views.size), fields: {}, status: "draft" })),
    "files.open": ({ file }) => {
      const later = options.infoLater;
      if (later !== undefined && info !== later) setTimeout(() => { info = later; for (const listen of listeners.get("app.info") ?? []) listen(later as never); }, 200);
      return ok(viewNow(file));
    },
    "files.saveField": ({ file, field, value }) => {
      if (options.saveFails !== undefined) return { ok: false, error: options.saveFails };
      const view = viewNow(file);
      const fields: { [name: string]: FieldValue } = { ...view.fields };
      if (value === null) delete fields[field];
      else fields[field] = value as FieldValue;
      keep({ ...view, fields, pending: isFieldName(field) ? [...view.pending, field] : view.pending });
      return ok({ file, savedAt: instant(Date.now()) });
    },
    "files.seal": ({ file }) => ok(viewNow(file)),
    "files.submit": ({ file }) => ok(keep({ ...viewNow(file), status: "registered", editable: false, registration: { number: "1-7K3M-9QPX-T", receipt: "", registeredAt: instant(Date.now()), grantOn: "2020-04-20", rules: "pge-france@1.0.0" } })),
    "files.withdraw": ({ file }) => ok(keep({ ...viewNow(file), status: "withdrawn", editable: false })),
    "files.record": ({ file, step, facts }) => (options.recordFails === undefined ? ok(keep(recorded(viewNow(file), step, facts))) : { ok: false, error: options.recordFails }),
    "beside.people": () => [{ id: "0190c0de-0000-7000-8000-00000000f0f0", name: "Gwenola Maquette", bank: "Banque Armor", branch: "Rennes" }],
    "beside.record": ({ file, step, facts, passphrase }) => (passphrase === "faux" ? { ok: false, error: { code: "G1001" } } : ok(keep(recorded(viewNow(file), step, facts)))),
    "files.complement": ({ file, scheme }) => {
      const { fields, registration } = viewNow(file);
      const begun = complementFields(aLoan({ fields, ...(registration === undefined ? {} : { registration }) }), scheme, "Banque Armor");
      return ok(keep({ ...viewOf(6), file: fileId(900 + views.size), version: 1, fields: begun, status: "incomplete" }));
    },
    "files.undeclared": () => (total === 0 ? { count: 0, amount: 0, since: undefined } : { count: 3, amount: 61_500_000, since: "2020-04-02" }),
    "premiums.due": () => (total === 0 ? { count: 0, amount: 0, since: undefined, late: 0 } : { count: 4, amount: 127_750, since: "2020-03-20", late: 0 }),
    "premiums.list": ({ from, until }) => (total === 0 ? [] : somePremiums.filter(({ dueOn }) => dueOn >= from && dueOn <= until)),
    "premiums.export": () => ok({ id: "premiums", name: "primes.csv", size: 3, rows: 3 }),
    "premiums.record": ({ lines }) => ok({ recorded: lines.length - 1, refused: lines.slice(0, 1).map(({ file, year }) => ({ file, name: "Garage du Phare Peint", year, error: { code: "G2002" as const } })) }),
    "declare.prepare": () => (total === 0 ? { ok: false, error: { code: "G2021" } } : ok({ batch: "D20200415-4F2A9C", name: "declaration-D20200415-4F2A9C.csv", text: "NUMERO;SIREN;MONTANT\r\n", count: 3, amount: 61_500_000, files: [fileId(14)] })),
    "declare.confirm": ({ files }) => ok({ recorded: files.length, refused: [] }),
    "declare.answer": () => ok({ accepted: 2, rejected: 1, left: [{ line: 5, number: "1-0000-0000-0", said: "OK", fault: "unknown-number" }, { line: 6, number: "1-7K3M-9QPX-T", said: "EN COURS", fault: "unknown-outcome" }] }),
    "declare.layout": () => DEFAULT_LAYOUT,
    "declare.setLayout": () => ok(undefined),
    "files.settle": ({ file, field, value }) => ok(keep({ ...viewNow(file), conflicts: [], status: "ready", fields: { ...viewNow(file).fields, [field]: value } })),
    ...fakeImport(options.import),
    "views.list": () => savedViews,
    "views.keep": (kept) => { if (options.viewsFail !== undefined) return { ok: false, error: options.viewsFail }; savedViews = kept; return ok(kept); },
    ...fakeLookup(options.lookup ?? "off", { viewNow, keep }),
    ...fakeOverview(options.overview ?? "usual", total),
    "documents.add": ({ size, offset, name }) => (name.endsWith(".exe") ? { ok: false, error: { code: "G7002" } } : ok(offset + ADDED_BYTES >= size ? { kind: "added", document: "f".repeat(64) } : { kind: "more", have: offset + ADDED_BYTES })),
    "documents.missing": () => (total === 0 ? { total: 0, rows: [] } : { total: 7, rows: [{ row: rowOf(2), missing: 3 }, { row: rowOf(13), missing: 1 }] }),
    "documents.list": ({ file }) => documentsOf(numberOf(file)),
    "documents.read": ({ document }) => ok({ bytes: document.startsWith("3") ? somePictureBase64 : "JVBERi0xLjQK", next: undefined }),
    "paper.make": (order) => (order.paper === "schedule" && viewNow(order.file).fields.amount === undefined ? { ok: false, error: { code: "G9701", fields: [{ field: "amount", reason: "FACT_REQUIRED" }] } } : ok({ name: `dossier-${order.paper}.pdf`, pages: order.paper === "refusal" ? 1 : 4, bytes: "JVBERi0xLjcK" })),
    ...fakeEvidence(options.evidence ?? "made"),
    "documents.remove": () => ok(undefined),
    "documents.transfer": () => ok(undefined),
    "documents.cancel": () => ok(undefined),
    "core.verify": () => ({ changes: 1_284, files: 312, faults: [] }),
    "sync.compare": () => ok([{ name: "Agence de Rennes", outcome: "same", files: 312, mended: 0, checkedAt: instant(NOW), error: undefined }]),
    "sync.status": () => sync,
    "sync.now": () => sync,
    "sync.reissue": () => ok(openSession),
    "sync.waiting": () => sync.waiting === 0 ? [] : [4, 7, 16].map((n) => ({
      change: id<ChangeId>(fileId(n)), file: fileId(n), name: rowOf(n).name, kind: n === 16 ? "edited" : "submitted", madeAt: instant(NOW - n * 300_000), state: n === 7 ? "refused" : "waiting", error: n === 7 ? { code: "G2004" } : undefined,
    })),
    "inbox.list": ({ offset, limit }) => ({ entries: inboxOf(options.inbox ?? (total === 0 ? "none" : "some"), sync, info).slice(offset, offset + limit), total: inboxOf(options.inbox ?? (total === 0 ? "none" : "some"), sync, info).length, isMore: false }),
    "inbox.left": ({ file }) => ok(leftWork(file)),
    "inbox.giveUp": () => ok(undefined),
    "inbox.dismiss": () => ok(undefined),
    "inbox.givenUp": () => (options.inbox === "all" ? [{ ...leftWork(fileId(19)), by: someProfile.name, at: instant(NOW - 3_600_000) }] : []),
    "app.checkClock": () => info,
    "carry.plan": () => (sync.waiting === 0 ? { ok: false, error: { code: "G8007" } } : ok({ name: "guichet-rennes-2020-04-15-084200.guichet", set: uuid, changes: 3, parts: [{ first: 1, count: 3 }] })),
    "carry.part": ({ part }) => ok({ line: `{"part":${part}}` }),
    "carry.deliver": () => ok({ epoch: { n: 1, id: uuid }, changes: 3, fresh: 3 }),
    "folder.choose": ({ path }) => (path === "" || path.startsWith("/") || path.startsWith("\\\\") ? ok({ path: path === "" ? undefined : path }) : { ok: false, error: { code: "G8011" } }),
    "portfolio.count": () => 134,
    "portfolio.transfer": ({ after, limit }) => ok({ moved: after === 0 ? limit : 33, left: after === 0 ? 0 : 1, ...(after === 0 ? { next: limit } : {}) }),
    "absence.set": ({ user = me.user, absence }) => {
      const own = session?.kind === "open" ? session.me : { ...me, absences: [] };
      const others = (own.absences ?? []).filter((one) => one.user !== user);
      return options.absenceFails === undefined ? ok({ ...own, absences: absence === undefined ? others : [...others, { user, ...absence }] }) : err(options.absenceFails);
    },
    "devices.list": ({ whose, after }) => devicesOf(whose, after, options.devices),
    "devices.export": () => ok({ id: "export", name: "Postes.csv", size: 3, rows: 1 }), ...actsOnDevices(options.deviceFails), ...diagnoses(),
    ...actsOnHolds(options.holds ?? [], options.holdFails),
    "sync.prove": () => options.proof ?? ok({ anchored: true, before: 0, upTo: 1_284, anchoredAt: NOW, waiting: 2, faults: [] }),
    "people.list": () => options.people ?? somePeople, "people.export": () => ok({ id: "export", name: "annuaire.csv", size: 3, rows: 6 }), ...actsOnPeople(options.peopleFails),
    "releases.read": ({ preview }) => previewed(options.releases ?? someReleases, preview),
    "policy.read": () => options.policy ?? undecidedPolicy, ...actsOnPolicy(options.policyFails),
    "session.erase": () => enter({ kind: "closed", profiles: [], erased: true }),
    "quarantine.list": () => options.quarantine ?? ok([]),
    "quarantine.show": ({ replica }) => ok(someQuarantinedWork(replica)),
    "quarantine.decide": ({ decision }) => (options.decideFails === undefined ? ok({ epoch: { n: 1, id: uuid }, accepted: decision === "accept" ? 2 : 0, refused: decision === "accept" ? 1 : 3, skipped: 0, unusable: 0 }) : { ok: false, error: options.decideFails }),
    "recovery.report": () => options.recovery ?? ok(noRecovery),
    "recovery.end": () => (options.endFails === undefined ? ok({ ended: false, confirmed: 1 }) : { ok: false, error: options.endFails }),
    "demonstration.setBusinessDate": ({ businessDate }) => { info = { ...info, businessDate: legalDate(businessDate) }; return ok(info); },
    "weather.act": (act) => {
      if (options.weather === undefined) return { ok: false, error: { code: "G9201" } };
      if (act.act === "restore" && options.weather.backup === undefined) return { ok: false, error: { code: "G9203" } };
      return ok({ view: options.weather, ...(act.act === "address" ? { address: "http://127.0.0.1:50001/#t=once" } : {}) });
    },
    "update.state": () => update,
    "update.install": ({ openFile }) => (openFile ? { ok: false, error: { code: "G6002" } } : ok(update.kind === "ready" ? { kind: "installing", version: update.version } : update)),
    "settings.get": () => settings,
    "settings.set": (patch) => {
      settings = { language: patch.language ?? settings.language, theme: patch.theme ?? settings.theme, singleKeys: patch.singleKeys ?? settings.singleKeys };
      return settings;
    },
  };
  return {
    calls,
    call: async (name, input) => { calls.push([name, input]); return answers[name](input); },
    on: (name, listen) => {
      const heard = listeners.get(name) ?? new Set();
      listeners.set(name, heard.add(listen));
      return () => heard.delete(listen);
    },
    tell: (name, news) => { for (const listen of listeners.get(name) ?? []) listen(news as never); },
  };
}
