import { afterAll, beforeAll, expect, test } from "vitest";
import { id, uuidV7, type BankId } from "../../shared/kernel/ids.ts";
import { randomBytes } from "node:crypto";
import { migrate } from "./migrate.ts";
import { StoreTooNew } from "./migration-faults.ts";
import { migrations } from "./migrations/all.ts";
import { openStore } from "./open-store.ts";
import { openingOf, ROLES, type Scope } from "./scope.ts";
import { sqlState, type SqlClient, type SqlDriver } from "./sql.ts";
import type { Store } from "./store.ts";
import { verificationContract } from "./verification-contract.ts";

export type OpenDriver = () => Promise<{ readonly driver: SqlDriver; readonly close: () => Promise<void> }>;
const newId = (): string => uuidV7(Date.now(), randomBytes(16));
const HASH = "0".repeat(64);
/** `npm test` begins at every eighth version, and at each of the last ones; all others begin at each. */
const isEveryVersion = process.env["GUICHET_SHORT"] !== "1";

/** Every table that holds something of a bank. */
const TENANT_TABLES = ["bank", "branch", "person", "person_branch", "replica", "file", "feed_counter", "feed", "signed_head", "change", "hold", "disclosure", "reoffered", "reinstated", "missing_file", "replica_alarm", "feed_alarm", "replica_mismatch", "document", "document_part", "document_access", "branch_key", "quarantined", "approval_level", "absence", "centre_act", "device", "two_word",
  "purge", "file_hold", "recovery_key", "recovery_use",
"bank_policy",
  "diagnostic"];
/** Read by no bank but row by row, and written by the tables themselves. */
const AUDIT_TABLES = ["audit_anchor", "audit_link", "audit_waiting", "read_access",
  "audit_subject", "audit_subject_from",
  "directory_decision", "branch_decision"];
/** Of reports and letters, and of no bank's own role. */
const REPORT_TABLES = ["premium_year", "mail", "mail_event"];
const LEDGER_TABLES = ["ledger_account", "ledger_movement"];

/** What every store must do below the centre's rules: roles, walls between banks and branches, migrations. */
export function storeContract(open: OpenDriver): void {
  let opened: Awaited<ReturnType<OpenDriver>> | undefined;
  let store: Store;
  const driver = (): SqlDriver => {
    if (opened === undefined) throw new Error("not open");
    return opened.driver;
  };
  beforeAll(async () => {
    opened = await open();
    store = await openStore(opened.driver);
  });
  afterAll(async () => await opened?.close());

  const inScope = <T>(scope: Scope, work: (sql: SqlClient) => Promise<T>): Promise<T> => driver().transaction(openingOf(scope), work);
  const count = async (sql: SqlClient, table: string): Promise<number> => (await sql.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n ?? -1;
  const failure = async (work: Promise<unknown>): Promise<string | undefined> => work.then(() => "no failure", sqlState);

  /** Bank A with branches 1 and 2, bank B with branch 3; one person, replica and file in each branch. */
  async function threePlaces() {
    const [a, b] = [newId(), newId()];
    const places = [{ bank: a, branch: newId() }, { bank: a, branch: newId() }, { bank: b, branch: newId() }].map((place) => ({ ...place, person: newId(), replica: newId(), file: newId() }));
    await store.importDirectory({
      banks: [a, b].map((bank) => ({
        id: bank, name: bank, issuer: "https://issuer.test",
        branches: places.filter((place) => place.bank === bank).map((place) => ({ id: place.branch, name: "branch" })),
        persons: places.filter((place) => place.bank === bank).map((place) => ({ id: place.person, subject: place.person, name: "somebody", role: "advisor" as const, branches: [place.branch] })),
      })),
      operators: [],
    });
    for (const place of places) {
      const scope = dataScope(place);
      await store.enrol(scope, { replica: place.replica, person: place.person, publicKey: "x", device: "d", zeroHash: HASH, at: 1, epoch: 1 });
      await store.push(scope, async (tx) => {
        await tx.openLedger(["900000019"]);
        const write = { file: place.file, branch: place.branch, version: 1, status: "draft", siren: null, change: newId(), replica: place.replica, state: "{}", hash: HASH, at: 1 };
        await tx.write({ created: [write], updated: [], changes: [], movements: [], holds: [], disclosures: [] });
        await tx.writeFeed({ epoch: 1, branches: [{ branch: place.branch, many: 1 }], entries: [{ branch: place.branch, place: 1, kind: "file", file: place.file, version: 1, change: write.change }], lines: [] });
      });
    }
    const [one, two, three] = places;
    if (one === undefined || two === undefined || three === undefined) throw new Error("three places");
    return { one, two, three };
  }
  type Place = Awaited<ReturnType<typeof threePlaces>>["one"];
  const dataScope = (place: { readonly bank: string; readonly branch: string; readonly person: string }) => ({ bank: id<BankId>(place.bank), branches: [place.branch], persons: [place.person] });
  const insertFile = (sql: SqlClient, at: Place, by: Place) =>
    sql.query(
      "INSERT INTO file (bank_id, file_id, branch_id, version, status, change_id, replica_id, state, state_hash, updated_at) VALUES ($1::uuid, $2::uuid, $3::uuid, 1, 'draft', $4::uuid, $5::uuid, '{}', '', 1)",
      [at.bank, newId(), at.branch, newId(), by.replica],
    );

  test("a column of texts arrives as it was bound, whatever is in it; an empty one has no rows", async () => {
    const texts = ["", "NULL", null, '{"a":"\\"b\\\\"}', "{,}", "l'été\n\t\u0001", "€😀", "x".repeat(70_000)];
    const read = (column: readonly (string | null)[]) =>
      driver().transaction(openingOf({ role: "read" }), (sql) => sql.query<{ t: string | null }>("SELECT t FROM unnest($1::text[]) WITH ORDINALITY AS u (t, n) ORDER BY n", [column]));
    expect((await read(texts)).map(({ t }) => t)).toEqual(texts);
    expect(await read([])).toEqual([]);
  });

  test("[ST1] no role of the run is superuser, owner, or above row-level security, and each transaction has the one it asked for", async () => {
    for (const role of ["write", "read", "ledger", "report", "erase", "none"] as const) {
      const [row] = await driver().transaction(`SET LOCAL ROLE guichet_${role}`, (sql) =>
        sql.query<{ me: string; super: boolean; bypass: boolean; owns: number }>(
          `SELECT current_user::text AS me, rolsuper AS super, rolbypassrls AS bypass, (SELECT count(*) FROM pg_class c WHERE c.relowner = r.oid) AS owns FROM pg_roles r WHERE rolname = current_user`));
      expect(row).toEqual({ me: `guichet_${role}`, super: false, bypass: false, owns: 0 });
    }
    expect(ROLES).toHaveLength(9);
  });

  test("[ST1] without a role nothing can be read", async () => {
    await threePlaces();
    for (const table of [...TENANT_TABLES, ...LEDGER_TABLES, ...AUDIT_TABLES, ...REPORT_TABLES, "centre", "centre_key", "sealing_key"]) {
      expect(await failure(driver().transaction("SELECT 1", (sql) => sql.query(`SELECT 1 FROM guichet.${table}`))), table).toBe("42501");
    }
  });

  test("[ST1] without a bank, both data roles see no row of any bank", async () => {
    await threePlaces();
    for (const role of ["read", "write"] as const) {
      for (const table of role === "read" ? ["bank", "branch", "person", "person_branch", "replica", "file", "feed", "feed_counter"] : TENANT_TABLES) {
        expect(await inScope({ role }, (sql) => count(sql, table)), `${role} ${table}`).toBe(0);
      }
    }
  });

  test("[ST2] every table of a bank has row-level security, forced, and its bank first in its key", async () => {
    const rows = await inScope({ role: "migrate" }, (sql) =>
      sql.query<{ name: string; rls: boolean; forced: boolean; first: string }>(`
        SELECT c.relname AS name, c.relrowsecurity AS rls, c.relforcerowsecurity AS forced, a.attname AS first
        FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
        WHERE s.nspname = 'guichet' AND c.relkind = 'r' ORDER BY 1`));
    const guarded = rows.filter((row) => row.rls && row.forced).map((row) => row.name);
    expect(guarded.toSorted()).toEqual([...TENANT_TABLES, ...LEDGER_TABLES, ...AUDIT_TABLES, ...REPORT_TABLES, "operator"].toSorted());
    expect(rows.filter((row) => TENANT_TABLES.includes(row.name)).every((row) => row.first === "bank_id")).toBe(true);
    expect(rows.filter((row) => !guarded.includes(row.name)).map((row) => row.name)).toEqual(["centre", "centre_key", "epoch", "epoch_word", "log_key", "log_naming",
      "mail_setting", "night_result",
      "recovery_event", "reservation_expiry", "schema_version", "scheme_pack", "scheme_word", "sealing_key"]);
  });

  test("[ST2] another bank's row is invisible, and so is another branch's of the same bank", async () => {
    const { one, two, three } = await threePlaces();
    for (const role of ["read", "write"] as const) {
      const seen = await inScope({ role, ...dataScope(one) }, (sql) => sql.query<{ file_id: string }>("SELECT file_id FROM file"));
      expect(seen.map((row) => row.file_id)).toEqual([one.file]);
      expect(await inScope({ role, ...dataScope(one) }, (sql) => count(sql, "feed"))).toBe(1);
      // Claiming somebody else's branch with one's own bank shows that bank's rows at most.
      expect(await inScope({ role, ...dataScope(one), branches: [three.branch] }, (sql) => count(sql, "file"))).toBe(0);
      expect(await inScope({ role, ...dataScope(one), persons: [three.person] }, (sql) => count(sql, "replica"))).toBe(0);
    }
    expect(await inScope({ role: "read", ...dataScope(two) }, (sql) => count(sql, "branch"))).toBe(1);
  });

  test("[ST2] a row is written only for a replica whose owner is of its branch and of this transaction", async () => {
    const { one, two, three } = await threePlaces();
    const scope = { role: "write" as const, ...dataScope(one) };
    expect(await failure(inScope(scope, (sql) => insertFile(sql, one, one)))).toBe("no failure");
    expect(await failure(inScope(scope, (sql) => insertFile(sql, one, two)))).toBe("42501");
    expect(await failure(inScope({ ...scope, branches: [one.branch, two.branch] }, (sql) => insertFile(sql, two, one)))).toBe("42501");
    expect(await failure(inScope(scope, (sql) => insertFile(sql, three, three)))).toBe("42501");
    // Grouped: both persons' pushes in one transaction, yet neither writes in the other's branch.
    const both = { ...scope, branches: [one.branch, two.branch], persons: [one.person, two.person] };
    expect(await failure(inScope(both, async (sql) => [await insertFile(sql, one, one), await insertFile(sql, two, two)]))).toBe("no failure");
    expect(await failure(inScope(both, (sql) => insertFile(sql, two, one)))).toBe("42501");
    const line = (sql: SqlClient, replica: string) =>
      sql.query("INSERT INTO change (bank_id, replica_id, seq, hash, verdict, last_seq, decided) VALUES ($1::uuid, $2::uuid, 1, '', '{}', 1, false)", [one.bank, replica]);
    expect(await failure(inScope(scope, (sql) => line(sql, two.replica)))).toBe("42501");
    expect(await failure(inScope(scope, (sql) => line(sql, one.replica)))).toBe("no failure");
    const moved = await inScope(both, (sql) => sql.query("UPDATE file SET state = 'x', replica_id = $2::uuid WHERE file_id = $1::uuid RETURNING 1 AS n", [three.file, one.replica]));
    expect(moved).toEqual([]);
  });

  test("[ST2] the reading role writes nothing, and nobody deletes or rewrites what was answered", async () => {
    const { one } = await threePlaces();
    expect(await failure(inScope({ role: "read", ...dataScope(one) }, (sql) => insertFile(sql, one, one)))).toBe("42501");
    for (const statement of ["DELETE FROM file", "DELETE FROM change", "UPDATE change SET verdict = ''", "DELETE FROM feed", "UPDATE feed SET n = 1", "UPDATE signed_head SET signature = ''", "DELETE FROM disclosure", "DELETE FROM replica", "UPDATE person SET role = 'administrator'", "SELECT private_d FROM centre_key", "SELECT private_d FROM sealing_key", "UPDATE centre SET recovering = false", "INSERT INTO recovery_event (epoch_n, at, kind, door) VALUES (1, 1, 'ended', 'route')", "UPDATE reinstated SET number = 'x'", "DELETE FROM missing_file", "SELECT 1 FROM audit_link", "SELECT 1 FROM audit_anchor", "DELETE FROM device", "INSERT INTO scheme_word (name, step, person_id, at) VALUES ('x@1.0.0', 'turned-down', gen_random_uuid(), 1)", "DELETE FROM scheme_word", "UPDATE scheme_pack SET document = ''", "DELETE FROM two_word", "UPDATE two_word SET asked_by = NULL", "INSERT INTO audit_waiting (kind, at, body) VALUES ('x', 1, '{}')",
      "SELECT secret FROM log_key", "SELECT 1 FROM log_naming", "SELECT 1 FROM epoch_word", "SELECT 1 FROM audit_subject", "UPDATE bank_policy SET policy = ''", "DELETE FROM bank_policy",
      "SELECT said FROM directory_decision", "UPDATE directory_decision SET said = ''", "DELETE FROM directory_decision", "SELECT 1 FROM branch_decision", "UPDATE person SET active = true", "INSERT INTO person_branch (bank_id) VALUES (NULL)", "INSERT INTO branch (bank_id) VALUES (NULL)"]) {
      expect(await failure(inScope({ role: "write", ...dataScope(one) }, (sql) => sql.query(statement))), statement).toBe("42501");
    }
  });

  test("[ER10] the role that erases reads no body and no state, of no other bank, and may do nothing but that; nobody else may", async () => {
    const { one, three } = await threePlaces();
    const asEraser = <T>(work: (sql: SqlClient) => Promise<T>): Promise<T> => driver().transaction("SET LOCAL ROLE guichet_erase; SET LOCAL search_path TO guichet, pg_catalog", work);
    const erase = (sql: string) => failure(asEraser((client) => client.query(sql)));
    for (const statement of ["SELECT body FROM change", "SELECT salt FROM change", "SELECT head FROM change", "DELETE FROM change", "UPDATE change SET hash = ''", "SELECT state FROM file", "UPDATE file SET state = ''", "INSERT INTO file (bank_id) VALUES (NULL)", "DELETE FROM signed_head", "DELETE FROM audit_link", "UPDATE audit_link SET hash = ''", "DELETE FROM purge", "UPDATE purge SET statement = ''", "DELETE FROM file_hold", "SELECT 1 FROM person", "SELECT 1 FROM centre_key", "UPDATE ledger_movement SET amount = 1", "DELETE FROM feed"]) {
      expect(await erase(statement), statement).toBe("42501");
    }
    for (const role of ["read", "write", "ledger"] as const) expect(await failure(inScope({ role, ...dataScope(one) }, (sql) => sql.query("UPDATE change SET body = NULL"))), role).toBe("42501");
    for (const role of ["read", "write", "ledger"] as const) expect(await failure(inScope({ role, ...dataScope(one) }, (sql) => sql.query("INSERT INTO purge (bank_id) VALUES (NULL)"))), role).toBe("42501");
    expect((await asEraser((sql) => sql.query("SELECT file_id FROM file"))).length).toBe(0);
    // Another bank's file is none: what is told of it goes nowhere.
    const told = { file: three.file, purge: newId(), branch: one.branch, rule: "never-loan", on: "2026-01-01", at: 1, heads: [], text: "", kid: "", signature: "" };
    await inScope({ role: "write", ...dataScope(one) }, (sql) => sql.query("SELECT erase_file($1::jsonb, 1)", [JSON.stringify(told)]));
    expect(await inScope({ role: "read", ...dataScope(three) }, (sql) => count(sql, "file"))).toBe(1);
  });

  test("[ST2] a word that needs two is confirmed by nobody who asked for it, nor after its time; nobody approves her own workstation", async () => {
    const { one } = await threePlaces();
    const other = newId();
    const write = <T>(work: (sql: SqlClient) => Promise<T>) => inScope({ role: "write", ...dataScope(one), persons: [one.person, other] }, work);
    const ask = async (until: number) => {
      const word = newId();
      await write((sql) => sql.query("INSERT INTO two_word (bank_id, word_id, kind, subject, detail, asked_by, asked_at, until) VALUES ($1::uuid, $2::uuid, $5, $3::uuid, '', $3::uuid, 1, $4::bigint)", [one.bank, word, one.person, until, word]));
      return word;
    };
    const confirm = (word: string, by: string, at: number) => failure(write((sql) => sql.query("UPDATE two_word SET settled = 'confirmed', settled_by = $2::uuid, settled_at = $3::bigint WHERE word_id = $1::uuid", [word, by, at])));
    const word = await ask(10);
    expect(await confirm(word, one.person, 5)).toBe("23514");
    expect(await confirm(word, other, 11)).toBe("23514");
    expect(await confirm(word, newId(), 5)).toBe("42501");
    expect(await confirm(word, other, 5)).toBe("no failure");
    expect(await failure(write((sql) => sql.query("INSERT INTO device (bank_id, replica_id, person_id, approval, approval_at, approval_by) VALUES ($1::uuid, $2::uuid, $3::uuid, 'approved', 1, $3::uuid)", [one.bank, one.replica, one.person])))).toBe("23514");
  });

  test("[ST3] the ledger is reached only through its functions, which need a bank and never say whose an entry is", async () => {
    const { one } = await threePlaces();
    for (const role of ["read", "write"] as const) {
      for (const table of LEDGER_TABLES) expect(await failure(inScope({ role, ...dataScope(one) }, (sql) => count(sql, table)))).toBe("42501");
    }
    expect(await failure(inScope({ role: "read", ...dataScope(one) }, (sql) => sql.query("SELECT 1 FROM ledger_open(ARRAY['900000019'])")))).toBe("42501");
    expect(await failure(inScope({ role: "write" }, (sql) => sql.query("SELECT 1 FROM ledger_open(ARRAY['900000019'])")))).toBe("42501");
    const columns = await inScope({ role: "write", ...dataScope(one) }, (sql) => sql.query<{ out: string }>("SELECT pg_get_function_result('ledger_open(text[])'::regprocedure) AS out"));
    expect(columns[0]?.out).toBe("TABLE(siren text, scheme text, amount bigint, grant_on text, number text, own boolean)");
  });

  verificationContract({
    store: () => store,
    driver,
    place: async () => {
      const { one } = await threePlaces();
      return { scope: dataScope(one), file: one.file };
    },
  });

  test("[ST3] each function with the ledger's rights is for one role alone", async () => {
    const rows = await inScope({ role: "migrate" }, (sql) =>
      sql.query<{ name: string; roles: string | null }>(`
        SELECT p.proname::text AS name, (SELECT string_agg(r.rolname, ' ' ORDER BY r.rolname) FROM pg_roles r WHERE r.rolname LIKE 'guichet\\_%' AND NOT r.rolsuper AND r.rolname NOT IN ('guichet_ledger', 'guichet_erase', 'guichet_migrate') AND has_function_privilege(r.oid, p.oid, 'EXECUTE')) AS roles
        FROM pg_proc p JOIN pg_namespace s ON s.oid = p.pronamespace WHERE s.nspname = 'guichet' AND p.prosecdef ORDER BY 1`));
    expect(Object.fromEntries(rows.map((row) => [row.name, row.roles]))).toEqual({
      audit_drop_subjects: null, audit_name_subjects: null,
      bank_fleet: "guichet_read", bank_diagnostics: "guichet_read", forget_diagnostics: "guichet_write",
      approves_workstations: "guichet_write", first_policy: null, follow_policy: null, keep_policy: null,
      approvals_of: "guichet_read", audit_pushes: null, audit_row: null, branch_of_file: "guichet_read", bank_devices: "guichet_read", bank_missing: "guichet_read", bank_replicas: "guichet_read", bank_waiting: "guichet_read", branch_replicas: "guichet_write", centre_act_note: "guichet_write", decided_changes: "guichet_write", file_changes: "guichet_read", file_links: "guichet_read", file_pushes: "guichet_read", forget_premiums: null, find_person: "guichet_read", find_replica_holder: "guichet_read", find_replica_owner: "guichet_read", inspect_audit: "guichet_write", inspect_files: "guichet_write", inspect_page: "guichet_write", keeps_desk: "guichet_write", ledger_append: "guichet_write", ledger_open: "guichet_write", operator_acts: "guichet_read", operator_branch: "guichet_read", operator_registrations: "guichet_read", registration_states: "guichet_read guichet_reporting", reporting_banks: "guichet_bi guichet_reporting", reporting_own: "guichet_bi guichet_reporting", mail_note: null, reservations_after: "guichet_read", set_business_date: "guichet_write", taken_files: "guichet_write", verify_registrations: "guichet_read",
      bank_releases: "guichet_read", bank_branches: "guichet_read",
      administers: "guichet_write", only_takes: "guichet_write", follow_decision: null, apply_decision: null, make_branch: null, bank_people: "guichet_read",
      scheme_propose: "guichet_write", scheme_say: "guichet_write",
      erasable_links: null, erase_file: "guichet_write", erasure_facts: "guichet_write", ledger_counts: null,
    });
  });

  test("[ST3] no foreign key, and no unique index of a bank's table, is without its bank", async () => {
    const bare = await inScope({ role: "migrate" }, (sql) =>
      sql.query<{ name: string }>(`
        SELECT c.relname || '.' || x.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_namespace s ON s.oid = c.relnamespace
        WHERE s.nspname = 'guichet' AND i.indisunique AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (i.indkey) AND a.attname = 'bank_id') ORDER BY 1`));
    expect(bare.map((row) => row.name)).toEqual(["audit_anchor.audit_anchor_before_hash_key", "audit_anchor.audit_anchor_pkey", "audit_link.audit_link_pkey", "audit_subject.audit_subject_pkey", "audit_subject_from.audit_subject_from_pkey", "audit_waiting.audit_waiting_pkey", "centre.centre_pkey", "centre_key.centre_key_pkey", "epoch.epoch_epoch_id_key", "epoch.epoch_pkey", "epoch_word.epoch_word_once", "epoch_word.epoch_word_pkey", "ledger_account.ledger_account_pkey", "ledger_movement.ledger_number_once", "log_key.log_key_pkey", "log_naming.log_naming_pkey", "mail_setting.mail_setting_pkey", "night_result.night_result_pkey",
      "operator.operator_issuer_subject_key", "operator.operator_pkey", "recovery_event.recovery_event_pkey", "reservation_expiry.reservation_expiry_pkey", "schema_version.schema_version_pkey",
      "scheme_pack.scheme_pack_pkey", "scheme_word.scheme_word_decided_once", "scheme_word.scheme_word_pkey", "scheme_word.scheme_word_withdrawn_once",
      "sealing_key.sealing_key_pkey"]);
  });

  test("[ST1] a scope takes ids only: nothing else can be written into the opening of a transaction", () => {
    expect(() => openingOf({ role: "write", bank: "x'; DROP TABLE file; --", branches: [], persons: [] })).toThrow("ids only");
  });

  test(`[ST6] migrations run from ${isEveryVersion ? "every version" : "versions of all ages"} to the last, which is then the same for all`, async () => {
    const shapes = new Set<string>();
    for (let upTo = 0; upTo <= migrations.length; upTo += isEveryVersion || upTo === 0 || upTo >= migrations.length - 2 ? 1 : 8) {
      const fresh = await open();
      try {
        if (upTo > 0) await migrate(fresh.driver, migrations.slice(0, upTo));
        expect(await migrate(fresh.driver)).toBe(migrations.at(-1)?.version);
        expect(await migrate(fresh.driver)).toBe(migrations.at(-1)?.version);
        const rows = await fresh.driver.transaction(openingOf({ role: "migrate" }), (sql) => sql.query("SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'guichet' ORDER BY 1, 2"));
        shapes.add(JSON.stringify(rows));
      } finally {
        await fresh.close();
      }
    }
    expect(shapes.size).toBe(1);
    expect([...shapes][0]).toContain("ledger_movement");
  });

  test("[ST6] a store whose last step this server is too old for is refused and left as it is", async () => {
    const fresh = await open();
    try {
      const next = { version: 9_990, name: "next year", sql: "CREATE TABLE next_year (n integer)" };
      await migrate(fresh.driver, [...migrations, next]);
      expect(await migrate(fresh.driver)).toBe(9_990); // it only adds: this server may still run
      await migrate(fresh.driver, [...migrations, next, { version: 10_000, name: "breaking", sql: "DROP TABLE next_year", oldestSafeServer: 10_000 }]);
      await expect(migrate(fresh.driver)).rejects.toThrow(StoreTooNew);
    } finally {
      await fresh.close();
    }
  });

  test("[ST6] a step that fails leaves the store at the version before", async () => {
    const fresh = await open();
    try {
      await migrate(fresh.driver);
      await expect(migrate(fresh.driver, [...migrations, { version: 9_999, name: "broken", sql: "CREATE TABLE half (n integer); SELECT 1 / 0" }])).rejects.toThrow(/division by zero/);
      expect(await migrate(fresh.driver)).toBe(migrations.at(-1)?.version);
      expect(await fresh.driver.transaction(openingOf({ role: "migrate" }), (sql) => sql.query("SELECT to_regclass('guichet.half') AS found"))).toEqual([{ found: null }]);
    } finally {
      await fresh.close();
    }
  });
}
