import type { Tracer } from "@opentelemetry/api";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import { instant, type Instant } from "../../shared/kernel/instant.ts";
import { legalDate } from "../../shared/kernel/legal-date.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import type { PushAnswer, PushRequest } from "../../shared/sync/protocol.ts";
import type { Store } from "../store/store.ts";
import type { AnchorStore } from "../objects/anchor-store.ts";
import type { ObjectStore } from "../objects/object-store.ts";
import type { Sealer } from "../attestation/create-sealer.ts";
import { createAlarms } from "./alarms.ts";
import { createAttest } from "./attestation/attest.ts";
import { createTellHistory } from "./history/tell-history.ts";
import { createBuckets } from "./buckets.ts";
import { createAnchorer } from "./audit/create-anchorer.ts";
import { createAuditor } from "./audit/create-auditor.ts";
import { createInspection } from "./audit/create-inspection.ts";
import { createProveLine } from "./audit/prove-line.ts";
import { openCentre } from "./centre.ts";
import { setAbsence } from "./set-absence.ts";
import { refuseAddress } from "./check-address.ts";
import { createHolds } from "./erasure/create-holds.ts";
import { createDevices } from "./devices/create-devices.ts";
import { createRecoveryKeys } from "./recovery-key/create-recovery-keys.ts";
import { createDeviceGate } from "./devices/gate-devices.ts";
import { guardFiles } from "./devices/guard-files.ts";
import { createDiagnostics } from "./diagnostics/create-diagnostics.ts";
import { createHeardNotes } from "./devices/note-heard.ts";
import { createDocuments } from "./documents/create-documents.ts";
import { noDocuments } from "./documents/no-documents.ts";
import { enrol } from "./enrol.ts";
import { createFindCaller } from "./find-caller.ts";
import { describeCaller } from "./me.ts";
import { pull, scopeOf, snapshot } from "./follow.ts";
import { openKeyRing } from "./key-ring.ts";
import { createNewsHub } from "./news-hub.ts";
import { refuseOutOfScope } from "./out-of-scope.ts";
import { processPushes } from "./push/process-pushes.ts";
import { createPushQueue } from "./push/push-queue.ts";
import { readChanges } from "./push/read-change.ts";
import { tracePushes } from "./push/trace-pushes.ts";
import { createPseudonyms } from "./log/create-pseudonyms.ts";
import { createMailer, type CarryMail } from "./mail/create-mailer.ts";
import { createNightWork, type NightFault } from "./reporting/create-night-work.ts";
import { createExpirer, type ExpirySetting } from "./operator/create-expirer.ts";
import { createOperatorDesk } from "./operator/create-operator-desk.ts";
import { createPeople } from "./people/create-people.ts";
import { createReleases } from "./releases/create-releases.ts";
import { createPolicyDesk } from "./policy/create-policy-desk.ts";
import { createQuarantine } from "./quarantine/create-quarantine.ts";
import { createRestoreDesk } from "./restore/create-restore-desk.ts";
import { pooledRandomBytes } from "./random-pool.ts";
import { tellBranchKeys } from "./sealed/branch-keys.ts";
import { takePart } from "./sealed/take-part.ts";
import type { Caller, Services } from "./services.ts";
import { watchVitals } from "./vitals/watch-vitals.ts";
import { createVerifier } from "./verification/create-verifier.ts";
import { createTellPacks } from "./schemes/tell-packs.ts";
import { REFERENCE } from "./versions.ts";
import { watchSchema } from "./watch-schema.ts";

export type ServicesOptions = {
  /** Owned from here on: closing the services closes it. */
  readonly store: Store;
  /** What a store that is created now becomes. One that exists stays what it is: compare with `centre().demonstration`. */
  readonly demonstration?: boolean;
  /** Where contents of documents are kept, owned from here on; without it they wait on the workstations. */
  readonly objects?: ObjectStore;
  /** Where the audit is anchored, owned from here on; without it, it is not. */
  readonly anchors?: AnchorStore;
  /** What attestations are sealed with, owned from here on; without it none is. */
  readonly sealer?: Sealer;
  /** Bytes of documents that one person may begin in a day. */
  readonly documentDayBytes?: number;
  /** In how many days a number that nobody uses is given back, and how many before that it is said ([LI15]); without it, never. */
  readonly expiry?: ExpirySetting;
  /** How long the word of the first of two persons stands, where two are needed. */
  readonly secondWordMs?: number;
  /** How letters leave and from how many days of waiting on; `off`: none is noted any more. Without it, as the store stands: a command that has other work. */
  readonly mail?: { readonly carry: CarryMail; readonly waitingDays: number } | "off";
  /** A letter was given up: its kind and why, never to whom. */
  readonly onMailDead?: (fact: { readonly kind: string; readonly why: string }) => void;
  /** Hour of Paris from which what is done once a night is due: premiums of reports, checks of consistency; without it, never here. */
  readonly nightHour?: number;
  /** A check of the night found something: its name and how many rows, never data. */
  readonly onNightFault?: (fault: NightFault) => void;
  /** How often the vital figures are read, for the measures; without it, never: a command that has other work. */
  readonly vitalsMs?: number;
  /** How long what is heard of workstations is gathered before it is written. */
  readonly heardMs?: number;
  readonly now?: () => Instant;
  /** Hears the database's clock (UTC ms) every few seconds. */
  readonly onClock?: (databaseMs: number) => void;
  readonly randomBytes?: (length: number) => Uint8Array;
  /** Faults that harm no caller: a listener that threw, a lost notification line. Never data. */
  readonly onError?: (error: unknown) => void;
  /** Least time between two small transactions of a bank, ms. A model, whose time is not the computer's, gives 0. */
  readonly gatherMs?: number;
  /** Without it nothing is traced. */
  readonly tracer?: Tracer | undefined;
};

/** Transactions of one bank at work at once on PostgreSQL; further pushes of it share the next one. */
const PARALLEL = 4;
/** Small pushes of one bank share a transaction every so many milliseconds at most: little beside a journey to the centre. */
const GATHER_MS = 8;

/** Fifty documents of the largest size. */
const DOCUMENT_DAY_BYTES = 500 * 1024 * 1024;

const SECOND_WORD_MS = 72 * 3_600_000;
const HEARD_MS = 30_000;
/** Letters that a demonstration shows. */
const MAILBOX = 100;

/** Everything the centre can do, on a store. Founds the centre in a new store. */
export async function createServices({ store, objects, anchors, sealer, expiry: expiryOf, documentDayBytes = DOCUMENT_DAY_BYTES, secondWordMs = SECOND_WORD_MS,
  mail: mailOf, onMailDead = () => {}, nightHour, onNightFault = () => {}, vitalsMs,
  heardMs = HEARD_MS, demonstration = false, now = systemNow, onClock, randomBytes = pooledRandomBytes, onError = () => {}, gatherMs = GATHER_MS, tracer }: ServicesOptions): Promise<Services> {
  const centre = await openCentre(store, { now, randomBytes, demonstration, onUnreadablePack: (name) => onError(new Error(`the pack ${name} cannot be read by this version`)) });
  const ring = await openKeyRing({ store, centre, now, onError });
  const context = () => ({ centre: centre.id, epoch: centre.epoch, randomBytes, signReceipts: ring.signer().sign, onFault: onError, businessDate: centre.businessDate(), packs: centre.packs(), at: now() });
  const queue = tracePushes(tracer, (bank, pushes) => processPushes(store, bank, pushes, context()), (process) => createPushQueue(process, { parallel: store.kind === "pglite" ? 1 : PARALLEL, gatherMs }));
  const expirer = await createExpirer({ store, setting: expiryOf, centre, moment: context, now, randomBytes, onError });
  const anchorer = anchors === undefined ? undefined : createAnchorer({ store, anchors, now, signer: ring.signer, onError });
  const auditor = createAuditor({ store, anchorer, now, onError });
  if (mailOf !== undefined) await store.setMail(mailOf !== "off", now());
  const mailer = mailOf === undefined || mailOf === "off" ? undefined : createMailer({ store, ...mailOf, now, onError, onDead: onMailDead });
  const night = nightHour === undefined ? undefined : createNightWork({ store, hour: nightHour, now, onFault: onNightFault, onError });
  const vitals = vitalsMs === undefined ? undefined : watchVitals({ store, everyMs: vitalsMs, now, onError });
  const gate = createDeviceGate(store, now);
  const alarms = createAlarms({ store, centre, now, onError });
  const diagnostics = createDiagnostics({ store, centre, now, randomBytes });
  const notes = createHeardNotes({ store, now, onError, togetherMs: heardMs });
  let alone = await store.aloneBecause();
  const pseudonyms = await createPseudonyms({ store, now, onError });
  const hub = createNewsHub(onError);
  const schema = watchSchema(store, onClock);
  const stopListening = await store.listen((payload) => {
    const date = hub.hear(payload);
    if (date !== undefined) centre.moveBusinessDate(legalDate(date));
    if (payload === "" || hub.isOfKeys(payload)) void ring.refresh().catch(onError);
    else if (hub.isOfEpoch(payload)) void Promise.all([centre.refresh(), store.aloneBecause().then((because) => void (alone = because))]).catch(onError);
    // Whoever listens asks at once, and is told other rules: what any workstation knows to do, older ones too.
    else if (hub.isOfPacks(payload)) void centre.refresh().then(catchUp).catch(onError);
    const asked = hub.diagnosticOf(payload);
    if (asked !== undefined) sendForDemand(asked);
    if (payload === "") void Promise.all([catchUp(), schema.look()]).catch(onError);
  });
  // Listening, it is seen to be at work; what was done to the schema before that, it sees itself.
  const stopLooking = await schema.begin();

  /** After the line of news was lost, or other rules came: every watcher hears where each of her branches stands. */
  async function catchUp(): Promise<void> {
    for (const watcher of hub.watchers()) {
      const scope = scopeOf(watcher.caller);
      if (scope === undefined) continue;
      for (const { branch, n } of await store.counters(scope, centre.epoch.n)) hub.tell(watcher, { branch, n });
    }
  }

  /** Whoever is of that branch asks what is new, and her workstation is told: of files nothing is, and no place in the feed is named. */
  function sendForDemand({ bank, branch }: { readonly bank: string; readonly branch: string }): void {
    diagnostics.forget(bank);
    for (const watcher of hub.watchers()) if (watcher.caller.bank?.id === bank && watcher.caller.branches.some(({ id }) => id === branch)) hub.tell(watcher, { branch, n: 0 });
  }

  async function push(caller: Caller, request: PushRequest): Promise<Result<PushAnswer, CodedError>> {
    const refusal = refuseAddress(centre, request);
    if (refusal !== undefined) return err(refusal);
    const { bank } = caller;
    if (bank === undefined) return err({ code: "G3002" });
    if (centre.recovering) return err({ code: "G5003" });
    const notYet = await gate.refuse(caller, request.replica);
    if (notYet !== undefined) return err(notYet);
    const owner = { bank: bank.id, replica: request.replica, author: caller.user };
    const changes = await readChanges(request, owner);
    const outcome = await queue(bank.id, { caller, request, changes }).catch(refuseOutOfScope);
    if (!outcome.ok) {
      await alarms.raiseFork(caller, request, outcome.error);
      return outcome;
    }
    return ok({ epoch: centre.epoch, ...outcome.value, verdicts: [...outcome.value.verdicts], businessDate: centre.businessDate(), rules: centre.rules() });
  }

  const services: Services = {
    centre: async () => ({
      centre: centre.id, epoch: centre.epoch, recovering: centre.recovering, businessDate: centre.businessDate(), rules: centre.rules(), reference: REFERENCE, demonstration: centre.demonstration, expiry: expirer.expiry,
      receiptKeys: centre.keys.map(({ x, kid }) => ({ kty: "OKP" as const, crv: "Ed25519" as const, x, kid })),
      sealingKeys: ring.sealingKeys().map(({ x, kid }) => ({ kty: "OKP" as const, crv: "X25519" as const, x, kid })),
    }),
    findCaller: createFindCaller(store, now),
    me: (caller) => describeCaller(store, caller),
    setAbsence: (caller, request) => setAbsence({ store, centre, now }, caller, request),
    enrol: (caller, request) => enrol(store, centre, now, caller, request),
    push,
    alarm: alarms.alarm,
    ...createRestoreDesk({ store, centre, now, context, raiseFork: alarms.raiseFork }),
    takeSealed: (carrier, part) => takePart({ store, centre, keys: ring.sealingKeys, learn: ring.learn, now, push }, carrier, part),
    buckets: createBuckets({ store, centre, now }),
    branchKeys: (caller, request) => tellBranchKeys({ store, centre, now, randomBytes }, caller, request),
    quarantine: createQuarantine({ store, centre, context }),
    expireReservations: expirer.run,
    inspection: createInspection({ store, centre, now }),
    recoveryKeys: createRecoveryKeys({ store, centre, now, randomBytes, secondWordMs, gate }),
    devices: createDevices({ store, centre, now, randomBytes, secondWordMs, gate }),
    diagnostics,
    holds: createHolds({ store, centre, now, randomBytes, secondWordMs }),
    policy: createPolicyDesk({ store, centre, now, randomBytes, secondWordMs, gate }),
    people: createPeople({ store, centre, now, randomBytes, secondWordMs, gate }),
    releases: createReleases({ store, centre, now, gate }),
    operator: createOperatorDesk({ store, centre, moment: context, door: "route" }),
    packs: createTellPacks(store, centre),
    pull: (caller, request) => pull(store, centre, caller, request),
    snapshot: (caller, request) => snapshot(store, centre, caller, request),
    documents: objects === undefined ? noDocuments : createDocuments({ store, centre, objects, now, dayBytes: documentDayBytes }),
    attest: createAttest({ store, centre, sealer, signer: ring.signer, now }),
    proveLine: createProveLine({ store, centre }),
    history: createTellHistory({ store, centre, signer: ring.signer, now }),
    verifyRegistration: createVerifier(store.findRegistrations, now),
    watch: hub.watch,
    setBusinessDate: async (_caller, date) => {
      if (!centre.demonstration || !(await store.setBusinessDate(date))) return err({ code: "G3006" });
      centre.moveBusinessDate(date);
      return ok({ businessDate: date });
    },
    ready: schema.look,
    outdated: schema.outdated,
    anchorAge: () => anchorer?.age(),
    aloneBecause: () => alone,
    pseudonym: pseudonyms.of,
    mailCounts: () => mailer?.counts(),
    mailbox: () => store.listMail(MAILBOX),
    runMail: async () => await mailer?.run(),
    nightResults: () => night?.results() ?? [],
    vitals: () => vitals?.now(),
    close: async () => {
      stopLooking();
      await night?.stop();
      await vitals?.stop();
      await mailer?.stop();
      pseudonyms.stop();
      await expirer.stop();
      await notes.stop();
      await auditor.stop();
      await stopListening();
      await ring.close();
      await sealer?.close();
      await objects?.close();
      await anchors?.close();
      await store.close();
    },
  };
  return { ...services, ...guardFiles(services, gate, notes, diagnostics) };
}

const systemNow = (): Instant => instant(Date.now());
