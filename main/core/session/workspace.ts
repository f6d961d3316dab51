import type { GraceView, Profile, SessionState } from "../../../shared/bridge/session-views.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { err, type Result } from "../../../shared/kernel/result.ts";
import type { Me } from "../../../shared/sync/protocol.ts";
import { dropEmptyNewFiles } from "../db/working-copy.ts";
import { openDocuments, type Documents } from "../documents/open-documents.ts";
import { countUnanswered } from "../db/outbox.ts";
import { findCentreAddress, findSetting } from "../db/settings.ts";
import type { CoreDeps } from "../deps.ts";
import { coded } from "../files/coded.ts";
import type { Desk } from "../files/desk.ts";
import { createQuietSealer, type QuietSealer } from "../files/quiet-sealer.ts";
import { createAskCentre } from "../administer/ask-centre.ts";
import { watchIdentity, type IdentityWatch } from "./watch-identity.ts";
import { createHoldsDesk, type HoldsDesk } from "../administer/holds-desk.ts";
import { createDiagnosticDesk, type DiagnosticDesk } from "../diagnose/diagnostic-desk.ts";
import { makeDiagnostic } from "../diagnose/make-diagnostic.ts";
import { createDevicesDesk, type DevicesDesk } from "../administer/devices-desk.ts";
import { createAbsenceDesk, type AbsenceDesk } from "../administer/absence-desk.ts";
import { createPeopleDesk, type PeopleDesk } from "../administer/people-desk.ts";
import { createReleasesDesk, type ReleasesDesk } from "../administer/releases-desk.ts";
import { createPolicyDesk, type PolicyDesk } from "../administer/policy-desk.ts";
import { proveLine } from "../prove/prove-line.ts";
import type { LineProofView } from "../../../shared/bridge/sync-views.ts";
import { createQuarantineDesk, type QuarantineDesk } from "../administer/quarantine-desk.ts";
import { createRecoveryKeyDesk, type RecoveryKeyDesk } from "../administer/recovery-key-desk.ts";
import { createRecoveryDesk, type RecoveryDesk } from "../administer/recovery-desk.ts";
import { createAttestationDesk, type AttestationDesk } from "../attest/attestation-desk.ts";
import { createCarrier, type Carrier } from "../carry/carrier.ts";
import { createSignPush } from "../carry/sign-push.ts";
import { recordBeside } from "../beside/record-beside.ts";
import type { CallAnswers, CallInput } from "../../../shared/bridge/contract.ts";
import { listStoredPacks } from "../db/scheme-packs.ts";
import { readPacks } from "../packs/read-packs.ts";
import { createEvidenceDesk, type EvidenceDesk } from "../evidence/evidence-desk.ts";
import { createExports, type Exports } from "../export/exports.ts";
import { createRowKeeper } from "../files/row-keeper.ts";
import { createImporter, type Importer } from "../import/importer.ts";
import { dropVaultAlone } from "../keys/key-file.ts";
import { noteWaiting, ownerMark, profileDir, saveProfile } from "../keys/profiles.ts";
import { openReplicaKey } from "../keys/replica-key.ts";
import type { NewsDesk } from "../news.ts";
import { createLookups, type Lookups } from "../lookup/lookups.ts";
import { createOverviewDesk, type OverviewDesk } from "../overview/overview-desk.ts";
import { createTransport } from "../sync/transport.ts";
import { createSharedFolder, type SharedFolder } from "../folder/shared-folder.ts";
import { createSyncEngine, type SyncEngine } from "../sync/engine.ts";
import type { CentreInfo } from "./centre-info.ts";
import { createDesk, readHello } from "./open-desk.ts";
import type { Unlocked } from "./open-profile.ts";
import { NEEDS_NEW_REPLICA, reissueWork } from "./reissue-work.ts";
import { watchGrace, type Grace } from "./grace.ts";
import { policyOf, wantedWay } from "./unlock-way.ts";
import type { Tokens } from "./tokens.ts";

type OpenState = Extract<SessionState, { kind: "open" }>;

const graceOf = (grace: GraceView | undefined): Pick<OpenState, "grace"> => (grace === undefined ? {} : { grace });

/** Everything that lives between unlocking and locking. */
export type Workspace = {
  readonly profile: Profile;
  /** Its id. */ readonly replica: string;
  readonly state: () => OpenState;
  readonly grace: Grace;
  readonly desk: Desk;
  readonly quiet: QuietSealer;
  readonly engine: SyncEngine;
  readonly documents: Documents;
  readonly carrier: Carrier;
  readonly folder: SharedFolder;
  readonly importer: Importer;
  readonly exports: Exports;
  readonly lookups: Lookups;
  readonly overview: OverviewDesk;
  readonly quarantine: QuarantineDesk;
  readonly absence: AbsenceDesk;
  readonly devices: DevicesDesk;
  readonly diagnostic: DiagnosticDesk;
  readonly holds: HoldsDesk;
  readonly policy: PolicyDesk;
  readonly releases: ReleasesDesk;
  readonly people: PeopleDesk;
  /** [AP1] What the centre's audit proves of this line. */
  readonly prove: () => Promise<Result<LineProofView, CodedError>>;
  readonly identity: IdentityWatch;
  readonly recovery: RecoveryDesk;
  readonly recoveryKey: RecoveryKeyDesk;
  readonly attestations: AttestationDesk;
  /** [OB15] A colleague records a step here, with her own passphrase. */
  readonly beside: (asked: CallInput<"beside.record">) => Promise<CallAnswers["beside.record"]>;
  readonly evidence: EvidenceDesk;
  /** A sign-in of the owner, while open. */
  readonly signedIn: (tokens: Tokens, me: Me) => Result<undefined, CodedError>;
  /** Ends the sign-in at the bank; what lives here is then to be closed. Answers the tokens that were forgotten. */
  readonly signOut: SyncEngine["signOut"];
  /** [WS17] Closes all but the database, which goes on as another replica. Where nothing asks for that, G4017, and nothing changes. */
  readonly becomeAnother: () => Promise<Result<Unlocked, CodedError>>;
  readonly close: () => Promise<void>;
};

export async function openWorkspace(deps: CoreDeps, centre: CentreInfo, news: NewsDesk, unlocked: Unlocked, onEraseOrder: () => void): Promise<Workspace> {
  await using opening = new AsyncDisposableStack();
  const { db } = unlocked;
  let keepsDb = false;
  opening.defer(() => {
    if (!keepsDb) db.close();
  });
  opening.defer(() => void coded(() => noteWaiting(deps.dataDir, unlocked.profile.id, countUnanswered(db.read).changes)));
  // What the bank decided meanwhile holds at the door at once: taking the vault's way away asks for nothing.
  opening.defer(() => {
    if (wantedWay(deps, db.read) !== "either") dropVaultAlone(profileDir(deps.dataDir, unlocked.profile.id));
  });
  centre.heardPacks(readPacks(listStoredPacks(db.read)));
  centre.remember(readHello(db.read), findSetting(db.read, "businessDate"));
  const desk = createDesk(deps, unlocked, centre, (heard) => {
    if (heard.type === "sealed") {
      folder.sealed();
      return engine.sealed(heard.seq);
    }
    news.tell("files.changed", heard.files);
    engine.touched();
  });
  coded(() => db.transaction(dropEmptyNewFiles));
  const quiet = opening.adopt(createQuietSealer(desk, deps.log), (sealer) => sealer.stop());
  // The desk tells nothing before something is typed or sealed, and by then the engine stands.
  const transport = opening.adopt(createTransport(deps), (own) => own.close());
  const signPush = createSignPush(db.read, unlocked.replica, openReplicaKey(unlocked.replica.key));
  const grace = opening.adopt(
    watchGrace({ deps, db, days: () => policyOf(desk.me()).graceDays, onChange: () => news.tell("session.changed", state()) }),
    (watch) => watch.stop(),
  );
  const recoveryKey = createRecoveryKeyDesk({
    address: () => findCentreAddress(db.read), transport, engine: () => engine, replica: unlocked.replica.replica, profileDir: profileDir(deps.dataDir, unlocked.profile.id), now: deps.now,
  });
  const engine: SyncEngine = opening.adopt(createSyncEngine({
    deps, desk, centre, news, unlocked, onMe: (me) => identity.heard(me), onContact: () => {
      grace.contacted();
      recoveryKey.contacted();
    },
    beforePush: (first, count) => folder.beforePush(first, count), folder: () => folder.state(), onEraseOrder, diagnostic: { demand: () => diagnostic.demand(), heard: () => diagnostic.heard() },
  }), (running) => running.stop());
  const folder: SharedFolder = opening.adopt(createSharedFolder({
    deps, desk, replica: unlocked.replica, centre, transport, engine: () => engine, signPush, onState: () => engine.touched(),
  }), (open) => open.stop());
  const diagnostic: DiagnosticDesk = createDiagnosticDesk({
    address: () => findCentreAddress(db.read), transport, engine, replica: unlocked.replica.replica, now: deps.now, onDemand: () => engine.touched(),
    make: (errors) => makeDiagnostic({ deps, desk, centre, status: engine.status, folder: profileDir(deps.dataDir, unlocked.profile.id) }, errors),
  });
  const administered = { address: () => findCentreAddress(db.read), transport, engine };
  const recovery = createRecoveryDesk(administered);
  const quarantine = createQuarantineDesk({ ...administered, read: db.read, replica: unlocked.replica.replica });
  const identity = opening.adopt(watchIdentity({
    db, desk, transport, asked: createAskCentre(administered.address, engine),
    tell: (known) => {
      news.tell("session.changed", state(known));
      news.tell("files.changed", []);
    },
  }), (watch) => watch.stop());
  const holds = createHoldsDesk({ ...administered, desk });
  const policy = createPolicyDesk({ ...administered, onDecided: () => void identity.check() });
  const releases = createReleasesDesk(administered);
  const absence = createAbsenceDesk({ ...administered, keep: identity.keep });
  const attestations = createAttestationDesk({ ...administered, desk, replica: unlocked.replica.replica });
  const carrier = createCarrier({ desk, replica: unlocked.replica, signPush, centre, transport, engine, sealTyped: quiet.sealAll });
  const documents = opening.adopt(
    openDocuments({ deps, desk, news, profileDir: profileDir(deps.dataDir, unlocked.profile.id), token: engine.token, askForToken: () => void engine.now() }),
    (opened) => opened.stop(),
  );
  const evidence = createEvidenceDesk({ ...administered, deps, desk, replica: unlocked.replica, centre, documents });
  const importer = opening.adopt(createImporter(desk, news), (running) => running.stop());
  const exports = opening.adopt(createExports(desk.newId), (held) => held.forget());
  const devices = createDevicesDesk({ ...administered, exports, now: deps.now });
  const people = createPeopleDesk({ ...administered, exports });
  const lookups = opening.adopt(createLookups({ deps, desk, news }), (open) => open.stop());
  const overview = opening.adopt(createOverviewDesk({ desk, centre, news, engine, exports }), (open) => open.stop());
  const rows = opening.adopt(createRowKeeper(desk, deps.log), async (keeper) => {
    keeper.stop();
    await keeper.done();
  });
  opening.defer(news.on("app.info", () => {
    rows.check();
    engine.touched();
  }));
  opening.defer(news.on("documents.changed", () => engine.touched()));
  rows.check();
  // Last in, first out: what was typed is sealed while the engine and the database still live.
  opening.defer(() => void coded(() => quiet.sealAll()));
  opening.defer(() => desk.shut());
  const me = desk.me();
  const card: Profile = { id: unlocked.profile.id, name: me.name, bank: me.bank?.name ?? unlocked.profile.bank, branch: me.branches[0]?.name ?? unlocked.profile.branch };
  const saved = saveProfile(deps.dataDir, card, ownerMark(unlocked.replica.bank, unlocked.replica.owner));
  if (!saved.ok) deps.log.warn("profile-card", { code: saved.error.code });
  const state = (known: Me = desk.me()): OpenState => ({ kind: "open", profile: card, me: known, opensBy: unlocked.opensBy, ...graceOf(grace.view()) });
  engine.start();
  documents.start();
  folder.start();
  lookups.start();
  const owned = opening.move();
  return {
    profile: card, replica: unlocked.replica.replica, state, grace, recoveryKey, desk, quiet, engine, documents, carrier, folder, importer, exports, lookups, overview, quarantine, absence, devices, diagnostic, holds, policy, releases, people,
    prove: () => proveLine({ db, replica: unlocked.replica, hello: centre.hello, asked: createAskCentre(administered.address, engine), transport }),
    identity, recovery, attestations, evidence, signedIn: engine.signedIn,
    signOut: engine.signOut,
    beside: async (asked) => await recordBeside({ deps, centre, here: { desk, replica: unlocked.replica, signPush, profile: card.id }, sealTyped: () => void coded(() => quiet.sealAll()), onHeard: folder.sealed }, asked),
    becomeAnother: async () => {
      if (!NEEDS_NEW_REPLICA.has(engine.status().error?.code ?? "")) return err({ code: "G4017" });
      await engine.stop();
      coded(() => quiet.sealAll());
      const another = reissueWork(deps, unlocked, desk);
      keepsDb = another.ok;
      await owned.disposeAsync();
      return another;
    },
    close: () => owned.disposeAsync(),
  };
}
