import type { CodedError } from "../kernel/error-codes.ts";
import type { Role } from "./roles.ts";

/** The five who work on files at a workstation of their own. */
const AT_A_DESK = ["advisor", "manager", "supervisor", "administrator"] as const satisfies readonly Role[];
const WHO_ENTER = ["advisor", "manager", "administrator"] as const satisfies readonly Role[];
const WHO_ANSWER_FOR_BRANCHES = ["manager", "supervisor", "administrator"] as const satisfies readonly Role[];

/**
 * The one matrix of rights: who may do what, wherever that is asked (the centre's routes, its judgement of changes, the workstation, the
 * window, docs/security/rights.md). Where a person may do it is {@link REACH}, and the row-level security of the store.
 */
const matrix = {
  /** Knowing who one is: any token of a person of the directory. */
  "self.read": ["advisor", "manager", "supervisor", "administrator", "auditor", "support", "operator"],
  /** The business date of a demonstration. */
  "demonstration.date": ["advisor", "manager", "supervisor", "administrator", "auditor", "support", "operator"],
  /** A workstation that holds files: enrolled, told of news, compared with the centre, its line carried. */
  "desk.keep": AT_A_DESK,
  "files.read": AT_A_DESK,
  /** Making a file, editing, submitting and withdrawing it, its documents, an import. */
  "files.enter": WHO_ENTER,
  /** What the bank does with a loan: disbursement, declaration, amendment, premiums, incident, call. */
  "loans.follow": WHO_ENTER,
  /** Approving and returning, as far as the bank's ladder lets her: where there is a ladder, a place on it decides; where there is none, see `approvals.any-amount`. */
  "approvals.give": AT_A_DESK,
  /** Where the bank has no ladder. */
  "approvals.any-amount": WHO_ANSWER_FOR_BRANCHES,
  /** A note in a file, and handing a living one to a colleague. */
  "files.note": AT_A_DESK,
  "absence.own": AT_A_DESK,
  "absence.of-others": ["administrator"],
  /** Deciding on what a workstation that was sent away had not sent. */
  "quarantine.decide": WHO_ANSWER_FOR_BRANCHES,
  /** Her own workstations, and ending one of them: a lost laptop does not wait for a second person. */
  "devices.own": AT_A_DESK,
  /** Workstations of those whom she answers for; of the whole bank for an administrator and support. Nothing of clients. */
  "devices.watch": ["manager", "supervisor", "administrator", "support"],
  /** A new workstation may work, or not. */
  "devices.approve": WHO_ANSWER_FOR_BRANCHES,
  /** Asking the owner of a workstation for a diagnostic of it, and reading what she agreed to send. Nothing of clients. */
  "devices.diagnose": ["manager", "administrator", "support"],
  /** Ending somebody else's workstation, and having it erase itself: two persons. */
  "devices.revoke": WHO_ANSWER_FOR_BRANCHES,
  /** A file that must not be erased, and lifting that: two persons. */
  "files.hold": ["manager", "administrator"],
  /** What waits for a manager's answer is in her inbox too. */
  "inbox.of-branches": WHO_ANSWER_FOR_BRANCHES,
  "administration.open": WHO_ANSWER_FOR_BRANCHES,
  /** The public half of the key that her bank's administrators answer forgotten passphrases with. */
  "recovery-key.read": ["manager", "administrator"],
  /** Another one: two administrators. */
  "recovery-key.decide": ["administrator"],
  /** What the bank decided for its workstations and files. */
  "policy.read": ["manager", "administrator", "auditor"],
  /** Another policy for the bank: two administrators. */
  "policy.decide": ["administrator"],
  /** How her bank's workstations stand with releases: offered, run, held back. What the bank decides of them is its policy. Nothing of clients. */
  "releases.watch": ["administrator", "support"],
  /** People and branches, what each is and may: of the bank for an administrator, of her region for a supervisor. */
  "people.watch": ["supervisor", "administrator"],
  /** What somebody else is to be, and another branch: two administrators where it gives anything. */
  "people.decide": ["administrator"],
  /** Where a recovery stands, and the word that it may end. */
  "recovery.decide": ["administrator", "operator"],
  /** Reading any file of her bank, and its audit, through the centre: each reading is noted with it. */
  "files.inspect": ["auditor"],
  /** Her workstation tells which files she opened. */
  "reads.tell": ["supervisor"],
  /** Finding a registration of any bank, and correcting, cancelling or releasing it. */
  "registrations.act": ["operator"],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof matrix;
export const RIGHTS = Object.keys(matrix) as readonly Right[]; // the keys of the table above
export const whoMay = (right: Right): readonly Role[] => matrix[right];
export const mayDo = (role: Role, right: Right): boolean => whoMay(right).includes(role);
/** G3002 where the role has no such right. */
export const whyNotFor = (role: Role, right: Right): CodedError | undefined => (mayDo(role, right) ? undefined : { code: "G3002" });
