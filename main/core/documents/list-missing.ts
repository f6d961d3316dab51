import type { MissingDocuments } from "../../../shared/bridge/document-views.ts";
import { checklistOf, missingOf } from "../../../shared/life/checklist.ts";
import { listUnpaid } from "../db/file-rows.ts";
import type { Desk } from "../files/desk.ts";
import { toFileRow } from "../files/file-row.ts";
import { readProjection } from "../files/file-view.ts";
import { breathe } from "../breathe.ts";

/** Files looked at: those whose money is about to leave are few, and a branch that has more begins with the oldest. */
const MOST = 1_000;
const BREATH = 50;

/** [LI12] Files with a number whose money has not left and that lack documents, the oldest first. */
export async function listMissing(desk: Desk, limit: number): Promise<MissingDocuments> {
  const me = desk.me();
  const rows = listUnpaid(desk.db.read, MOST);
  const today = desk.businessDate();
  const lacking: MissingDocuments["rows"][number][] = [];
  for (const [index, row] of rows.entries()) {
    if (index % BREATH === BREATH - 1) await breathe();
    if (!desk.isOpen()) break;
    const read = readProjection(desk.db.read, desk, row.file);
    if (!read.ok) continue;
    const { fields, documents = [] } = read.value.projection.state;
    const missing = missingOf(checklistOf(fields, documents, today, false)).length;
    if (missing > 0) lacking.push({ row: toFileRow(row, me), missing });
  }
  return { total: lacking.length, rows: lacking.slice(0, limit) };
}
