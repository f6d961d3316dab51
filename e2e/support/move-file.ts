import { id, type BankId } from "../../shared/kernel/ids.ts";
import { createPgliteDriver } from "../../sync-server/store/pglite.ts";
import { moveQueries } from "../../sync-server/store/queries/move-file.ts";

/** Hands a file over to another branch of its bank, in the store of a demonstration server that is stopped: no screen does it yet. */
export async function moveToAnotherBranch(folder: string, file: string): Promise<void> {
  const driver = await createPgliteDriver({ folder });
  try {
    const [at] = await driver.transaction("SELECT 1", (sql) => sql.query<{ bank: string; branch: string; replica: string; person: string; to: string }>(`
      SELECT f.bank_id::text AS bank, f.branch_id::text AS branch, f.replica_id::text AS replica, r.person_id::text AS person,
        (SELECT b.branch_id::text FROM guichet.branch b WHERE b.bank_id = f.bank_id
          AND b.branch_id NOT IN (SELECT pb.branch_id FROM guichet.person_branch pb WHERE pb.bank_id = r.bank_id AND pb.person_id = r.person_id) LIMIT 1) AS to
      FROM guichet.file f JOIN guichet.replica r ON r.bank_id = f.bank_id AND r.replica_id = f.replica_id WHERE f.file_id = $1::uuid`, [file]));
    if (at === undefined) throw new Error(`the centre has no file ${file}`);
    // The mover must be of both branches: she is, for as long as it takes.
    const place = [at.bank, at.person, at.to];
    await driver.transaction("SELECT 1", (sql) => sql.query("INSERT INTO guichet.person_branch (bank_id, person_id, branch_id, place) VALUES ($1::uuid, $2::uuid, $3::uuid, 99)", place));
    const moved = await moveQueries(driver).moveFile({ bank: id<BankId>(at.bank), branches: [at.branch, at.to], persons: [at.person] }, { file, to: at.to, replica: at.replica, epoch: 1 });
    await driver.transaction("SELECT 1", (sql) => sql.query("DELETE FROM guichet.person_branch WHERE bank_id = $1::uuid AND person_id = $2::uuid AND branch_id = $3::uuid", place));
    if (!moved) throw new Error(`the file ${file} did not move`);
  } finally {
    await driver.close();
  }
}
