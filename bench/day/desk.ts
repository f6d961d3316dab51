import type { Transport } from "../../main/core/sync/transport.ts";
import type { Failure } from "../../shared/sync/sync-state.ts";
import { openDeskQueue, type QueuePlace } from "./desk-queue.ts";
import { lookAtBranch, rulesPublished } from "./look.ts";
import { createPatience } from "./patience.ts";
import type { Does, PlannedFile } from "./plan.ts";
import { sendContent, type ContentLine } from "./send-content.ts";

/** One branch's workstation: seals what its advisor does, at once, network or not, and sends it by the product's own transport and rules of trying again. */
export type Desk = {
  readonly perform: (file: PlannedFile, does: Does) => void;
  /** Sealed and not answered, and contents that are not at the centre. */
  readonly waiting: () => number;
  /** Resolves once nothing is under way. */
  readonly settled: () => Promise<void>;
  readonly close: () => void;
};

export type DeskDeps = QueuePlace & {
  readonly transport: Pick<Transport, "hello" | "enrol" | "push" | "pull" | "packs"> & ContentLine;
  readonly token: () => Promise<string>;
  /** 0 to below 1. */
  readonly random: () => number;
  /** Every batch is sent twice for now. */
  readonly isDoubling: () => boolean;
};

const BATCH = 200;
/** One answer in ten is followed by a look at the branch. */
const LOOKS = 0.1;

export function createDesk(deps: DeskDeps): Desk {
  const { branch, bank, hello, transport, token, journal, random, isDoubling } = deps;
  const queue = openDeskQueue(deps);
  const asker = { centre: hello.centre, epoch: hello.epoch.id, replica: queue.replica };
  const patience = createPatience(random);
  let [rules, batch, cursor, isEnrolled] = [hello.rules, BATCH, 0, false];
  /** Closed by whoever opened it, or stopped by what it met: it sends nothing more. */
  const end = new AbortController();
  let work: Promise<void> | undefined;

  async function sendAll(): Promise<void> {
    while (queue.waiting() > 0 && !end.signal.aborted) {
      const failure = await sendOnce();
      if (failure === undefined) patience.reset();
      else if (isFinal(failure)) stop(`line ${queue.replica} stopped: ${failure.kind}${"error" in failure ? ` ${failure.error?.code ?? ""}` : ""}`);
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
    const sent = queue.next(batch);
    if (sent.length === 0) return await sendContents(bearer);
    const request = queue.requestOf(sent);
    const replies = await Promise.all(Array.from({ length: isDoubling() ? 2 : 1 }, () => transport.push(bearer, request)));
    const answers = replies.flatMap((reply) => (reply.kind === "answered" ? [reply.value] : []));
    for (const answer of answers) queue.takeIn(answer, sent, rules);
    const [last] = answers;
    if (last === undefined) return replies.flatMap((reply) => (reply.kind === "failed" ? [behind(reply.failure)] : []))[0];
    batch = BATCH;
    if (last.rules !== rules) rules = await rulesPublished(transport, bearer, asker, last.rules, journal) ?? rules;
    if (random() < LOOKS) cursor = await lookAtBranch(transport, bearer, asker, { branch: branch.id, n: cursor }, queue.find, journal);
    return undefined;
  }

  /** After the line, as it is: a file first, then what it lists. */
  async function sendContents(bearer: string): Promise<Failure | undefined> {
    const content = queue.nextContent();
    if (content === undefined) return undefined;
    const failure = await sendContent(transport, bearer, asker, content);
    if (failure === undefined) queue.contentSent(content);
    return failure;
  }

  async function enrol(bearer: string): Promise<Failure | undefined> {
    if (isEnrolled) return undefined;
    const greeted = await transport.hello(bank);
    if (greeted.kind === "failed") return greeted.failure;
    const enrolled = await transport.enrol(bearer, { protocol: 1, centre: hello.centre, replica: queue.replica, publicKey: queue.publicKey, device: branch.name });
    if (enrolled.kind === "failed") return enrolled.failure;
    isEnrolled = true;
    return undefined;
  }

  /** What the centre answered it has, or it was restored and nobody said so. */
  function behind(failure: Failure): Failure {
    if (failure.kind === "gap" && failure.have < queue.answered()) stop(`the centre has ${failure.have} changes of line ${queue.replica}, and answered ${queue.answered()}`);
    return failure;
  }
  function stop(why: string): void {
    end.abort();
    journal.faults.push(why);
  }

  return {
    perform: (planned, does) => {
      queue.act(planned, does, rules);
      patience.hurry();
      work ??= sendAll().finally(() => { work = undefined; });
    },
    waiting: queue.waiting,
    settled: async () => { await work; },
    close: () => {
      end.abort();
      patience.hurry();
    },
  };
}

/** Only a person, or another version, could change these: a fault of the day. */
const isFinal = ({ kind }: Failure): boolean => kind === "unauthorised" || kind === "stranger" || kind === "final";
