/** What may be wrong, by what it shows: the table by which people and the test find the cause. */
export type Cause = {
  readonly name: string;
  /** In a sentence, for whoever was called. */
  readonly says: string;
  /** All of these fire. */
  readonly shows: readonly string[];
  /** These follow from it: they fire with it, and need no other cause. */
  readonly brings: readonly string[];
  /** Panel whose largest line, or first row, says which one. */
  readonly which?: { readonly board: string; readonly id: number };
};

/** In this order: what comes first explains what comes after. */
export const causes: readonly Cause[] = [
  { name: "database-away", says: "The database cannot be reached.", shows: ["DatabaseLost"], brings: ["ServerErrors", "SlowAnswers", "PoolWaits", "DatabaseSlow", "LedgerContention", "LedgerHeld", "VitalsOld", "AuditNotAnchored", "PushRetries"] },
  { name: "database-slow", says: "The database answers slowly, whatever it is asked: its processor, its disk, or the network on the way.", shows: ["DatabaseSlow"], brings: ["SlowAnswers", "PoolWaits", "LedgerContention", "LedgerHeld", "EventLoopLag", "VitalsOld"] },
  { name: "ledger-held", says: "One session holds accounts of the ledger and does not end.", shows: ["LedgerHeld"], brings: ["LedgerContention", "SlowAnswers", "PoolWaits", "PushRetries"], which: { board: "ledger", id: 6 } },
  { name: "ledger-contention", says: "Somebody holds the accounts of companies while the database itself is near.", shows: ["LedgerContention"], brings: ["SlowAnswers", "PoolWaits", "PushRetries"] },
  { name: "server-dead", says: "A server is gone; the others go on.", shows: ["ServerDown"], brings: [], which: { board: "service", id: 1 } },
  { name: "identity-away", says: "No keys of an identity provider can be had: nobody is let in by it.", shows: ["IdentityAway"], brings: ["IdentitySilent", "ServerErrors"] },
  { name: "identity-silent", says: "An identity provider is silent; its last keys are believed for a day.", shows: ["IdentitySilent"], brings: [] },
  { name: "documents-away", says: "The documents' store does not answer; files go on.", shows: ["DocumentsAway"], brings: ["ServerErrors", "SlowAnswers"] },
  { name: "rule-or-quota", says: "The centre refuses what workstations hold to be right: a version of the rules, a quota, or workstations of another version.", shows: ["RefusalsUnusual"], brings: [], which: { board: "duties", id: 3 } },
  { name: "many-branches-cut-off", says: "Something that many branches share keeps their work from arriving.", shows: ["UnsentWidely"], brings: ["UnsentOld"], which: { board: "branches", id: 3 } },
  { name: "branch-cut-off", says: "The work of a branch does not arrive, though the centre is well.", shows: ["UnsentOld"], brings: [], which: { board: "branches", id: 3 } },
  { name: "workstations-left", says: "Workstations lie unused.", shows: ["WorkstationsUnseen"], brings: [], which: { board: "branches", id: 7 } },
  { name: "declarations-forgotten", says: "Loans were disbursed and nobody declared them.", shows: ["UndeclaredOld"], brings: [], which: { board: "duties", id: 9 } },
  { name: "anchors-away", says: "The bucket of anchors cannot be written.", shows: ["AuditNotAnchored"], brings: [] },
  { name: "mail-away", says: "The mail server takes no letters.", shows: ["LettersWait"], brings: [] },
  { name: "inconsistent", says: "What is kept does not agree with itself.", shows: ["Inconsistent"], brings: [], which: { board: "duties", id: 6 } },
  { name: "night-missed", says: "No server does the work of the night.", shows: ["NightMissed"], brings: [] },
  { name: "workstation-forked", says: "A workstation and the centre do not have the same line: a copied disk, or a restore.", shows: ["WorkstationAlarm"], brings: [], which: { board: "branches", id: 5 } },
  { name: "processor-held", says: "Something holds a server's processor.", shows: ["EventLoopLag"], brings: ["SlowAnswers"], which: { board: "service", id: 6 } },
  { name: "too-few-connections", says: "A server's pool is too small for what it is asked.", shows: ["PoolWaits"], brings: ["SlowAnswers"], which: { board: "service", id: 7 } },
  { name: "too-few-database-connections", says: "The database has no connections left to give.", shows: ["DatabaseConnections"], brings: [] },
  { name: "own-fault", says: "Servers answer 5xx while all they stand on is there: a fault of the program, whose code the log names.", shows: ["ServerErrors"], brings: ["SlowAnswers"], which: { board: "service", id: 5 } },
  { name: "slow-of-itself", says: "Answers are slow while the database and the processor are well.", shows: ["SlowAnswers"], brings: [] },
  { name: "figures-old", says: "The vital figures cannot be read while the database answers: the log names the fault.", shows: ["VitalsOld"], brings: [] },
  { name: "pushes-in-each-others-way", says: "Pushes deadlock: locks are taken in another order than the one that is written down.", shows: ["PushRetries"], brings: [] },
];

/** The causes that explain what fires, first things first; what each brings needs no other. Nothing that fires is left: every alert shows a cause of its own. */
export function diagnose(firing: readonly string[]): readonly Cause[] {
  let left = [...firing];
  const found: Cause[] = [];
  for (const cause of causes) {
    if (!cause.shows.every((name) => left.includes(name))) continue;
    found.push(cause);
    left = left.filter((name) => !cause.shows.includes(name) && !cause.brings.includes(name));
  }
  return found;
}
