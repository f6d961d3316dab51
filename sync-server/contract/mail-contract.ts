import { afterAll, beforeAll, expect, test } from "vitest";
import { instant } from "../../shared/kernel/instant.ts";
import { renderLetter } from "../../shared/i18n/mail-words.ts";
import { isMailKind } from "../../shared/mail/mail-kinds.ts";
import { createMailer, NotCarried, type CarryMail } from "../domain/mail/create-mailer.ts";
import { openStore } from "../store/open-store.ts";
import { openingOf } from "../store/scope.ts";
import type { SqlDriver } from "../store/sql.ts";
import type { Store } from "../store/store.ts";
import { approving, decidePolicy } from "../testing/approving-bank.ts";
import { created, freshSiren, submitted } from "../testing/contract-world.ts";
import { PLANTED } from "../testing/reporting-story.ts";
import { createSmallWorld } from "../testing/small-world.ts";
import { soundFields } from "../testing/sound-fields.ts";
import { createWorkstation, newId } from "../testing/workstation.ts";
import type { OpenReporting } from "./reporting-contract.ts";

const DAY = 86_400_000;
type Letter = Parameters<CarryMail>[0];

/** What every store and the mailer on it must do with letters. */
export function mailContract(open: OpenReporting): void {
  let opened: Awaited<ReturnType<OpenReporting>> & { readonly store: Store };
  beforeAll(async () => {
    const { driver, close } = await open();
    opened = { driver, close, store: await openStore(driver) };
  });
  afterAll(async () => await opened.close());
  const driver = (): SqlDriver => opened.driver;
  const store = (): Store => opened.store;

  /** A bank where everybody but Luc and Ada has an address, Odile reads English, and nothing of before waits. `at` moves the clock of letters. */
  async function made(off: readonly string[] = []) {
    await driver().administer(async (sql) => await sql.script("SET search_path TO guichet; DELETE FROM mail; DELETE FROM mail_event; RESET search_path"));
    const plain = approving(false);
    const directory = { ...plain, banks: plain.banks.map((bank) => ({ ...bank, mailOff: off, persons: bank.persons.map((person) => ({ ...person, ...(person.name === "luc" || person.name === "ada" ? {} : { email: `${person.name}@bank.example` }), ...(person.name === "odile" ? { language: "en" as const } : {}) })) })) };
    let at = Date.now();
    const world = await createSmallWorld(store(), { directory, now: () => instant(at) });
    await store().setMail(true, 0);
    const bank = directory.banks[0]?.id ?? "";
    const sent: Letter[] = [];
    const mailer = (carry: CarryMail = async (letter) => void sent.push(letter), on: Store = store()) =>
      createMailer({ store: on, carry, waitingDays: 3, now: () => at, onError: () => {}, onDead: (fact) => void dead.push(fact) });
    const dead: unknown[] = [];
    const wait = async (name: string) => await createWorkstation(world.services, await world.caller(name), world.address).enrol();
    // Two administrators decide that; what they are told of their own words is not what is looked at.
    const approve = async (): Promise<void> => {
      await store().setMail(false, Date.now());
      await decidePolicy(store(), directory, { approveWorkstations: true });
      await store().setMail(true, 0);
      at += 10_000; // what the centre remembers of the policy is over
    };
    return { ...world, bank, sent, dead, mailer, wait, approve, pass: (ms: number) => void (at += ms), now: () => at };
  }
  const to = (letters: readonly Letter[]): readonly string[] => letters.map((letter) => letter.to.split("@")[0] ?? "").toSorted((a, b) => (a < b ? -1 : 1));

  test("[ML1] a workstation waits: those who may approve it are written to, each once, in her language", async () => {
    const it = await made();
    await it.approve();
    await it.wait("marie");
    await it.mailer().run();
    await it.mailer().run();
    expect(to(it.sent)).toEqual(["anna", "odile", "root"]);
    expect(it.sent.map(({ to: address, subject }) => [address.startsWith("odile"), subject.includes("workstation")]).every(([isOdile, isEnglish]) => isOdile === isEnglish)).toBe(true);
  });

  test("[ML1] a kind that the bank wants none of is not written; what happens while letters are off is not noted", async () => {
    const it = await made(["workstation-waits"]);
    await it.approve();
    await it.wait("marie");
    await it.mailer().run();
    expect(it.sent).toEqual([]);
    const other = await made();
    await other.approve();
    await store().setMail(false, Date.now());
    await other.wait("marie");
    await store().setMail(true, 0);
    await other.mailer().run();
    expect(other.sent).toEqual([]);
  });

  test("[ML3] an event is noted in the transaction that makes it, and goes with it", async () => {
    const it = await made();
    const ask = (isKept: boolean) => driver().transaction(openingOf({ role: "write", ...scopeOf(it) }), async (sql) => {
      await sql.query("INSERT INTO two_word (bank_id, word_id, kind, subject, detail, asked_by, asked_at, until) SELECT scope_bank(), gen_random_uuid(), 'device', gen_random_uuid(), 'revoke', $1::uuid, 1, 2", [it.directory.banks[0]?.persons[0]?.id ?? ""]);
      if (!isKept) throw new Error("rolled back");
    });
    await ask(false).catch(() => undefined);
    await it.mailer().run();
    expect(it.sent).toEqual([]);
    await ask(true);
    await it.mailer().run();
    expect(to(it.sent)).toEqual(["anna", "odile", "root"]);
  });
  const scopeOf = (it: Awaited<ReturnType<typeof made>>) => {
    const [bank] = it.directory.banks;
    return { bank: it.bank, branches: bank?.branches.map(({ id }) => id) ?? [], persons: bank?.persons.map(({ id }) => id) ?? [] };
  };

  test("[ML1] a word that needs two is told by what it is about, and to whom it is for", async () => {
    const it = await made();
    for (const kind of ["file-hold", "recovery-key"]) {
      await driver().transaction(openingOf({ role: "write", ...scopeOf(it) }), (sql) =>
        sql.query("INSERT INTO two_word (bank_id, word_id, kind, subject, detail, asked_by, asked_at, until) SELECT scope_bank(), gen_random_uuid(), $2, gen_random_uuid(), 'x', $1::uuid, 1, 2", [it.directory.banks[0]?.persons[0]?.id ?? "", kind]));
    }
    await it.mailer().run();
    const of = (words: string) => to(it.sent.filter(({ subject }) => subject.includes(words)));
    expect([of("conservation"), of("décision de la banque"), it.sent.length]).toEqual([["anna", "root"], ["root"], 4]);
  });

  test("[ML3] of several servers one sends each letter", async () => {
    const it = await made();
    await it.approve();
    for (const name of ["marie", "paul", "lea"]) await it.wait(name);
    await Promise.all([1, 2, 3].map(async () => await it.mailer().run()));
    expect(new Set(it.sent.map(({ id }) => id)).size).toBe(it.sent.length);
    expect(it.sent).toHaveLength(9);
    expect(await store().mailCounts()).toEqual({ waiting: 0, dead: 0, since: undefined });
  });

  test("[ML3] sent and not marked, for the server died: it leaves again after its lease, under the same name; before that nobody sends it", async () => {
    const it = await made();
    await it.approve();
    await it.wait("marie");
    await it.mailer(undefined, { ...store(), mailSent: async () => { throw new Error("the server died"); } }).run().catch(() => undefined);
    expect(it.sent).toHaveLength(1);
    await it.mailer().run();
    expect(it.sent).toHaveLength(3);
    it.pass(5 * 60_000 + 1);
    await it.mailer().run();
    expect(it.sent).toHaveLength(4);
    expect(new Set(it.sent.map(({ id }) => id)).size).toBe(3);
    it.pass(DAY);
    await it.mailer().run();
    expect(it.sent).toHaveLength(4);
  });

  test("[ML4] what is not taken is tried later and later, and given up after two days; a refusal for good, and who has no address any more, at once", async () => {
    const it = await made();
    await it.approve();
    await it.wait("marie");
    let tries = 0;
    const carry: CarryMail = async (letter) => {
      if (letter.to.startsWith("odile")) throw new NotCarried("EENVELOPE-550", true);
      tries += letter.to.startsWith("anna") ? 1 : 0;
      throw new NotCarried("ECONNECTION", false);
    };
    await it.mailer(carry).run();
    expect([tries, it.dead]).toEqual([1, [{ kind: "workstation-waits", why: "EENVELOPE-550" }]]);
    await it.mailer(carry).run();
    expect(tries).toBe(1);
    for (let hour = 0; hour < 72; hour += 1) {
      it.pass(DAY / 24);
      await it.mailer(carry).run();
    }
    expect([tries, it.dead.length, await store().mailCounts()]).toEqual([8, 3, { waiting: 0, dead: 3, since: undefined }]);
    it.pass(80 * DAY);
    await it.mailer(carry).run();
    expect((await store().mailCounts()).dead).toBe(3);
    it.pass(20 * DAY);
    await it.mailer(carry).run();
    expect([tries, await store().listMail(10)]).toEqual([8, []]);
  });

  test("[ML1] registered files that wait to be approved are told once a week, as a number; numbers that will be given back too", async () => {
    const it = await made();
    const marie = await it.workstation("marie");
    for (let n = 0; n < 2; n += 1) {
      const file = newId();
      const [, verdict] = await marie.send(created(file, soundFields({ siren: freshSiren(), legalName: PLANTED[0], phone: PLANTED[3], email: PLANTED[4] })), submitted(file, 1));
      expect(verdict?.kind).toBe("accepted");
    }
    const own = () => it.sent.filter(({ to: address }) => address.endsWith("@bank.example"));
    await it.mailer().run();
    expect(own()).toEqual([]);
    it.pass(4 * DAY);
    await it.mailer().run();
    await it.mailer().run();
    expect([to(own()), own().every(({ text }) => /: 2\.|\u00a0: 2\./.test(text))]).toEqual([["anna", "odile", "root"], true]);
    await store().setExpiry({ days: 20, warningDays: 7 }, 0);
    it.pass(7 * DAY);
    await it.mailer().run();
    expect(own()).toHaveLength(6);
    it.pass(3 * DAY);
    await it.mailer().run();
    expect(new Set(own().map(({ subject }) => subject)).size).toBe(4);
    await store().endExpiry();
    const text = JSON.stringify([it.sent, await driver().administer(async (sql) => [await sql.query("SELECT * FROM guichet.mail"), await sql.query("SELECT * FROM guichet.mail_event")])]);
    for (const planted of [...PLANTED, "10000000", "100 000"]) expect(text).not.toContain(planted);
  });

  test("[ML5] what was written is listed, the newest first, and reads as it was sent", async () => {
    const it = await made();
    await it.approve();
    await it.wait("marie");
    await it.mailer().run();
    const kept = await store().listMail(10);
    expect(kept.map(({ email, sentAt }) => [email?.split("@")[1], sentAt === it.now()])).toEqual([["bank.example", true], ["bank.example", true], ["bank.example", true]]);
    expect(kept.map(({ mail, kind, files, language }) => ({ mail, ...(isMailKind(kind) ? renderLetter(kind, files ?? undefined, language === "en" ? "en" : "fr") : {}) })).toSorted((a, b) => (a.mail < b.mail ? -1 : 1)))
      .toEqual(it.sent.map(({ id, subject, text }) => ({ mail: id, subject, text })).toSorted((a, b) => (a.mail < b.mail ? -1 : 1)));
  });
}
