import { z } from "zod";
import { isDocumentId, PIECES } from "../documents/document.ts";
import type { CodedError } from "../kernel/error-codes.ts";
import type { FileId } from "../kernel/ids.ts";
import type { Result } from "../kernel/result.ts";
import { COMPLEMENTS } from "../life/complement.ts";
import { declarationLayoutSchema, type DeclarationLayout } from "../life/declaration-layout.ts";
import type { Me, SealedAnswer } from "../sync/protocol.ts";
import type { DecideQuarantineAnswer } from "../sync/quarantine-messages.ts";
import type { EndRecoveryAnswer, RecoveryReportAnswer } from "../sync/recovery-messages.ts";
import type { AppInfo, Settings, UpdateState } from "./app-views.ts";
import { bulkInputs, type BulkAnswers } from "./bulk-calls.ts";
import type { BranchCheck } from "./check-views.ts";
import type { AnswerReport, Declaration, DeclarationDone } from "./declaration-views.ts";
import { besideInputs, type BesideAnswers } from "./beside-calls.ts";
import type { DocumentAdded, DocumentBytes, DocumentView, MissingDocuments } from "./document-views.ts";
import { doorInputs, type DoorAnswers } from "./door-calls.ts";
import { deviceInputs, diagnosticInputs, type DeviceAnswers, type DiagnosticAnswers } from "./device-calls.ts";
import { holdInputs, type HoldAnswers } from "./hold-calls.ts";
import { evidenceInputs, type EvidenceAnswers } from "./evidence-calls.ts";
import { FILE_FILTERS, FILE_SORTS, type FilePage, type FileView, type Saved, type Undeclared } from "./file-views.ts";
import type { ImportView } from "./import-views.ts";
import type { GivenUp, InboxPage, LeftWork } from "./inbox-views.ts";
import { addedBytes, change, file, language, none, told, upload } from "./input-shapes.ts";
import { lookupInputs, type LookupAnswers } from "./lookup-calls.ts";
import { overviewInputs, type OverviewAnswers } from "./overview-calls.ts";
import { paperOrderSchema } from "./paper-order.ts";
import type { PaperMade } from "./paper-views.ts";
import { peopleInputs, type PeopleAnswers } from "./people-calls.ts";
import { releaseInputs, type ReleaseAnswers } from "./release-calls.ts";
import { policyInputs, type PolicyAnswers } from "./policy-calls.ts";
import { premiumInputs, type PremiumAnswers } from "./premium-calls.ts";
import { PORTFOLIO_PAGE, type PortfolioMoved } from "./portfolio-views.ts";
import type { QuarantinedWork, QuarantineEntry } from "./quarantine-views.ts";
import { viewInputs, type ViewAnswers } from "./view-calls.ts";
import type { SessionState } from "./session-views.ts";
import type { CarryPlan, SyncStatus, LineProofView, VerifyReport, WaitingChange } from "./sync-views.ts";
import { weatherActSchema } from "./weather-acts.ts";
import type { WeatherAnswer } from "./weather-views.ts";

const document = z.custom<string>(isDocumentId, "not a document id");
/** What may be asked of the core, one argument each; the whole process boundary is this page. Inputs are parsed at the wall. */
export const callInputs = {
  "app.info": none,
  "session.state": none,
  /** Opens the identity provider's page in the browser; `session.changed` follows. */
  "session.beginSignIn": none,
  /** Demonstration only: signs in as one of the published accounts. */
  "session.demonstrationSignIn": z.object({ login: z.string() }),
  /** After signing in, the first time here or where her profile no longer opens: makes the key, the database and the replica, and enrols it. */
  "session.choosePassphrase": z.object({ passphrase: z.string().max(1_000) }),
  "session.unlock": z.object({ profile: z.string(), passphrase: z.string().max(1_000) }),
  /** After G1003: reads what only this computer had from the damaged database, and goes on in a new one. Without damage, unlocks. */
  "session.recover": z.object({ profile: z.string(), passphrase: z.string().max(1_000) }),
  /** The same key behind a new passphrase. G1001 not the current one, G1009, G1012, G1008, and the codes of the key file. */
  "session.changePassphrase": z.object({ current: z.string().max(1_000), next: z.string().max(1_000) }),
  /** Somebody is at the window: the desk stays open. */
  "session.active": none,
  "session.lock": none,
  /** Locks, and ends the sign-in at the bank: its tokens are forgotten here at once, and the identity provider is told where it can be. */
  "session.signOut": none,
  "files.list": z.object({ search: z.string().max(200), filter: z.enum(FILE_FILTERS), sort: z.enum(FILE_SORTS), offset: z.int().min(0), limit: z.int().min(1).max(500) }),
  "files.create": none,
  "files.open": z.object({ file }),
  /** One field of the working copy, durable before the answer. `null` empties it. The value is in stored form. */
  "files.saveField": z.object({ file, field: z.string(), value: z.json() }),
  /** Makes one numbered change of what was typed. Also happens by itself: leaving the file, ten seconds of quiet, submitting. */
  "files.seal": z.object({ file }),
  /** Loans disbursed and not declared: without a declaration there is no guarantee. */
  "files.undeclared": none,
  /** The file that declares every loan disbursed and not declared. Nothing is recorded. G2021 nothing to declare. */
  "declare.prepare": none,
  /** The file was handed over: its loans are declared. G1008; G1005 stops the whole. */
  "declare.confirm": z.object({ batch: z.string().min(1).max(60), files: z.array(file).min(1).max(2_000) }),
  /** The guarantor's answer, line by line. G2020 not laid out as the answer, G1008; G1005 stops the whole. */
  "declare.answer": z.object({ text: z.string().max(20_000_000) }),
  "declare.layout": none,
  /** The layout of the bank's agreement, in place of the default. */
  "declare.setLayout": declarationLayoutSchema,
  /** Compare-and-set on the version shown. */
  "files.submit": z.object({ file, seenVersion: z.int().min(0) }),
  "files.withdraw": z.object({ file, why: z.string().max(500) }),
  /** A step of the loan's life: its facts in stored form. */
  "files.record": z.object({ file, ...told }),
  /** How many living files that person follows in these branches. */
  "portfolio.count": z.object({ of: z.uuid() }),
  /** Hands the next page of them to somebody else, from that place on (0: the first). G1005, G1008. */
  "portfolio.transfer": z.object({ from: z.uuid(), to: z.uuid(), why: z.string().max(1_000), after: z.int().min(0), limit: z.int().min(1).max(PORTFOLIO_PAGE) }),
  /** A new draft for a loan on top of a registered one. G2017 not from this file. */
  "files.complement": z.object({ file, scheme: z.enum(COMPLEMENTS) }),
  "files.settle": z.object({ file, field: z.string(), expected: z.json(), value: z.json() }),
  /** Bulk: a table of many files taken in, and lists given out. */
  ...bulkInputs,
  /** Companies known here, and found in public sources where a person turned them on. */
  ...lookupInputs,
  ...besideInputs,
  /** The list's searches, filters and orders under names of the person's own. */
  ...viewInputs,
  /** Figures of branches, and the end of a day. */
  ...overviewInputs,
  /** Guarantee premiums: what is due, and what was taken. */
  ...premiumInputs,
  /** A document by pieces, in order, each attempt under an id of the window's own; the last piece attaches it. G7001, G7002, G7004, G7009, G1005. */
  "documents.add": z.object({ file, upload, name: z.string().max(1_000), piece: z.enum(PIECES), size: z.int().min(1), offset: z.int().min(0), bytes: addedBytes }),
  "documents.list": z.object({ file }),
  /** Files with a number, of which documents are missing, those that wait longest first. */
  "documents.missing": z.object({ limit: z.int().min(1).max(200) }),
  /** A piece of a content that is whole on this computer, from a multiple of 64 KiB on. G7006 when it is not here, G7003 when it is damaged. */
  "documents.read": z.object({ file, document, offset: z.int().min(0) }),
  "documents.remove": z.object({ file, document }),
  /** Sends, fetches or attaches again what was stopped, refused or never fetched. */
  "documents.transfer": z.object({ file, document }),
  /** Stops a transfer until it is asked for again; nothing is removed. */
  "documents.cancel": z.object({ file, document }),
  /** One PDF of a file as it stands here, whole; nothing is written or sent. G9701 the file lacks what it says, G9702 of a registered file only, G4015. */
  "paper.make": paperOrderSchema,
  ...evidenceInputs,
  /** Rebuilds chain, outbox and truth hashes from what is on disk, and says what does not match. */
  "core.verify": none,
  /** Compares every branch with the centre, and fetches anew what differs. G1008 when locked. */
  "sync.compare": none,
  "sync.status": none,
  "sync.now": none,
  /** The person agrees that her work goes on under a new replica (WS17). */
  "sync.reissue": none,
  "sync.waiting": z.object({ limit: z.int().min(1).max(1_000) }),
  /** What needs the advisor, the first to be done first. */
  "inbox.list": z.object({ offset: z.int().min(0), limit: z.int().min(1).max(200) }),
  /** What is held of a file that left her branches. G9101 when it holds nothing any more. */
  "inbox.left": z.object({ file }),
  /** Gives up exactly the changes that she was shown, for good. G9101 when it is no longer these. */
  "inbox.giveUp": z.object({ file, changes: z.array(change).min(1).max(10_000) }),
  /** Two files of one company are two requests; a proposed amendment, a step that was not taken, or a file that a restored centre lost, was seen. */
  "inbox.dismiss": z.discriminatedUnion("kind", [z.object({ kind: z.literal("duplicate"), file, other: file }), z.object({ kind: z.enum(["amendment", "lost-file", "refused-step", "centre-act"]), file }), z.object({ kind: z.literal("erased") })]),
  /** What was given up here, the newest first. */
  "inbox.givenUp": none,
  /** Asks the centre its time again, after the clock of this computer was set. */
  "app.checkClock": none,
  /** What waits, cut into the parts of one sealed file. Seals what was typed first. */
  "carry.plan": none,
  /** One part of that file, sealed for the centre: one line of it. */
  "carry.part": z.object({ set: z.uuid(), part: z.int().min(1), of: z.int().min(1), first: z.int().min(1), count: z.int().min(1).max(1_000), /** A colleague's, heard through the folder. */ replica: z.uuid().optional() }),
  /** Gives the centre one line of a sealed file, whoever made it. */
  "carry.deliver": z.object({ line: z.string().max(8_000_000) }),
  /** Where the centre's recovery stands: administrators, with the centre (G3002, G5004). */
  "recovery.report": none,
  /** An administrator's word that it may end; the second person's ends it. G4016, G4017. */
  "recovery.end": none,
  /** Her absence, or as administrator a colleague's, and who stands in; without one, it ends. With the centre (G3002, G5004); G2002 names what cannot be. */
  "absence.set": z.object({ user: z.uuid().optional(), absence: z.object({ from: z.string().max(10), until: z.string().max(10), standIn: z.uuid() }).optional() }),
  /** Work of workstations that were sent away: managers and administrators, with the centre (G3002, G5004). */
  "quarantine.list": none,
  "quarantine.show": z.object({ replica: z.uuid() }),
  /** Exactly what was shown, up to that change. G8014 somebody decided meanwhile; G8005. */
  "quarantine.decide": z.object({ replica: z.uuid(), upTo: z.int().min(1), decision: z.enum(["accept", "reject"]) }),
  ...deviceInputs,
  ...diagnosticInputs,
  ...holdInputs,
  ...doorInputs,
  ...policyInputs,
  ...releaseInputs,
  ...peopleInputs,
  /** That the centre's audit has what this workstation sent, proven here. With the centre (G5004). */
  "sync.prove": none,
  /** Demonstration only. */
  "demonstration.setBusinessDate": z.object({ businessDate: z.string() }),
  /** Demonstration under a weather desk only (G9201 elsewhere): G9202 to G9207 say what did not come about. */
  "weather.act": weatherActSchema,
  "update.state": none,
  /** Starts the installer that is ready and ends the application: G6001 unsent work, G6002 a file is open, G6003 to G6005. The window knows what is open. */
  "update.install": z.object({ openFile: z.boolean() }),
  /** Where the branch's shared folder is; an empty text: nowhere. G8011 when it is no whole path, G8012 where IT decides it. */
  "folder.choose": z.object({ path: z.string().max(1_000) }),
  "settings.get": none,
  "settings.set": z.object({
    language: language.optional(), theme: z.enum(["system", "light", "dark", "contrast"]).optional(), singleKeys: z.boolean().optional(),
  }),
} as const satisfies Record<string, z.ZodType>;

export type CallName = keyof typeof callInputs;
export type CallInput<C extends CallName> = z.infer<(typeof callInputs)[C]>;

/** Answers. A `Result` where a person may have to do something; anything thrown is a bug and crosses as G5001. */
export type CallAnswers = ReleaseAnswers & PeopleAnswers & BulkAnswers & LookupAnswers & BesideAnswers & EvidenceAnswers & ViewAnswers & OverviewAnswers & PremiumAnswers & DeviceAnswers & DiagnosticAnswers & HoldAnswers & DoorAnswers & PolicyAnswers & {
  "app.info": AppInfo;
  "session.state": SessionState;
  "session.beginSignIn": Result<{ readonly url: string }, CodedError>;
  "session.demonstrationSignIn": Result<SessionState, CodedError>;
  "session.choosePassphrase": Result<SessionState, CodedError>;
  "session.unlock": Result<SessionState, CodedError>;
  "session.recover": Result<SessionState, CodedError>;
  "session.changePassphrase": Result<undefined, CodedError>;
  "session.active": undefined;
  "session.lock": SessionState;
  "session.signOut": SessionState;
  "files.list": FilePage;
  "files.create": Result<FileView, CodedError>;
  "files.open": Result<FileView, CodedError>;
  "files.saveField": Result<Saved, CodedError>;
  "files.seal": Result<FileView, CodedError>;
  "files.submit": Result<FileView, CodedError>;
  "files.withdraw": Result<FileView, CodedError>;
  "files.undeclared": Undeclared;
  "declare.prepare": Result<Declaration, CodedError>;
  "declare.confirm": Result<DeclarationDone, CodedError>;
  "declare.answer": Result<AnswerReport, CodedError>;
  "declare.layout": DeclarationLayout;
  "declare.setLayout": Result<undefined, CodedError>;
  "files.record": Result<FileView, CodedError>;
  "files.complement": Result<FileView, CodedError>;
  "files.settle": Result<FileView, CodedError>;
  "documents.add": Result<DocumentAdded, CodedError>;
  "documents.missing": MissingDocuments;
  "documents.list": readonly DocumentView[];
  "documents.read": Result<DocumentBytes, CodedError>;
  "documents.remove": Result<undefined, CodedError>;
  "documents.transfer": Result<undefined, CodedError>;
  "documents.cancel": Result<undefined, CodedError>;
  "paper.make": Result<PaperMade, CodedError>;
  "core.verify": VerifyReport;
  "sync.prove": Result<LineProofView, CodedError>;
  "sync.compare": Result<readonly BranchCheck[], CodedError>;
  "sync.status": SyncStatus;
  "sync.now": SyncStatus;
  "sync.reissue": Result<SessionState, CodedError>;
  "sync.waiting": readonly WaitingChange[];
  "inbox.list": InboxPage;
  "inbox.left": Result<LeftWork, CodedError>;
  "inbox.giveUp": Result<undefined, CodedError>;
  "inbox.dismiss": Result<undefined, CodedError>;
  "inbox.givenUp": readonly GivenUp[];
  "app.checkClock": AppInfo;
  "carry.plan": Result<CarryPlan, CodedError>;
  "carry.part": Result<{ readonly line: string }, CodedError>;
  "carry.deliver": Result<SealedAnswer, CodedError>;
  "recovery.report": Result<RecoveryReportAnswer, CodedError>;
  "recovery.end": Result<EndRecoveryAnswer, CodedError>;
  "portfolio.count": number;
  "portfolio.transfer": Result<PortfolioMoved, CodedError>;
  "absence.set": Result<Me, CodedError>;
  "quarantine.list": Result<readonly QuarantineEntry[], CodedError>;
  "quarantine.show": Result<QuarantinedWork, CodedError>;
  "quarantine.decide": Result<DecideQuarantineAnswer, CodedError>;
  "demonstration.setBusinessDate": Result<AppInfo, CodedError>;
  "weather.act": Result<WeatherAnswer, CodedError>;
  "update.state": UpdateState;
  "update.install": Result<UpdateState, CodedError>;
  "folder.choose": Result<{ readonly path: string | undefined }, CodedError>;
  "settings.get": Settings;
  "settings.set": Settings;
};
export type BridgeCalls = { readonly [C in CallName]: (input: CallInput<C>) => Promise<CallAnswers[C]> };

/** News from the core. */
export type BridgeEvents = {
  readonly "session.changed": SessionState;
  /** Nobody is at the window: the desk locks in that many seconds. Without them: somebody is there again. */
  readonly "session.locking": { readonly seconds?: number };
  readonly "sync.status": SyncStatus;
  /** Files whose view changed; empty means "many: ask again". */
  readonly "files.changed": readonly FileId[];
  /** Files whose documents, or their transfers, changed. */
  readonly "documents.changed": readonly FileId[];
  /** Where the import is; no view when there is none any more. News is never undefined itself: it crosses as JSON. */
  readonly "import.changed": { readonly view: ImportView | undefined };
  /** Something about lookups changed: an answer came, a question waits, a source was switched. Ask again; `answered` is told to the person. */
  readonly "lookup.changed": { readonly answered: boolean };
  readonly "app.info": AppInfo;
  readonly "settings.changed": Settings;
  readonly "update.changed": UpdateState;
};
export type EventName = keyof BridgeEvents;
export const EVENT_NAMES = ["session.changed", "session.locking", "sync.status", "files.changed", "documents.changed", "import.changed", "lookup.changed", "app.info", "settings.changed", "update.changed"] as const satisfies readonly EventName[];

/** What the window holds: two functions, whatever the host. */
export type Bridge = {
  readonly call: <C extends CallName>(name: C, input: CallInput<C>) => Promise<CallAnswers[C]>;
  /** Answers the way to stop listening. */
  readonly on: <E extends EventName>(name: E, listen: (news: BridgeEvents[E]) => void) => () => void;
};
