import { expect, test } from "vitest";
import { tellInbox } from "../../../shared/i18n/inbox-words.ts";
import { words } from "../../../shared/i18n/texts.ts";
import { id, type FileId, type ReplicaId } from "../../../shared/kernel/ids.ts";
import { unwrap } from "../../../shared/kernel/result.ts";
import { insertDocument, listAllDocuments } from "../db/documents.ts";
import { putHeard } from "../db/heard.ts";
import { sql } from "../db/sql.ts";
import { uuidToBlob } from "../db/uuid-blob.ts";
import { listToSend } from "../db/outbox.ts";
import { createFile, saveField, sealFile } from "../files/file-work.ts";
import { viewFile } from "../files/file-view.ts";
import { verifyAll } from "../handlers/verify.ts";
import { dismissEntry } from "../inbox/dismiss.ts";
import { listInbox } from "../inbox/list-inbox.ts";
import { COMPLETE } from "../test-support/open-core.ts";
import { createPureCentre } from "../test-support/pure-centre.ts";
import { openTestDesk, type TestDesk } from "../test-support/test-desk.ts";
import { takeReofferVerdicts } from "./reoffer-verdicts.ts";

const CALM = { status: { kind: "idle", waiting: 0, progress: undefined, lastContactAt: undefined, oldestWaitingAt: undefined, toSettle: 0, error: undefined, nextTryAt: undefined }, clockOffMs: undefined } as const;
const [NAME, SIREN, IBAN, CITY] = ["Introuvable et Filles", "552100554", "FR1420041010050500013M02606", "Quimperlay"];

function newFile(desk: TestDesk, fields: Readonly<Record<string, unknown>>): FileId {
  const { file } = unwrap(createFile(desk), "create");
  for (const [field, value] of Object.entries({ ...COMPLETE, ...fields })) unwrap(saveField(desk, file, field, value), field);
  unwrap(sealFile(desk, file), "seal");
  return file;
}
/** Everything in every table, the search's own too, as bytes. */
function everything({ db }: TestDesk): string {
  const tables = db.read.all<{ name: string }>(sql`SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'file_search'`);
  return tables.flatMap(({ name }) => db.read.all<Record<string, unknown>>({ text: `SELECT * FROM ${name}`, values: [] })
    .flatMap((row) => Object.values(row).map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : String(value))))).join("\n");
}
const found = (desk: TestDesk): readonly string[] => [NAME, "introuvable", SIREN, IBAN, CITY].filter((what) => everything(desk).includes(what));
const entries = (desk: TestDesk) => listInbox(desk, CALM, { offset: 0, limit: 10 }).entries;

/** A client of Anne's with everything that a workstation can hold of one, and another that stays. */
async function filled() {
  const centre = createPureCentre();
  const desk = await openTestDesk("anne");
  const kept = newFile(desk, { legalName: "Qui reste" });
  const file = newFile(desk, { legalName: NAME, siren: SIREN, iban: IBAN });
  desk.push(centre);
  desk.pull(centre);
  desk.db.transaction((db) => {
    db.run(sql`INSERT INTO set_aside (subject, file, how, marked_by, marked_at, held) VALUES (${uuidToBlob("01800000-0000-7000-8000-000000000001")}, ${uuidToBlob(file)}, 'given-up', 'anne', 1, ${NAME})`);
    db.run(sql`INSERT INTO import_job (digest, name, format, epoch1904, titles, targets, remembered, state) VALUES (x'00', 'clients.csv', 'csv', 0, '[]', '[]', 0, 'done')`);
    db.run(sql`INSERT INTO import_row (job, line, cells, outcome, mended, file) VALUES (1, 2, ${JSON.stringify([NAME, SIREN])}, 'taken', ${JSON.stringify([NAME])}, ${uuidToBlob(file)})`);
    db.run(sql`INSERT INTO imported_row (content, subject, file, job, line) VALUES (x'01', x'02', ${uuidToBlob(file)}, 1, 2)`);
    db.run(sql`INSERT INTO lookup_answer (source, query, answer, at) VALUES ('recherche-entreprises', ${SIREN}, ${JSON.stringify({ name: NAME })}, 1)`);
    db.run(sql`INSERT INTO field_mark (file, field, value, source, at) VALUES (${uuidToBlob(file)}, 'legalName', ${NAME}, 'insee', 1)`);
    db.run(sql`INSERT INTO file_seen (file, at) VALUES (${uuidToBlob(file)}, 1)`);
    db.run(sql`INSERT INTO former_line (replica, seq, head, body, salt, hash, verdict) VALUES (x'03', 1, ${JSON.stringify({ file })}, ${JSON.stringify({ fields: { legalName: NAME } })}, 's', 'h', ${JSON.stringify({ kind: "accepted", version: 1, n: 1, conflicts: [], receipt: SIREN })})`);
    insertDocument(db, { file, document: "d".repeat(64), size: 10, storeName: "content", contentKey: new Uint8Array(32), here: 10, whole: true, direction: "up" });
    const head = (of: FileId) => JSON.stringify({ file: of });
    const changes = [file, kept].map((of, i) => ({ seq: i + 1, hash: `h${i}`, file: of as string, kind: "edited", head: head(of), body: JSON.stringify({ edits: { city: { from: null, to: of === file ? CITY : "Nantes" } } }) }));
    putHeard(db, { replica: id<ReplicaId>("01800000-0000-7000-8000-0000000000aa"), first: 1, last: 2, content: JSON.stringify({ bank: "b", push: { changes: changes.map(({ head: h, body }) => ({ head: h, body, salt: "s" })) } }), changes }, 1, 0);
  });
  return { centre, desk, file, kept };
}

test("[ER17] a file that the centre erased leaves nothing on this computer, in one transaction; the line verifies, and the other file is as it was", async () => {
  const { centre, desk, file, kept } = await filled();
  expect(found(desk)).toEqual([NAME, "introuvable", SIREN, IBAN, CITY]);
  centre.erase(file, "2022-04-15");
  desk.pull(centre);
  expect(found(desk)).toEqual([]);
  expect(viewFile(desk, file).ok).toBe(false);
  expect(unwrap(viewFile(desk, kept), "kept").fields.legalName).toBe("Qui reste");
  expect(everything(desk)).toContain("Nantes"); // of the same heard push, of another file
  expect((await verifyAll(desk)).faults).toEqual([]);
  expect(listAllDocuments(desk.db.read).map(({ direction }) => direction)).toEqual([undefined]); // its content is nobody's: open-documents.ts removes it
});

test("[ER17] what was typed or sealed and not yet taken goes too, leaves the line without its body and is refused; she is told once, without a name", async () => {
  const { centre, desk, file } = await filled();
  unwrap(saveField(desk, file, "city", CITY), "city");
  unwrap(sealFile(desk, file), "seal");
  unwrap(saveField(desk, file, "tradeName", NAME), "name");
  centre.erase(file, "2022-04-15");
  desk.pull(centre);
  expect(found(desk)).toEqual([]);
  expect(listToSend(desk.db.read, 3, 10).map(({ body }) => body)).toEqual(["{}"]);
  const [told] = entries(desk);
  expect(told).toMatchObject({ kind: "erased", count: 1, name: "", siren: "", erased: { on: "2022-04-15", work: 2 } });
  if (told === undefined) throw new Error("nothing was told");
  expect(tellInbox(told, words.fr, 0).reason).toBe("1 dossier a été effacé au centre et sur ce poste : sa durée de conservation est écoulée, ou son client l’a demandé. Dernier effacement : 15/04/2022. 2 saisies à vous, que le centre n’avait pas prises, sont parties avec eux.".replaceAll(" :", "\u00a0:"));
  desk.push(centre);
  expect((await verifyAll(desk)).faults).toEqual([]);
  unwrap(dismissEntry(desk, { kind: "erased" }), "seen");
  expect(entries(desk)).toEqual([]);
});

test("[ER17] a verdict tells it before the feed does, and so does a restored centre that is offered the file again", async () => {
  for (const way of ["verdict", "re-offer"] as const) {
    const { centre, desk, file } = await filled();
    if (way === "verdict") {
      unwrap(saveField(desk, file, "city", CITY), "city");
      unwrap(sealFile(desk, file), "seal");
      centre.erase(file, "2022-04-15");
      desk.push(centre);
    } else unwrap(takeReofferVerdicts(desk, 2, [{ kind: "refused", code: "G9571", fields: [], params: { on: "2022-04-15", rule: "never-loan" } }], true), "re-offered");
    expect([way, found(desk)]).toEqual([way, []]);
    expect([way, entries(desk).map(({ kind }) => kind)]).toEqual([way, ["erased"]]);
    expect((await verifyAll(desk)).faults).toEqual([]);
  }
});

test("[ER17] what a colleague's folder still holds of it is not taken in again", async () => {
  const { centre, desk, file } = await filled();
  centre.erase(file, "2022-04-15");
  desk.pull(centre);
  const change = { seq: 3, hash: "h3", file: file as string, kind: "edited", head: JSON.stringify({ file }), body: JSON.stringify({ edits: { legalName: { from: null, to: NAME } } }) };
  desk.db.transaction((db) => putHeard(db, { replica: id<ReplicaId>("01800000-0000-7000-8000-0000000000aa"), first: 3, last: 3, content: JSON.stringify({ push: { changes: [{ head: change.head, body: change.body, salt: "s" }] } }), changes: [change] }, 1, 0));
  expect(found(desk)).toEqual([]);
});
