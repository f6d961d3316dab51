import type { Migration } from "./migration.ts";

/**
 * 0241: what was anchored of the audit's chain, and what is to be. Several servers make one chain of anchors: nobody follows an anchor that another follows already. The proof is what lies in the
 * object store; this is only what a server that may not read there goes by. Only adds.
 */
export const auditAnchors: Migration = {
  version: 241,
  name: "audit-anchors",
  sql: `
    -- before_hash: of the text of the anchor before, zeros for the first. put_at: when the object store had it; null until then.
    CREATE TABLE audit_anchor (
      epoch_n integer NOT NULL, n bigint NOT NULL, hash text NOT NULL, at bigint NOT NULL, text text NOT NULL, kid text NOT NULL, signature text NOT NULL, before_hash text NOT NULL UNIQUE, put_at bigint, PRIMARY KEY (epoch_n, n)
    );
    ALTER TABLE audit_anchor ENABLE ROW LEVEL SECURITY; ALTER TABLE audit_anchor FORCE ROW LEVEL SECURITY;
    CREATE POLICY by_anchorer ON audit_anchor TO guichet_ledger USING (true) WITH CHECK (true);
    GRANT SELECT, INSERT, UPDATE (put_at) ON audit_anchor TO guichet_ledger;`,
};
