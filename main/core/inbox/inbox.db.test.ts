import { describe, expect, test } from "vitest";
import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";
import type { InboxEntry } from "../../../shared/bridge/inbox-views.ts";
import type { Hello } from "../../../shared/sync/protocol.ts";
import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import { id, type ChangeId, type FileId } from "../../../shared/kernel/ids.ts";
import { tellInbox } from "../../../shared/i18n/inbox-words.ts";
import { words } from "../../../shared/i18n/texts.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { TRAINING_SIREN } from "../../../shared/pge/training-company.ts";
import { insertDocument } from "../db/documents.ts";
import { listBySiren, putRow, type StoredRow } from "../db/file-rows.ts";
import { findInboxQuestion } from "../db/inbox-rows.ts";
import { listWaiting, purgeAnswered } from "../db/outbox.ts";
import { putSetting } from "../db/settings.ts";
import { sql } from "../db/sql.ts";
import { createFile, saveField, sealFile, settleConflict, submitFile } from "../files/file-work.ts";
import { packName } from "../../../shared/pge/packs/packs.ts";
import { pgeFrance } from "../../../shared/pge/packs/pge-france.ts";
import { viewFile } from "../files/file-view.ts";
import { recordStep } from "../files/record-step.ts";
import { BRANCH, EPOCH, OTHER_BRANCH } from "../test-support/fake-centre.ts";
import { COMPLETE } from "../test-support/open-core.ts";
import { createPureCentre } from "../test-support/pure-centre.ts";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { rescueWork } from "../session/rescue-work.ts";
import { takeVerdicts } from "../sync/take-verdicts.ts";
import { dismissEntry } from "./dismiss.ts";
import { giveUpLeftWork, listGivenUpWork, readLeftWork } from "./left-work.ts";
import { countInbox, listInbox } from "./list-inbox.ts";

const CALM: SyncStatus = { kind: "idle", waiting: 0, progress: undefined, lastContactAt: undefined, oldestWaitingAt: undefined, toSettle: 0, error: undefined, nextTryAt: undefined };
const FACTS = { status: CALM, clockOffMs: undefined };
const DAY_MS = 86_400_000;
const HELLO: Hello = {
  name: "guichet", protocol: 1, minProtocol: 1, centre: EPOCH, epoch: { n: 1, id: EPOCH }, businessDate: "2020-05-15", rules: packName(pgeFrance), reference: "1", now: 0, issuer: "", clientId: "", audience: "", receiptKeys: [], sealingKeys: [],
};

const inbox = (desk: TestDesk): readonly InboxEntry[] => {
  const { entries, total } = listInbox(desk, FACTS, { offset: 0, limit: 100 });
  expect(countInbox(desk, FACTS)).toBe(total);
  return entries;
};
const kinds = (desk: TestDesk) => inbox(desk).map(({ kind }) => kind);
const type = (desk: TestDesk, file: FileId, fields: Readonly<Record<string, unknown>>): void => {
  for (const [field, value] of Object.entries(fields)) unwrap(saveField(desk, file, field, value), field);
};
function newFile(desk: TestDesk, fields: Readonly<Record<string, unknown>> = COMPLETE): FileId {
  const { file } = unwrap(createFile(desk), "create");
  type(desk, file, fields);
  unwrap(sealFile(desk, file), "seal");
  return file;
}
/** Two desks with the same file, both up to date. */
async function shared(decide?: () => CodedError | undefined) {
  const centre = createPureCentre(decide);
  const [anne, bruno] = [await openTestDesk("anne"), await openTestDesk("bruno")];
  const file = newFile(anne);
  anne.push(centre);
  for (const desk of [anne, bruno]) desk.pull(centre);
  return { centre, anne, bruno, file };
}
/** A choice of Bruno's that came too late, what he typed behind it, and the file then in another branch. */
async function left() {
  const { centre, anne, bruno, file } = await shared();
  for (const [desk, amount] of [[anne, 10_000_000], [bruno, 15_000_000]] as const) {
    type(desk, file, { amount });
    unwrap(sealFile(desk, file), "seal");
    desk.push(centre);
  }
  for (const desk of [anne, bruno]) desk.pull(centre);
  unwrap(settleConflict(bruno, file, "amount", 10_000_000, 15_000_000), "settle");
  type(bruno, file, { city: "Brest" });
  unwrap(sealFile(bruno, file), "seal");
  unwrap(settleConflict(anne, file, "amount", 10_000_000, 10_500_000), "settle");
  for (const desk of [anne, bruno]) desk.push(centre);
  centre.move(file, OTHER_BRANCH);
  bruno.pull(centre);
  return { centre, bruno, file };
}

describe("[WS24] an entry of each kind about a file", () => {
  test("a refused submission, with its reason and its field; it goes when it is mended", async () => {
    let refusal: CodedError | undefined = { code: "G2004", fields: [{ field: "amount", reason: "PLAFOND_DEPASSE" }] };
    const centre = createPureCentre(() => refusal);
    const desk = await openTestDesk("anne");
    const file = newFile(desk);
    unwrap(submitFile(desk, file, 0), "submit");
    expect(inbox(desk)).toEqual([]);
    desk.push(centre);
    desk.pull(centre);
    expect(inbox(desk)).toMatchObject([{ kind: "refused", file, name: COMPLETE.legalName, siren: COMPLETE.siren, error: { code: "G2004" }, fields: ["amount"] }]);
    refusal = undefined;
    unwrap(submitFile(desk, file, unwrap(viewFile(desk, file), "view").version), "again");
    desk.push(centre);
    desk.pull(centre);
    expect(inbox(desk)).toEqual([]);
  });

  test("a field entered in two places; it goes for both when one chooses", async () => {
    const { centre, anne, bruno, file } = await shared();
    for (const [desk, amount] of [[anne, 10_000_000], [bruno, 15_000_000]] as const) {
      type(desk, file, { amount });
      unwrap(sealFile(desk, file), "seal");
      desk.push(centre);
    }
    for (const desk of [anne, bruno]) {
      desk.pull(centre);
      expect(inbox(desk)).toMatchObject([{ kind: "conflict", file, fields: ["amount"], error: { code: "G2007" } }]);
    }
    unwrap(settleConflict(anne, file, "amount", 10_000_000, 15_000_000), "settle");
    anne.push(centre);
    for (const desk of [anne, bruno]) {
      desk.pull(centre);
      expect(inbox(desk)).toEqual([]);
    }
  });

  test("work that is older than a day and here only; it goes when it is at the centre", async () => {
    const [desk, centre] = [await openTestDesk("anne"), createPureCentre()];
    const file = newFile(desk);
    expect(inbox(desk)).toEqual([]);
    desk.clock.now += DAY_MS;
    expect(inbox(desk)).toMatchObject([{ kind: "here-old", file, count: 1, isAhead: false }]);
    desk.push(centre);
    desk.pull(centre);
    expect(inbox(desk)).toEqual([]);
  });

  test("[WS25] where the clock went back, work here only is told as of an unknown age, and the clock beside it", async () => {
    const desk = await openTestDesk("anne");
    const file = newFile(desk);
    desk.clock.now -= 3 * DAY_MS;
    expect(inbox(desk)).toMatchObject([{ kind: "here-old", file, isAhead: true }, { kind: "clock-off", isAhead: true, offMs: undefined }]);
  });

  test("an edit that met a registered file, until it was seen: the proposal stays in the file", async () => {
    const { centre, anne, bruno, file } = await shared();
    unwrap(submitFile(anne, file, 1), "submit");
    anne.push(centre);
    const amend = (amount: number): void => {
      type(bruno, file, { amount });
      unwrap(sealFile(bruno, file), "seal");
    };
    amend(19_000_000);
    type(bruno, file, { city: "Brest" });
    unwrap(sealFile(bruno, file), "seal");
    bruno.push(centre);
    bruno.pull(centre);
    expect(inbox(bruno)).toMatchObject([{ kind: "amendment", file, count: 2, fields: ["amount", "city"] }]);
    unwrap(dismissEntry(bruno, { kind: "amendment", file }), "seen");
    expect(inbox(bruno)).toEqual([]);
    expect(unwrap(viewFile(bruno, file), "view").amendments).toMatchObject([{ field: "amount", value: 19_000_000 }, { field: "city" }]);
  });

  test("a document that was refused, and one that could not be sent", async () => {
    const [desk, centre] = [await openTestDesk("anne"), createPureCentre()];
    const file = newFile(desk);
    desk.push(centre);
    desk.pull(centre);
    desk.db.transaction((db) => insertDocument(db, { file, document: "a".repeat(64), size: 10, storeName: "x", contentKey: new Uint8Array(32), here: 10, whole: true, direction: "up" }));
    expect(inbox(desk)).toEqual([]);
    desk.db.transaction((db) => void db.run(sql`UPDATE document SET stopped = 1, error = 'G7002'`));
    expect(inbox(desk)).toMatchObject([{ kind: "document", file, error: { code: "G7002" }, count: 1 }]);
    desk.db.transaction((db) => void db.run(sql`UPDATE document SET direction = NULL, stopped = 0`));
    expect(inbox(desk)).toEqual([]);
  });

  test("what is held back behind a refusal that is about no field, until it goes with her next entry", async () => {
    const [desk, centre] = [await openTestDesk("anne"), createPureCentre()];
    const file = newFile(desk);
    desk.push(centre);
    desk.pull(centre);
    type(desk, file, { city: "Brest" });
    unwrap(sealFile(desk, file), "seal");
    unwrap(takeVerdicts(desk, 2, [{ kind: "skipped", cause: id<ChangeId>(file) }]), "verdict");
    expect(inbox(desk)).toMatchObject([{ kind: "held-back", file, error: { code: "G2009" }, fields: ["city"], count: 1 }]);
    type(desk, file, { tradeName: "Les Écluses" });
    unwrap(sealFile(desk, file), "seal");
    expect(inbox(desk)).toEqual([]);
  });

  test("[LI13] what the centre did by itself, to who follows the file and who answers for the branch; each act until it was seen", async () => {
    const { centre, anne, bruno, file } = await shared();
    unwrap(submitFile(anne, file, 1), "submit");
    anne.push(centre);
    const [first, second] = ["0190c0de-0000-7000-8000-0000000000a1", "0190c0de-0000-7000-8000-0000000000a2"];
    centre.act(file, { kind: "corrected", amount: 12_000_000 }, first);
    for (const desk of [anne, bruno]) desk.pull(centre);
    expect(inbox(bruno)).toEqual([]);
    expect(inbox(anne)).toMatchObject([{ kind: "centre-act", file, name: "Boulangerie des Écluses", act: { act: "corrected", amount: 12_000_000, why: "Montant mal saisi.", asked: "Ticket 4512" } }]);
    expect(tellInbox(inbox(anne)[0] as InboxEntry, words.fr, Date.now())).toMatchObject({ what: "Acte du centre", reason: expect.stringMatching(/^Montant corrigé par le centre.: 120.000.€\. Motif.: Montant mal saisi\.$/), todo: "Lire le suivi" });
    unwrap(dismissEntry(anne, { kind: "centre-act", file }), "seen");
    expect(inbox(anne)).toEqual([]);
    bruno.setMe({ ...bruno.me(), role: "manager" });
    centre.act(file, { kind: "cancelled" }, second);
    for (const desk of [anne, bruno]) desk.pull(centre);
    for (const desk of [anne, bruno]) expect(inbox(desk)).toMatchObject([{ kind: "centre-act", file, act: { act: "cancelled" } }]);
    const view = unwrap(viewFile(anne, file), "view");
    expect([view.status, view.updatedBy, view.life.entries.map(({ step, by, centre: mark }) => [step, by, mark?.act])]).toEqual(["cancelled", "centre", [["amended", "centre", "corrected"], ["cancelled", "centre", "cancelled"]]]);
  });

  test("[LI15] a number that the centre soon takes back, with the day, until it is approved", async () => {
    const { centre, anne } = await shared();
    const file = newFile(anne, { ...COMPLETE, siren: "552100554" });
    unwrap(submitFile(anne, file, 0), "submit");
    anne.push(centre);
    anne.pull(centre);
    const registeredAt = Number(unwrap(viewFile(anne, file), "view").registration?.registeredAt);
    const tell = (days: number, since = 0): void => anne.centre.heard({ ...HELLO, expiry: { days, warningDays: 7, since } }, 0);
    anne.clock.now = registeredAt + 22 * DAY_MS;
    expect(kinds(anne)).toEqual([]);
    tell(30);
    expect(kinds(anne)).toEqual([]);
    anne.clock.now = registeredAt + 23 * DAY_MS;
    expect(inbox(anne)).toMatchObject([{ kind: "expiring", file, until: registeredAt + 30 * DAY_MS }]);
    expect(tellInbox(inbox(anne)[0] as InboxEntry, words.fr, anne.clock.now)).toMatchObject({ what: "Numéro bientôt repris", reason: expect.stringMatching(/^Ni accord ni décaissement.: le centre reprend le numéro le \d\d\/\d\d\/\d{4}/), todo: "Lire le suivi" });
    // Under another setting the same days pass before it goes, however old the number is.
    const since = anne.clock.now;
    tell(10, since);
    expect(inbox(anne)).toMatchObject([{ kind: "expiring", until: since + 7 * DAY_MS }]);
    anne.setMe({ ...anne.me(), role: "manager" });
    centre.act(file, { kind: "expired" }, "0190c0de-0000-7000-8000-0000000000a4");
    anne.pull(centre);
    expect(inbox(anne)).toMatchObject([{ kind: "centre-act", act: { act: "expired" } }]);
    expect(tellInbox(inbox(anne)[0] as InboxEntry, words.en, anne.clock.now).reason).toBe("Reservation expired: the centre took the number back, after 30 days without approval or disbursement.");
  });

  test("[LI13] work noted before the centre's act was known is kept in sight as refused, and the act stands", async () => {
    const { centre, anne, bruno, file } = await shared();
    unwrap(submitFile(anne, file, 1), "submit");
    anne.push(centre);
    bruno.pull(centre);
    anne.pull(centre);
    unwrap(recordStep(anne, file, "noted", { on: "2020-05-15", text: "Le client rappelle." }), "note");
    unwrap(recordStep(anne, file, "amended", { on: "2020-05-15", why: "Durée.", totalYears: 4 }), "amend");
    centre.act(file, { kind: "released" }, "0190c0de-0000-7000-8000-0000000000a3");
    anne.push(centre);
    anne.pull(centre);
    const view = unwrap(viewFile(anne, file), "view");
    expect([view.status, view.life.refused.map(({ step, error }) => [step, error.code]), view.life.entries.map(({ step }) => step)]).toEqual(["refused", [["amended", "G2017"]], ["cancelled", "noted"]]);
    unwrap(dismissEntry(anne, { kind: "refused-step", file }), "seen");
    expect(unwrap(viewFile(anne, file), "view").status).toBe("cancelled");
  });

  test("a file that a restored centre lost, until it was seen", async () => {
    const { anne, file } = await shared();
    anne.db.transaction((db) => void db.run(sql`UPDATE file_truth SET stale = 2`));
    expect(inbox(anne)).toMatchObject([{ kind: "lost-file", file, error: { code: "G4015" } }]);
    unwrap(dismissEntry(anne, { kind: "lost-file", file }), "seen");
    expect(inbox(anne)).toEqual([]);
  });
});

describe("[WS26] work in a file that left her branches", () => {
  test("is named with its company, shows all that it holds, and is given up only as it was shown", async () => {
    const { bruno, file } = await left();
    expect(inbox(bruno)).toMatchObject([{ kind: "left-work", file, name: COMPLETE.legalName, siren: COMPLETE.siren, count: 2, fields: ["amount", "city"] }]);
    const held = unwrap(readLeftWork(bruno.db.read, file), "held");
    expect(held.changes).toMatchObject([{ kind: "settled", code: "G2001", fields: [{ field: "amount", value: 15_000_000 }] }, { kind: "edited", code: "G2009", fields: [{ field: "city", value: "Brest" }] }]);
    const shown = held.changes.map(({ change }) => change);
    expect(giveUpLeftWork(bruno, file, shown.slice(0, 1))).toEqual({ ok: false, error: { code: "G9101" } });
    expect(kinds(bruno)).toEqual(["left-work"]);
    unwrap(giveUpLeftWork(bruno, file, shown), "give up");
    expect(inbox(bruno)).toEqual([]);
    expect(listWaiting(bruno.db.read, 10)).toEqual([]);
    expect(listGivenUpWork(bruno)).toMatchObject([{ file, name: COMPLETE.legalName, by: bruno.me().name, changes: held.changes.map(({ change, fields }) => ({ change, fields })) }]);
    expect(giveUpLeftWork(bruno, file, shown)).toEqual({ ok: false, error: { code: "G9101" } });
  });

  test("what was given up is not in sight when the file comes back, and goes with nothing", async () => {
    const { centre, bruno, file } = await left();
    unwrap(giveUpLeftWork(bruno, file, unwrap(readLeftWork(bruno.db.read, file), "held").changes.map(({ change }) => change)), "give up");
    centre.move(file, BRANCH);
    bruno.pull(centre);
    expect(unwrap(viewFile(bruno, file), "view")).toMatchObject({ pending: [], amendments: [], fields: { amount: 10_500_000 } });
    type(bruno, file, { tradeName: "Les Écluses" });
    unwrap(sealFile(bruno, file), "seal");
    bruno.push(centre);
    expect(centre.files().get(file)?.fields).toMatchObject({ tradeName: "Les Écluses", amount: 10_500_000 });
    expect(centre.files().get(file)?.fields.city).toBeUndefined();
  });

  test("what was not given up is in sight when the file comes back, and the entry gone", async () => {
    const { centre, bruno, file } = await left();
    centre.move(file, BRANCH);
    bruno.pull(centre);
    expect(kinds(bruno)).not.toContain("left-work");
    expect(unwrap(viewFile(bruno, file), "view").pending).toEqual(["city"]);
  });

  test("what was given up stays given up when the work of a damaged or copied database goes on elsewhere", async () => {
    const { bruno, file } = await left();
    const rescue = () => rescueWork({ read: bruno.db.read, found: bruno.db.lastCommit(), witnessed: undefined });
    bruno.db.transaction((db) => (["hello", "centre", "epoch"] as const).forEach((name) => putSetting(db, name, "{}")));
    expect(rescue()?.intentions.map(({ kind }) => kind)).toEqual(["settled", "edited"]);
    expect(rescue()?.marks).toMatchObject({ asides: [], left: [{ name: COMPLETE.legalName }] });
    unwrap(giveUpLeftWork(bruno, file, unwrap(readLeftWork(bruno.db.read, file), "held").changes.map(({ change }) => change)), "give up");
    expect(rescue()).toMatchObject({ intentions: [], lost: 0, marks: { asides: [{ how: "given-up", marked_by: "bruno" }, { how: "given-up" }], left: [] } });
  });

  test("[WS13] what a file that left refused stays after 90 days: it is nowhere else; what was given up goes", async () => {
    const { bruno, file } = await left();
    bruno.db.transaction((db) => void db.run(sql`UPDATE outbox SET closed = 1, resolved_at = answered_at WHERE outcome IN ('refused', 'skipped')`));
    const held = () => readLeftWork(bruno.db.read, file);
    bruno.db.transaction((db) => void purgeAnswered(db, bruno.clock.now + 1));
    const { changes } = unwrap(held(), "held");
    expect(changes).toHaveLength(2);
    unwrap(giveUpLeftWork(bruno, file, changes.map(({ change }) => change)), "give up");
    bruno.db.transaction((db) => void purgeAnswered(db, bruno.clock.now + 1));
    expect(bruno.db.read.all<{ outcome: string }>(sql`SELECT outcome FROM outbox`)).toEqual([{ outcome: "refused" }]);
  });

  test("what the other branch's centre refused for having left is told too: nobody else holds it", async () => {
    const { centre, bruno, file } = await shared();
    type(bruno, file, { city: "Brest" });
    unwrap(sealFile(bruno, file), "seal");
        centre.move(file, OTHER_BRANCH);
    bruno.pull(centre);
    unwrap(takeVerdicts(bruno, 1, [{ kind: "refused", code: "G2008", fields: [], params: {} }]), "verdict");
    expect(inbox(bruno)).toMatchObject([{ kind: "left-work", file, name: COMPLETE.legalName, count: 1, fields: ["city"] }]);
  });
});

describe("[WS27] two live files of one company", () => {
  const fileAt = (n: number): FileId => id<FileId>(`01800000-0000-7000-8000-${String(n).padStart(12, "0")}`);
  const aRow = (n: number, over: Partial<StoredRow> = {}): StoredRow => ({
    file: fileAt(n), siren: "732829320", name: `Société ${n}`, number: undefined, amount: 1, scheme: undefined, status: "incomplete", next: "complete", advisor: "anne",
    createdAt: 1_000 + n, updatedAt: 2_000 + n, hereSince: undefined, hereChanges: 0, heardSince: undefined, stageSince: undefined, acted: undefined, reservedAt: undefined, ...over,
  });
  const put = (desk: TestDesk, ...rows: readonly StoredRow[]): void => desk.db.transaction((db) => rows.forEach((row) => putRow(db, row)));

  test("of the guided company are two people learning, and no entry", async () => {
    const desk = await openTestDesk("anne");
    put(desk, aRow(1, { siren: TRAINING_SIREN }), aRow(2, { siren: TRAINING_SIREN, advisor: "bruno" }));
    expect(inbox(desk)).toEqual([]);
    expect(listBySiren(desk.db.read, TRAINING_SIREN, fileAt(1))).toEqual([]);
  });

  test("are one entry, gone with the second request said to be distinct, and back with a third", async () => {
    const desk = await openTestDesk("anne");
    put(desk, aRow(1), aRow(2, { advisor: "bruno" }));
    expect(inbox(desk)).toMatchObject([{ kind: "duplicate", file: fileAt(1), other: { file: fileAt(2), name: "Société 2" }, since: 1_002 }]);
    unwrap(dismissEntry(desk, { kind: "duplicate", file: fileAt(2), other: fileAt(1) }), "distinct");
    expect(inbox(desk)).toEqual([]);
    expect(desk.db.read.get(sql`SELECT marked_by FROM distinct_pair`)).toEqual({ marked_by: "anne" });
    put(desk, aRow(3));
    expect(inbox(desk).map(({ file, other }) => [file, other?.file])).toEqual([[fileAt(3), fileAt(1)], [fileAt(3), fileAt(2)]]);
  });

  test("both hers are told once, from the later one; two of others, or two registered, not at all", async () => {
    const desk = await openTestDesk("anne");
    put(desk, aRow(1), aRow(2));
    expect(inbox(desk)).toMatchObject([{ file: fileAt(2), other: { file: fileAt(1) } }]);
    put(desk, aRow(1, { advisor: "bruno" }), aRow(2, { advisor: "carla" }));
    expect(inbox(desk)).toEqual([]);
    put(desk, aRow(1, { status: "registered", number: "1-0000-0000-1", advisor: "bruno" }), aRow(2));
    expect(inbox(desk)).toMatchObject([{ file: fileAt(2), other: { file: fileAt(1) } }]);
    put(desk, aRow(2, { status: "registered", number: "1-0000-0000-0" }));
    expect(inbox(desk)).toEqual([]);
  });

  test("follow each change of SIREN and status", async () => {
    const desk = await openTestDesk("anne");
    const doubled = (): readonly unknown[] => desk.db.read.all<{ siren: string }>(sql`SELECT siren FROM doubled_siren ORDER BY siren`).map(({ siren }) => siren);
    put(desk, aRow(1), aRow(2, { siren: "552100554" }), aRow(3, { siren: "" }), aRow(4, { siren: "" }));
    expect(doubled()).toEqual([]);
    put(desk, aRow(2));
    expect(doubled()).toEqual(["732829320"]);
    put(desk, aRow(2, { status: "withdrawn" }));
    expect(doubled()).toEqual([]);
    put(desk, aRow(2, { status: "ready" }), aRow(1, { siren: "552100554" }), aRow(5, { siren: "552100554" }));
    expect(doubled()).toEqual(["552100554"]);
    desk.db.transaction((db) => void db.run(sql`DELETE FROM file_row WHERE file = ${Buffer.from(fileAt(5).replaceAll("-", ""), "hex")}`));
    expect(doubled()).toEqual([]);
  });
});

test("no question of the inbox looks through the list, the line or the truth", async () => {
  const desk = await openTestDesk("anne");
  const asked = { me: "anne", answers: false, expiringUpTo: 5, goneSchemes: ["RELANCE"], oldBefore: 1, ahead: 2, limit: 10 };
  for (const kind of ["refused", "conflict", "here-old", "left-work", "lost-file", "held-back", "document", "duplicate", "amendment", "centre-act", "expiring", "scheme-gone"] as const) {
    const question = findInboxQuestion(kind, asked);
    if (question === undefined) throw new Error(kind);
    const plan = desk.db.read.all<{ detail: string }>({ text: `EXPLAIN QUERY PLAN ${question.text}`, values: question.values }).map(({ detail }) => detail);
    expect(plan.filter((detail) => /^SCAN (file_row|outbox|file_truth|document|mine|other)\b(?!.*INDEX)/.test(detail)), kind).toEqual([]);
    if (kind !== "refused" && kind !== "conflict") expect(plan.filter((detail) => detail.includes("file_row_by_status")), kind).toEqual([]);
  }
});
