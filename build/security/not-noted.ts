const LINE = "part of a push: `changes.taken` has the hash and signature that fix it, and `verify` computes it anew";
const CHAIN = "the audit itself";
const ENTRY = "a word between machines: nobody decided anything";
const ACCESS = "told when it is whole, as `document.access`";
const LETTER = "a letter that the tables owed somebody: what it is about is noted by its own table";
const NIGHT = "computed anew each night from what the tables hold: nobody decided anything";
const FIRST = "the first time is noted, further ones count";

/**
 * What the program writes and no trigger of the audit notes, with why: by table and statement. A test (audit-tables.db.test.ts) finds every statement of a role of the run, and every one of the store's queries: what is neither
 * noted nor here fails. What people settle about conflicts, and which files they say are two requests, is none of them: the first is a push, the second stays on the workstation.
 */
export const NOT_NOTED: Readonly<Record<string, string>> = {
  "change INSERT": LINE, "file INSERT": LINE, "hold INSERT": LINE, "hold UPDATE": LINE, "hold DELETE": LINE, "ledger_account INSERT": LINE, "ledger_account UPDATE": LINE, "ledger_movement INSERT": LINE,
  "reoffered INSERT": LINE, "reoffered DELETE": LINE,
  "feed INSERT": ENTRY, "feed_counter INSERT": ENTRY, "feed_counter UPDATE": ENTRY, "replica_mismatch INSERT": ENTRY, "replica_mismatch UPDATE": ENTRY, "missing_file INSERT": "what a workstation no longer finds; in the report of the recovery",
  "replica_alarm UPDATE": FIRST, "feed_alarm UPDATE": FIRST,
  "document INSERT": ACCESS, "document UPDATE": ACCESS, "document_part INSERT": ACCESS, "document_part DELETE": ACCESS,
  "audit_waiting INSERT": CHAIN, "audit_waiting DELETE": CHAIN, "audit_link INSERT": CHAIN, "audit_anchor INSERT": CHAIN, "audit_anchor UPDATE": CHAIN, "audit_subject INSERT": CHAIN, "audit_subject DELETE": CHAIN,
  "audit_subject_from INSERT": CHAIN, "audit_subject_from UPDATE": CHAIN,
  "person_branch UPDATE": "the order of her branches, which `person.decided` says",
  "mail INSERT": LETTER, "mail UPDATE": LETTER, "mail DELETE": LETTER, "mail_event INSERT": LETTER, "mail_event UPDATE": LETTER, "mail_event DELETE": LETTER, "mail_setting INSERT": "what a server was started with: who set it is whoever runs it",
  "mail_setting DELETE": "what a server was started with: who set it is whoever runs it", "night_result INSERT": NIGHT, "premium_year INSERT": NIGHT, "premium_year DELETE": NIGHT,
  "centre INSERT": "the founding: nothing was before it", "epoch INSERT": "`centre.epoch` and `epoch.word`", "epoch_word INSERT": "noted when the epoch begins, behind its link (decision 0386)",
};
