import type { Transport } from "../../main/core/sync/transport.ts";
import type { Sealed } from "../../shared/sync/change.ts";
import type { Hello, PushAnswer } from "../../shared/sync/protocol.ts";
import type { Failure } from "../../shared/sync/sync-state.ts";
import { Line } from "../support/line.ts";
import type { DayBranch } from "./country.ts";
import { openDeskFiles, type Intention, type OpenFile } from "./desk-files.ts";
import { noteVerdict, type Journal, type JournalChange } from "./journal.ts";
import { lookAtBranch, rulesPublished } from "./look.ts";
import { createPatience } from "./patience.ts";
import type { Does, PlannedFile } from "./plan.ts";

/** One branch's workstation: seals what its advisor does, at once, network or not, and sends it by the product's own transport and rules of trying again. */
export type Desk = {
  readonly perform: (file: PlannedFile, does: Does) => void;
  /** Sealed and not answered. */
  readonly waiting: () => number;
  /** Resolves once nothing is under way. */
  readonly settled: () => Promise<void>;
  readonly close: () => void;
};

export type DeskDeps = {
  readonly branch: DayBranch;
  readonly bank: string;
  readonly hello: Pick<Hello, "centre" | "epoch" | "rules" | "reference">;
  readonly transport: Pick<Transport, "hello" | "enrol" | "push" | "pull" | "packs">;
  readonly token: () => Promise<string>;
  readonly journal: Journal;
  /** 0 to below 1. */
  readonly random: () => number;
  readonly now: () => number;
  readonly seed: string;
  /** Every batch is sent twice for now. */
  readonly isDoubling: () => boolean;
  /** A change has its first answer, so many ms after the press. */
  readonly onAnswered: (change: JournalChange, ms: number) => void;
};

type Waiting = { readonly sealed: Sealed; readonly change: JournalChange; readonly open: OpenFile };

const BATCH = 200;
/** One answer in ten is followed by a look at the branch. */
const LOOKS = 0.1;

export function createDesk({ branch, bank, hello, transport, token, journal, random, now, seed, isDoubling, onAnswered }: DeskDeps): Desk {
  const line = new Line({ bank, branch: branch.id, author: branch.user, rules: hello.rules, reference: hello.reference }, seed);
  const asker = { centre: hello.centre, epoch: hello.epoch.id, replica: line.replica };
  const own = { replica: line.replica, bank, sealed: 0, answered: 0 };
  journal.lines.push(own);
  const files = openDeskFiles({ bank, branch: branch.index, newId: () => line.newId() }, journal);
  const patience = createPatience(random);
  const unanswered: Waiting[] = [];
  let [rules, batch, cursor] = [hello.rules, BATCH, 0];
  let isEnrolled = false;
  /** Closed by whoever opened it, or stopped by what it met: it sends nothing more. */
  const end = new AbortController();
  let work: Promise<void> | undefined;

  function act(planned: PlannedFile, does: Does): void {
    const done = files.act(planned, does);
    if (done !== undefined) seal(done.open, done.intention);
  }

  function seal(open: OpenFile, { kind, base, content, mends }: Intention): void {
    const sealed = line.seal(kind, open.entry.file, base, content, { rules, ...(mends === undefined ? {} : { mends }) });
    own.sealed += 1;
    const { change }: { readonly change: string } = JSON.parse(sealed.head);
    unanswered.push({ sealed, open, change: { seq: own.sealed, change, kind, file: open.entry, amount: open.entry.amount, sealedAt: now(), told: undefined } });
  }

  async function sendAll(): Promise<void> {
    while (unanswered.length > 0 && !end.signal.aborted) {
      const failure = await sendOnce();
      if (failure === undefined) patience.reset();
      else if (isFinal(failure)) stop(`line ${line.replica} stopped: ${failure.kind}${"error" in failure ? ` ${failure.error?.code ?? ""}` : ""}`);
      else if (failure.kind === "too-large") batch = Math.max(1, Math.floor(batch / 4));
      else {
        if (failure.kind === "unreachable") batch = Math.max(1, Math.floor(batch / 2));
        await patience.wait(failure);
      }
    }
  }

  async function sendOnce(): Promise<Failure | undefined> {
    const bearer = await token();
    const refused = await enrol(bearer);
    if (refused !== undefined) return refused;
    const sent = unanswered.slice(0, batch);
    const request = line.push(hello.centre, hello.epoch.id, own.answered + 1, sent.map(({ sealed }) => sealed));
    const replies = await Promise.all(Array.from({ length: isDoubling() ? 2 : 1 }, () => transport.push(bearer, request)));
    const answers = replies.flatMap((reply) => (reply.kind === "answered" ? [reply.value] : []));
    for (const answer of answers) takeIn(answer, sent);
    const [last] = answers;
    if (last === undefined) return replies.flatMap((reply) => (reply.kind === "failed" ? [behind(reply.failure)] : []))[0];
    batch = BATCH;
    if (last.rules !== rules) rules = await rulesPublished(transport, bearer, asker, last.rules, journal) ?? rules;
    if (random() < LOOKS) cursor = await lookAtBranch(transport, bearer, asker, { branch: branch.id, n: cursor }, files.find, journal);
    return undefined;
  }

  async function enrol(bearer: string): Promise<Failure | undefined> {
    if (isEnrolled) return undefined;
    const greeted = await transport.hello(bank);
    if (greeted.kind === "failed") return greeted.failure;
    const enrolled = await transport.enrol(bearer, { protocol: 1, centre: hello.centre, replica: line.replica, publicKey: line.publicKey, device: branch.name });
    if (enrolled.kind === "failed") return enrolled.failure;
    isEnrolled = true;
    return undefined;
  }

  /** What the centre answered it has, or it was restored and nobody said so. */
  function behind(failure: Failure): Failure {
    if (failure.kind === "gap" && failure.have < own.answered) stop(`the centre has ${failure.have} changes of line ${line.replica}, and answered ${own.answered}`);
    return failure;
  }

  function takeIn(answer: PushAnswer, sent: readonly Waiting[]): void {
    const isFirst = unanswered[0] === sent[0];
    if (isFirst) {
      unanswered.splice(0, answer.verdicts.length);
      own.answered += answer.verdicts.length;
    }
    for (const [i, verdict] of answer.verdicts.entries()) {
      const one = sent[i];
      if (one === undefined) continue;
      const { change, open } = one;
      const told = verdict.kind === "duplicate" ? verdict.first : verdict;
      const isNew = change.told === undefined;
      noteVerdict(journal, change, told, answer.rules);
      if (!isNew) continue;
      onAnswered(change, now() - change.sealedAt);
      for (const does of files.read(open, change, told)) act(open.planned, does);
    }
  }

  function stop(why: string): void {
    end.abort();
    journal.faults.push(why);
  }

  return {
    perform: (planned, does) => {
      act(planned, does);
      patience.hurry();
      work ??= sendAll().finally(() => { work = undefined; });
    },
    waiting: () => unanswered.length,
    settled: async () => { await work; },
    close: () => {
      end.abort();
      patience.hurry();
    },
  };
}

/** Only a person, or another version, could change these: a fault of the day. */
const isFinal = ({ kind }: Failure): boolean => kind === "unauthorised" || kind === "stranger" || kind === "final";
