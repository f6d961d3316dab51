import type { EvidenceBytes, EvidenceState } from "../../../shared/bridge/evidence-views.ts";
import { words } from "../../../shared/i18n/texts.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { FileId } from "../../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import { parseFileState } from "../../../shared/sync/parse-file-state.ts";
import type { Archive } from "../../../shared/evidence/make-archive.ts";
import { createAskCentre, type CentreAddress } from "../administer/ask-centre.ts";
import type { Replica } from "../db/replica.ts";
import type { CoreDeps } from "../deps.ts";
import type { Documents } from "../documents/open-documents.ts";
import type { Desk } from "../files/desk.ts";
import { readProjection } from "../files/file-view.ts";
import { openReplicaKey } from "../keys/replica-key.ts";
import type { CentreInfo } from "../session/centre-info.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Transport } from "../sync/transport.ts";
import { isRegistered } from "./describe-file.ts";
import { readVerifier } from "./find-verifier.ts";
import { gatherDocuments } from "./gather-documents.ts";
import { historyFromHere, historyOfCentre, type Gathered } from "./gather-history.ts";
import { gatherPapers, type MakePaper } from "./gather-papers.ts";
import { makeEvidence, type Evidence } from "./make-evidence.ts";
import { readPieces } from "./read-pieces.ts";

type Asked = { readonly file: FileId; readonly language: "fr" | "en" };
export type EvidenceDesk = {
  readonly begin: (asked: Asked, paper: MakePaper) => Result<EvidenceState, CodedError>;
  readonly state: (id: string) => Result<EvidenceState, CodedError>;
  readonly read: (id: string, offset: number) => Result<EvidenceBytes, CodedError>;
  readonly end: (id: string) => void;
};
export type EvidenceDeskParts = {
  readonly deps: Pick<CoreDeps, "version" | "verifierFile" | "now">;
  readonly desk: Desk;
  readonly replica: Replica;
  readonly centre: CentreInfo;
  readonly address: CentreAddress;
  readonly transport: Pick<Transport, "history">;
  readonly engine: Pick<SyncEngine, "token" | "now" | "status">;
  readonly documents: Pick<Documents, "list" | "read" | "transfer">;
};
type Job = { readonly id: string; state: EvidenceState; archive: Archive | undefined };

/** [EV20] One evidence file at a time, in memory: nothing of it is written to this disk. Works with what is here; with the centre also with what it knows. */
export function createEvidenceDesk(parts: EvidenceDeskParts): EvidenceDesk {
  const { deps, desk } = parts;
  let job: Job | undefined;
  const jobOf = (id: string): Result<Job, CodedError> => (job?.id === id ? ok(job) : err({ code: "G9742" }));
  return {
    begin: (asked, paper) => {
      const read = readProjection(desk.db.read, desk, asked.file);
      if (!read.ok) return read;
      const truth = read.value.known.truth;
      if (truth?.stored.lost === true) return err({ code: "G4015" });
      if (truth?.readable === undefined || !isRegistered(truth.readable)) return err({ code: "G9740" });
      const verifier = readVerifier(deps.verifierFile);
      if (verifier === undefined) return err({ code: "G9741" });
      const id = desk.newId();
      const own: Job = { id, state: { id, kind: "asking" }, archive: undefined };
      job = own;
      void run(parts, own, () => job !== own || !desk.isOpen(), asked, paper, verifier).catch(() => { own.state = { id: own.id, kind: "failed", error: { code: "G5001" } }; });
      return ok(own.state);
    },
    state: (id) => { const found = jobOf(id); return found.ok ? ok(found.value.state) : found; },
    read: (id, offset) => {
      const found = jobOf(id);
      if (!found.ok) return found;
      return found.value.archive === undefined ? err({ code: "G9742" }) : readPieces(found.value.archive, offset);
    },
    end: (id) => { if (job?.id === id) job = undefined; },
  };
}

async function run(parts: EvidenceDeskParts, job: Job, isStopped: () => boolean, { file, language }: Asked, paper: MakePaper, verifier: Uint8Array): Promise<void> {
  const { deps, desk, replica, centre, engine } = parts;
  const gathered = await gatherHistory(parts, file);
  if (!gathered.ok) return fail(job, gathered.error);
  const state = parseFileState(gathered.value.state);
  if (!state.ok) return fail(job, { code: "G2012" });
  if (!isRegistered(state.value)) return fail(job, { code: "G9740" });
  const documents = await gatherDocuments({
    documents: parts.documents, file, listed: state.value.documents ?? [], isStopped, isCentreThere: () => !AWAY.has(engine.status().kind),
    told: (done, total) => { job.state = { id: job.id, kind: "fetching", done, total }; },
  });
  job.state = { id: job.id, kind: "making" };
  const papers = await gatherPapers(paper, file, language, isStopped);
  if (isStopped()) return;
  const key = openReplicaKey(replica.key);
  const shown = readProjection(desk.db.read, desk, file);
  const made = makeEvidence({
    gathered: gathered.value, state: state.value, documents, papers, verifier, me: desk.me(), on: desk.businessDate(), packs: desk.rules.packs(), madeAt: deps.now(), program: deps.version, demonstration: centre.info().demonstration,
    isWaitingHere: shown.ok && shown.value.projection.here !== undefined, signer: { replica: replica.replica, publicKey: key.publicKey, sign: key.sign },
  });
  if (!made.ok) return fail(job, made.error);
  job.archive = made.value.archive;
  job.state = { id: job.id, ...readyOf(made.value, `${state.value.registration.number}-${words[language].t("paper.file.evidence")}-${desk.businessDate()}.zip`) };
}

const AWAY: ReadonlySet<string> = new Set(["offline", "signed-out", "stopped"]);
const fail = (job: Job, error: CodedError): void => void (job.state = { id: job.id, kind: "failed", error });

function readyOf({ archive, report, missing }: Evidence, name: string) {
  return { kind: "ready" as const, name, size: archive.size, missing: missing.length, fromCentre: report.statement !== undefined, verdict: report.verdict, fingerprints: report.fingerprints };
}

/** The centre's own telling where it answers; else, or where it is of a version before, what is known here. */
async function gatherHistory({ desk, replica, centre, address, transport, engine }: EvidenceDeskParts, file: FileId): Promise<Result<Gathered, CodedError>> {
  const known = { keys: (centre.hello()?.receiptKeys ?? []).map(({ kid, x }) => ({ kid, x })), centre: address().centre };
  const told = await createAskCentre(address, engine)((token, where) => transport.history(token, { ...where, replica: replica.replica, file }));
  if (told.ok) return ok(historyOfCentre(known, told.value));
  const read = readProjection(desk.db.read, desk, file);
  const truth = read.ok ? read.value.known.truth : undefined;
  return truth === undefined ? err({ code: "G2008" }) : ok(historyFromHere(known, desk.db.read, truth.stored));
}
