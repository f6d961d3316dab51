import type { BankRole } from "../../../shared/access/roles.ts";
import { openingOf } from "../scope.ts";
import type { SqlDriver } from "../sql.ts";

/** What happened, of which somebody is to be told. `branches` undefined: those of `about`, whose it is. */
export type MailEvent = { readonly bank: string; readonly event: string; readonly kind: string; readonly about: string | undefined; readonly branches: readonly string[] | undefined };
/** Somebody of the bank who has an address. */
export type MailPerson = { readonly person: string; readonly role: BankRole; readonly branches: readonly string[] };
/** A letter to be sent now, and to whom: as the directory says today. */
export type MailDue = { readonly bank: string; readonly mail: string; readonly kind: string; readonly files: number | null; readonly tries: number; readonly email: string | null; readonly language: string | null };
export type MailKept = Omit<MailDue, "tries"> & { readonly at: number; readonly sentAt: number | null };
export type MailCounts = { readonly waiting: number; readonly dead: number; /** Since when the oldest waits. */ readonly since: number | undefined };
type MailName = Pick<MailDue, "bank" | "mail">;

export type MailStore = {
  /** From now on, or no longer, what happens is noted for letters. */
  readonly setMail: (on: boolean, at: number) => Promise<void>;
  /** Files that wait: registered before a moment and approved by nobody; numbers whose reservation ends; by branch. Noted once for `week`. */
  readonly noteWaiting: (ask: { readonly registeredBefore: number; readonly week: string; readonly at: number }) => Promise<void>;
  /** Makes letters of what was noted, each event by one server, all of it or nothing. `decide` names who is told. Answers how many events there were. */
  readonly makeMail: (most: number, at: number, decide: (event: MailEvent, people: readonly MailPerson[], off: readonly string[]) => readonly string[]) => Promise<number>;
  /** Letters whose time has come, each to one server: no other gets it before `until`. */
  readonly claimMail: (most: number, at: number, until: number) => Promise<readonly MailDue[]>;
  readonly mailSent: (name: MailName, at: number) => Promise<void>;
  /** Not sent: tried again at `nextAt`, or never. `why`: a word of ours or an SMTP code. */
  readonly mailFailed: (name: MailName, how: { readonly nextAt: number } | { readonly deadAt: number }, why: string) => Promise<void>;
  /** Ends what is over since before a moment: letters sent or given up, and what they were about. */
  readonly forgetMail: (before: number) => Promise<void>;
  readonly mailCounts: () => Promise<MailCounts>;
  /** The newest first: the mailbox of a demonstration. */
  readonly listMail: (most: number) => Promise<readonly MailKept[]>;
};

const DAY_MS = 86_400_000;
/** Registered, and nothing recorded since that ends the waiting; a return starts it anew. */
const WAITING = `
  SELECT f.bank_id AS bank, f.branch_id AS branch, count(*)::integer AS files FROM file f CROSS JOIN LATERAL (SELECT CASE WHEN f.state LIKE '{%' THEN f.state::jsonb END AS s OFFSET 0) j
  WHERE f.status = 'registered' AND (j.s->'registration'->>'registeredAt')::bigint < $1::bigint
    AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(j.s->'life') e WHERE e->>'step' IN ('approved', 'disbursed'))
  GROUP BY f.bank_id, f.branch_id`;
const PERSON = "p.bank_id, p.person_id, p.role, (SELECT coalesce(json_agg(pb.branch_id), '[]')::text FROM person_branch pb WHERE pb.bank_id = p.bank_id AND pb.person_id = p.person_id) AS branches";

export function mailQueries(driver: SqlDriver): MailStore {
  const atWork = openingOf({ role: "ledger" });
  const reporting = openingOf({ role: "reporting", bank: undefined });
  return {
    setMail: (on, at) =>
      driver.transaction(openingOf({ role: "migrate" }), async (sql) => void (await sql.query(on ? "INSERT INTO mail_setting (since) VALUES ($1::bigint) ON CONFLICT DO NOTHING" : "DELETE FROM mail_setting WHERE since <= $1::bigint", [at]))),
    noteWaiting: async ({ registeredBefore, week, at }) => {
      const counted = await driver.transaction(reporting, async (sql) => {
        const approvals = await sql.query<{ bank: string; branch: string; files: number }>(WAITING, [registeredBefore]);
        const [expiry] = await sql.query<{ days: number; warning: number }>("SELECT days, warning_days AS warning FROM reservation_expiry");
        const ending = expiry === undefined ? [] : await sql.query<{ bank: string; branch: string; files: number }>(WAITING, [at - (expiry.days - expiry.warning) * DAY_MS]);
        return [...approvals.map((row) => ({ ...row, kind: "approvals-wait" })), ...ending.map((row) => ({ ...row, kind: "reservations-end" }))];
      });
      if (counted.length === 0) return;
      await driver.transaction(atWork, async (sql) => void (await sql.query(
        `INSERT INTO mail_event (bank_id, kind, subject, branches, files, at)
         SELECT t.bank, t.kind, t.branch || '/' || $2, ARRAY[t.branch], t.files, $3::bigint FROM jsonb_to_recordset($1::jsonb) AS t (bank uuid, branch uuid, files integer, kind text)
         WHERE EXISTS (SELECT 1 FROM mail_setting) ON CONFLICT DO NOTHING`, [JSON.stringify(counted), week, at])));
    },
    makeMail: (most, at, decide) =>
      driver.transaction(atWork, async (sql) => {
        const events = await sql.query<{ bank: string; event: string; kind: string; about: string | null; branches: string | null; files: number | null; off: string | null }>(
          `SELECT e.bank_id AS bank, e.event_id AS event, e.kind, e.about, array_to_json(e.branches)::text AS branches, e.files, b.mail_off AS off FROM mail_event e JOIN bank b ON b.bank_id = e.bank_id
           WHERE e.told_at IS NULL ORDER BY e.at LIMIT $1::int FOR UPDATE OF e SKIP LOCKED`, [most]);
        if (events.length === 0) return 0;
        const people = await sql.query<{ bank_id: string; person_id: string; role: BankRole; branches: string; email: string | null; active: boolean }>(`SELECT ${PERSON}, p.email, p.active FROM person p WHERE p.bank_id IN (SELECT t.v::uuid FROM jsonb_array_elements_text($1::jsonb) AS t (v))`, [JSON.stringify([...new Set(events.map(({ bank }) => bank))])]);
        const letters = events.flatMap((event) => {
          const own = people.filter((person) => person.bank_id === event.bank).map((person) => ({ person: person.person_id, role: person.role, isReached: person.active && person.email !== null, branches: JSON.parse(person.branches) as string[] })); // written by json_agg
          const branches = event.branches === null ? own.find(({ person }) => person === event.about)?.branches : (JSON.parse(event.branches) as string[]);
          const told = decide({ bank: event.bank, event: event.event, kind: event.kind, about: event.about ?? undefined, branches }, own.filter(({ isReached }) => isReached), event.off?.split(",") ?? []);
          return told.map((person) => ({ bank: event.bank, event: event.event, person, kind: event.kind, files: event.files }));
        });
        await sql.query(
          `INSERT INTO mail (bank_id, event_id, person_id, kind, files, made_at, next_at)
           SELECT t.bank, t.event, t.person, t.kind, t.files, $2::bigint, $2::bigint FROM jsonb_to_recordset($1::jsonb) AS t (bank uuid, event uuid, person uuid, kind text, files integer) ON CONFLICT DO NOTHING`, [JSON.stringify(letters), at]);
        await sql.query("UPDATE mail_event SET told_at = $2::bigint WHERE event_id IN (SELECT t.v::uuid FROM jsonb_array_elements_text($1::jsonb) AS t (v))", [JSON.stringify(events.map(({ event }) => event)), at]);
        return events.length;
      }),
    claimMail: (most, at, until) =>
      driver.transaction(atWork, (sql) => sql.query<MailDue>(
        `WITH due AS (
           SELECT m.bank_id, m.mail_id FROM mail m WHERE m.sent_at IS NULL AND m.dead_at IS NULL AND m.next_at <= $2::bigint ORDER BY m.next_at, m.mail_id LIMIT $1::int FOR UPDATE SKIP LOCKED
         ), claimed AS (
           UPDATE mail m SET next_at = $3::bigint, tries = m.tries + 1 FROM due WHERE m.bank_id = due.bank_id AND m.mail_id = due.mail_id RETURNING m.bank_id, m.mail_id, m.person_id, m.kind, m.files, m.tries
         )
         SELECT c.bank_id AS bank, c.mail_id AS mail, c.kind, c.files, c.tries, CASE WHEN p.active THEN p.email END AS email, coalesce(p.language, b.language) AS language
         FROM claimed c JOIN person p ON p.bank_id = c.bank_id AND p.person_id = c.person_id JOIN bank b ON b.bank_id = c.bank_id`, [most, at, until])),
    mailSent: ({ bank, mail }, at) =>
      driver.transaction(atWork, async (sql) => void (await sql.query("UPDATE mail SET sent_at = $3::bigint, why = NULL WHERE bank_id = $1::uuid AND mail_id = $2::uuid AND dead_at IS NULL", [bank, mail, at]))),
    mailFailed: ({ bank, mail }, how, why) =>
      driver.transaction(atWork, async (sql) => void (await sql.query(
        "UPDATE mail SET next_at = coalesce($3::bigint, next_at), dead_at = $4::bigint, why = $5 WHERE bank_id = $1::uuid AND mail_id = $2::uuid AND sent_at IS NULL",
        [bank, mail, "nextAt" in how ? how.nextAt : null, "deadAt" in how ? how.deadAt : null, why]))),
    forgetMail: (before) =>
      driver.transaction(atWork, async (sql) => {
        await sql.query("DELETE FROM mail WHERE coalesce(sent_at, dead_at) < $1::bigint", [before]);
        await sql.query("DELETE FROM mail_event e WHERE e.told_at < $1::bigint AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.bank_id = e.bank_id AND m.event_id = e.event_id)", [before]);
      }),
    mailCounts: () =>
      driver.transaction(atWork, async (sql) => {
        const [row] = await sql.query<{ waiting: number; dead: number; since: number | null }>(
          "SELECT count(*) FILTER (WHERE dead_at IS NULL) AS waiting, count(*) FILTER (WHERE dead_at IS NOT NULL) AS dead, min(made_at) FILTER (WHERE dead_at IS NULL) AS since FROM mail WHERE sent_at IS NULL");
        return { waiting: row?.waiting ?? 0, dead: row?.dead ?? 0, since: row?.since ?? undefined };
      }),
    listMail: (most) =>
      driver.transaction(atWork, (sql) => sql.query<MailKept>(
        `SELECT m.bank_id AS bank, m.mail_id AS mail, m.kind, m.files, m.made_at AS at, m.sent_at AS "sentAt", p.email, coalesce(p.language, b.language) AS language
         FROM mail m JOIN person p ON p.bank_id = m.bank_id AND p.person_id = m.person_id JOIN bank b ON b.bank_id = m.bank_id ORDER BY m.made_at DESC, m.mail_id LIMIT $1::int`, [most])),
  };
}
