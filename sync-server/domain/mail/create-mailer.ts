import { renderLetter } from "../../../shared/i18n/mail-words.ts";
import { parisDate } from "../../../shared/kernel/paris-date.ts";
import { isMailKind, recipientsOf } from "../../../shared/mail/mail-kinds.ts";
import type { MailCounts, MailDue, Store } from "../../store/store.ts";

/** Hands a letter over to whoever carries it. Throws {@link NotCarried}; anything else counts as one that may be tried again. */
export type CarryMail = (letter: { readonly id: string; readonly to: string; readonly subject: string; readonly text: string }) => Promise<void>;
/** `forGood`: this letter will never be taken. `why`: a word of ours or a code of the protocol, never what the other side wrote. */
export class NotCarried extends Error {
  readonly why: string;
  readonly forGood: boolean;
  constructor(why: string, forGood: boolean) {
    super(why);
    [this.why, this.forGood] = [why, forGood];
  }
}

export type Mailer = {
  /** What is due: reminders noted, letters made, letters sent. One at a time in this process. */
  readonly run: () => Promise<void>;
  readonly counts: () => MailCounts & { readonly sent: number; readonly failed: number };
  readonly stop: () => Promise<void>;
};
type Parts = {
  readonly store: Pick<Store, "noteWaiting" | "makeMail" | "claimMail" | "mailSent" | "mailFailed" | "mailCounts" | "forgetMail">;
  readonly carry: CarryMail; readonly waitingDays: number; readonly now: () => number; readonly onError: (error: unknown) => void;
  /** A letter was given up: its kind and why. */
  readonly onDead: (fact: { readonly kind: string; readonly why: string }) => void;
};

const LOOK_MS = 30_000;
/** Reminders read every state: seldom. */
const REMIND_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MOST = 50;
/** How long it is kept what was sent to whom. */
const KEPT_MS = 90 * DAY_MS;
/** Nobody else tries a letter that is being sent; longer than a sending ever takes. */
const LEASE_MS = 5 * 60_000;
/** After each failure; after the last, never again: two days in all. */
const PAUSES_MS = [60_000, 5 * 60_000, 30 * 60_000, 2 * 3_600_000, 6 * 3_600_000, 12 * 3_600_000, DAY_MS] as const;

/**
 * [ML3] Letters leave at least once: each is claimed, handed over, then marked. Where a server dies between the last two, the letter leaves again once its lease is over, under the same Message-ID, by which a receiving
 * server may know it. No mail protocol does better.
 */
export function createMailer({ store, carry, waitingDays, now, onError, onDead }: Parts): Mailer {
  const stopping = new AbortController();
  let [counts, sent, failed]: [MailCounts, number, number] = [{ waiting: 0, dead: 0, since: undefined }, 0, 0];
  let running: Promise<void> | undefined;
  let remindedAt = -Infinity;

  async function send(due: MailDue): Promise<void> {
    const name = { bank: due.bank, mail: due.mail };
    try {
      if (!isMailKind(due.kind)) throw new NotCarried("unknown-kind", true);
      if (due.email === null) throw new NotCarried("no-address", true);
      await carry({ id: due.mail, to: due.email, ...renderLetter(due.kind, due.files ?? undefined, due.language === "en" ? "en" : "fr") });
    } catch (error) {
      failed += 1;
      const why = error instanceof NotCarried ? error.why : "fault";
      const pause = error instanceof NotCarried && error.forGood ? undefined : PAUSES_MS[due.tries - 1];
      await store.mailFailed(name, pause === undefined ? { deadAt: now() } : { nextAt: now() + pause }, why);
      if (pause === undefined) onDead({ kind: due.kind, why });
      if (!(error instanceof NotCarried)) onError(error);
      return;
    }
    await store.mailSent(name, now());
    sent += 1;
  }
  async function look(): Promise<void> {
    const at = now();
    if (at - remindedAt >= REMIND_MS) {
      await store.noteWaiting({ registeredBefore: at - waitingDays * DAY_MS, week: weekOf(at), at });
      await store.forgetMail(at - KEPT_MS);
      remindedAt = at;
    }
    while (!stopping.signal.aborted && (await store.makeMail(MOST, now(), ({ kind, about, branches }, people, off) => (isMailKind(kind) && !off.includes(kind) ? recipientsOf(kind, { person: about, branches }, people) : []))) === MOST);
    // One at a time: what a server holds when it dies waits for its lease, and a slow sending must not outlast it.
    for (let [due] = await store.claimMail(1, now(), now() + LEASE_MS); due !== undefined && !stopping.signal.aborted; [due] = await store.claimMail(1, now(), now() + LEASE_MS)) await send(due);
    counts = await store.mailCounts();
  }
  const run = (): Promise<void> => (running ??= look().finally(() => { running = undefined; }));
  const timer = setInterval(() => void run().catch(onError), LOOK_MS).unref();
  return {
    run,
    counts: () => ({ ...counts, sent, failed }),
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      await running?.catch(() => undefined);
    },
  };
}

/** The Monday of the week, in Paris: a reminder is told once a week. */
function weekOf(at: number): string {
  const day = new Date(`${parisDate(at)}T00:00:00Z`);
  return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * DAY_MS).toISOString().slice(0, 10);
}
