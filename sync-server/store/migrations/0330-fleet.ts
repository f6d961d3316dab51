import type { Migration } from "./migration.ts";

/** 0330: what a workstation says of its clock and its disk, and the fleet of a bank read by pages. Nothing of clients. Only adds. */
export const fleet: Migration = {
  version: 330,
  name: "fleet",
  sql: `
    -- Its clock minus the centre's; free where its data is.
    ALTER TABLE device ADD COLUMN clock_off_ms bigint, ADD COLUMN disk_free_mib bigint;

    -- handleOf, in sync-server/domain/devices/see-device.ts.
    CREATE FUNCTION device_handle(replica uuid) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
      AS $$ SELECT substr(encode(sha256(('guichet-device-1 ' || replica::text)::bytea), 'hex'), 1, 32) $$;

    -- One page of a bank's workstations in order of handle, or what is asked for by one of the first two. of_branches: those of people all of whose branches are among them, and of_person's own; null: all.
    CREATE FUNCTION bank_fleet(of_replica uuid, of_handle text, of_person uuid, of_branches uuid[], after_handle text, at_most integer)
      RETURNS TABLE (handle text, replica_id uuid, person_id uuid, person_name text, active boolean, branches text, public_key text, label text, enrolled_at bigint, last_at bigint, revoked_at bigint, revoked_by uuid,
        approval text, approval_at bigint, approval_by uuid, heard_at bigint, version text, waiting bigint, oldest_at bigint, clock_off_ms bigint, disk_free_mib bigint,
        erase text, erase_at bigint, erase_by uuid, told_at bigint, done_at bigint, word_id uuid, word_detail text, word_by uuid, word_at bigint, word_until bigint, names text)
      LANGUAGE sql STABLE SECURITY DEFINER SET search_path = guichet, pg_catalog
      AS $$
        WITH page AS MATERIALIZED (
          SELECT device_handle(r.replica_id) COLLATE "C" AS handle, r.*
          FROM replica r
          WHERE r.bank_id = scope_bank() AND (of_replica IS NULL OR r.replica_id = of_replica) AND (of_handle IS NULL OR device_handle(r.replica_id) = of_handle)
            AND (after_handle IS NULL OR device_handle(r.replica_id) COLLATE "C" > after_handle)
            AND (of_person IS NULL OR r.person_id = of_person OR (
              EXISTS (SELECT FROM person_branch b WHERE b.bank_id = r.bank_id AND b.person_id = r.person_id)
              AND NOT EXISTS (SELECT FROM person_branch b WHERE b.bank_id = r.bank_id AND b.person_id = r.person_id AND b.branch_id <> ALL (coalesce(of_branches, '{}')))))
          ORDER BY 1 LIMIT at_most
        )
        SELECT r.handle, r.replica_id, r.person_id, p.name, p.active,
          (SELECT coalesce(json_agg(json_build_object('id', n.branch_id, 'name', n.name) ORDER BY pb.place, n.branch_id), '[]')::text
             FROM person_branch pb JOIN branch n ON n.bank_id = pb.bank_id AND n.branch_id = pb.branch_id WHERE pb.bank_id = p.bank_id AND pb.person_id = p.person_id),
          r.public_key, r.device, r.enrolled_at, (SELECT s.received_at FROM signed_head s WHERE s.bank_id = r.bank_id AND s.replica_id = r.replica_id ORDER BY s.last_seq DESC LIMIT 1),
          r.revoked_at, r.revoked_by, d.approval, d.approval_at, d.approval_by, d.heard_at, d.version, d.waiting, d.oldest_at, d.clock_off_ms, d.disk_free_mib,
          d.erase, d.erase_at, d.erase_by, d.told_at, d.done_at, w.word_id, w.detail, w.asked_by, w.asked_at, w.until,
          (SELECT coalesce(json_object_agg(o.person_id, o.name), '{}')::text FROM person o WHERE o.bank_id = r.bank_id AND o.person_id IN (r.revoked_by, d.approval_by, d.erase_by, w.asked_by))
        FROM page r JOIN person p ON p.bank_id = r.bank_id AND p.person_id = r.person_id
        LEFT JOIN device d ON d.bank_id = r.bank_id AND d.replica_id = r.replica_id
        LEFT JOIN two_word w ON w.bank_id = r.bank_id AND w.kind = 'device' AND w.subject = r.replica_id AND w.settled IS NULL
        ORDER BY r.handle
      $$;
    REVOKE ALL ON FUNCTION bank_fleet(uuid, text, uuid, uuid[], text, integer) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION bank_fleet(uuid, text, uuid, uuid[], text, integer) TO guichet_read;
    ALTER FUNCTION bank_fleet(uuid, text, uuid, uuid[], text, integer) OWNER TO guichet_ledger;`,
};
