import type { Sealed } from "../../shared/sync/change.ts";
import type { Hello, PushAnswer, PushRequest } from "../../shared/sync/protocol.ts";
import { Line } from "../support/line.ts";
import type { DayBranch } from "./country.ts";
import { openDeskFiles, type OpenFile } from "./desk-files.ts";
import { noteVerdict, type Journal, type JournalChange, type JournalFile } from "./journal.ts";
import type { Does, PlannedFile } from "./plan.ts";
import { contentFor, type Content } from "./send-content.ts";

export type Waiting = { readonly sealed: Sealed; readonly change: JournalChange; readonly open: OpenFile };

/** What the advisor did, sealed on the workstation's line and not answered yet, and the contents that follow it. */
export type DeskQueue = {
  readonly replica: string;
  readonly publicKey: string;
  /** Sealed at once, by the rules that are here. */
  readonly act: (planned: PlannedFile, does: Does, rules: string) => void;
  readonly next: (most: number) => readonly Waiting[];
  readonly requestOf: (sent: readonly Waiting[]) => PushRequest;
  /** The advisor reads each answer and goes on. What was sent twice is answered twice: the first answer takes it off the queue. */
  readonly takeIn: (answer: PushAnswer, sent: readonly Waiting[], rules: string) => void;
  readonly waiting: () => number;
  readonly answered: () => number;
  /** Contents of documents that the centre listed and does not hold yet: the first of them. */
  readonly nextContent: () => Content | undefined;
  readonly contentSent: (content: Content) => void;
  readonly find: (file: string) => JournalFile | undefined;
};

export type QueuePlace = {
  readonly branch: DayBranch; readonly bank: string; readonly seed: string;
  readonly hello: Pick<Hello, "centre" | "epoch" | "rules" | "reference">;
  readonly journal: Journal;
  readonly now: () => number;
  /** A change has its first answer, so many ms after the press. */
  readonly onAnswered: (change: JournalChange, ms: number) => void;
};

export function openDeskQueue({ branch, bank, seed, hello, journal, now, onAnswered }: QueuePlace): DeskQueue {
  const line = new Line({ bank, branch: branch.id, author: branch.user, rules: hello.rules, reference: hello.reference }, seed);
  const own = { replica: line.replica, bank, sealed: 0, answered: 0 };
  journal.lines.push(own);
  const files = openDeskFiles({ bank, branch: branch.index, newId: () => line.newId() }, journal);
  const unanswered: Waiting[] = [];
  const contents: Content[] = [];

  function act(planned: PlannedFile, does: Does, rules: string): void {
    const done = files.act(planned, does);
    if (done === undefined) return;
    const { open, intention: { kind, base, content, mends } } = done;
    const sealed = line.seal(kind, open.entry.file, base, content, { rules, ...(mends === undefined ? {} : { mends }) });
    own.sealed += 1;
    const { change }: { readonly change: string } = JSON.parse(sealed.head);
    unanswered.push({ sealed, open, change: { seq: own.sealed, change, kind, file: open.entry, amount: open.entry.amount, sealedAt: now(), told: undefined } });
  }

  function takeIn(answer: PushAnswer, sent: readonly Waiting[], rules: string): void {
    if (unanswered[0] === sent[0]) {
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
      if (change.kind === "attached" && told.kind === "accepted") contents.push(contentFor(open.entry.file, open.planned.index));
      for (const does of files.read(open, change, told)) act(open.planned, does, rules);
    }
  }

  return {
    replica: line.replica, publicKey: line.publicKey, act, takeIn, find: files.find,
    next: (most) => unanswered.slice(0, most),
    requestOf: (sent) => line.push(hello.centre, hello.epoch.id, own.answered + 1, sent.map(({ sealed }) => sealed)),
    nextContent: () => contents[0],
    contentSent: (content) => {
      contents.splice(contents.indexOf(content), 1);
      const entry = files.find(content.file);
      if (entry !== undefined) entry.stored = content.bytes.length;
    },
    waiting: () => unanswered.length + contents.length,
    answered: () => own.answered,
  };
}
