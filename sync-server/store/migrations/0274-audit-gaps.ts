import type { Migration } from "./migration.ts";

/** 0274: what the tables did not note until now: whom a bank trusts to say who somebody is, branches and the region that supervisors see them by, whom a folder's key is for, alarms, what a recovery refused in the end, and the term of unused numbers. Only adds. */
export const auditGaps: Migration = {
  version: 274,
  name: "audit-gaps",
  sql: `
    CREATE TRIGGER audit_new AFTER INSERT ON bank FOR EACH ROW EXECUTE FUNCTION audit_row('bank.made', 'bank_id issuer');
    CREATE TRIGGER audit_changed AFTER UPDATE OF issuer ON bank FOR EACH ROW WHEN (OLD.issuer IS DISTINCT FROM NEW.issuer) EXECUTE FUNCTION audit_row('bank.changed', 'bank_id issuer');
    CREATE TRIGGER audit_new AFTER INSERT ON branch FOR EACH ROW EXECUTE FUNCTION audit_row('branch.made', 'branch_id region');
    CREATE TRIGGER audit_changed AFTER UPDATE OF region ON branch FOR EACH ROW WHEN (OLD.region IS DISTINCT FROM NEW.region) EXECUTE FUNCTION audit_row('branch.changed', 'branch_id region');
    CREATE TRIGGER audit_changed AFTER UPDATE OF members ON branch_key FOR EACH ROW WHEN (OLD.members IS DISTINCT FROM NEW.members) EXECUTE FUNCTION audit_row('branch-key.changed', 'branch_id key_id members');
    CREATE TRIGGER audit_raised AFTER INSERT ON replica_alarm FOR EACH ROW EXECUTE FUNCTION audit_row('workstation.alarm', 'replica_id person_id epoch kind have known');
    CREATE TRIGGER audit_raised AFTER INSERT ON feed_alarm FOR EACH ROW EXECUTE FUNCTION audit_row('workstation.feed-ahead', 'replica_id person_id epoch have known');
    CREATE TRIGGER audit_refused AFTER UPDATE OF outcome ON reoffered FOR EACH ROW WHEN (OLD.outcome IS DISTINCT FROM NEW.outcome) EXECUTE FUNCTION audit_row('reoffer.refused', 'file_id version replica_id seq person_id outcome');
    CREATE TRIGGER audit_flagged AFTER UPDATE OF flag ON reinstated FOR EACH ROW WHEN (OLD.flag IS DISTINCT FROM NEW.flag) EXECUTE FUNCTION audit_row('registration.reinstated', 'number file_id replica_id flag');
    CREATE TRIGGER audit_set AFTER INSERT ON reservation_expiry FOR EACH ROW EXECUTE FUNCTION audit_row('expiry.set', 'days warning_days since');
    CREATE TRIGGER audit_changed AFTER UPDATE OF days, warning_days ON reservation_expiry FOR EACH ROW WHEN ((OLD.days, OLD.warning_days) IS DISTINCT FROM (NEW.days, NEW.warning_days)) EXECUTE FUNCTION audit_row('expiry.set', 'days warning_days since');
    CREATE TRIGGER audit_gone AFTER DELETE ON reservation_expiry FOR EACH ROW EXECUTE FUNCTION audit_row('expiry.ended', 'days warning_days since');`,
};
