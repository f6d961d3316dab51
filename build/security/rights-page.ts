import { RIGHTS, whoMay, type Right } from "../../shared/access/rights.ts";
import { REACH, ROLES, type Reach, type Role } from "../../shared/access/roles.ts";

const ROLE_WORDS: { readonly [R in Role]: string } = {
  advisor: "advisor (conseiller)", manager: "branch manager (direction d’agence)", supervisor: "regional supervisor (direction régionale)", administrator: "bank administrator",
  auditor: "auditor", support: "support", operator: "operator of the centre",
};
const REACH_WORDS: { readonly [R in Reach]: string } = {
  branches: "the branches that the directory lists for her", region: "all branches of the regions of those listed for her", bank: "her bank, through the centre; no workstation",
  none: "no client data; no workstation", centre: "registrations of all banks, through the operators' desk only; no file",
};
const RIGHT_WORDS: { readonly [R in Right]: string } = {
  "self.read": "know who one is", "demonstration.date": "set the business date of a demonstration", "desk.keep": "keep a workstation: enrol, hear news, carry its line, compare it with the centre",
  "files.read": "read files, their documents and history", "files.enter": "make, edit, submit and withdraw files; attach documents; import",
  "loans.follow": "disburse, declare, amend, record premiums, incidents, calls", "approvals.give": "approve and return, as far as the bank's ladder lets her, never her own work",
  "approvals.any-amount": "approve any amount where the bank has no ladder", "files.note": "leave a note; hand a living file to a colleague", "absence.own": "declare her own absence", "absence.of-others": "declare a colleague's absence",
  "quarantine.decide": "decide on unsent work of a workstation that was sent away, never her own", "devices.own": "see her own workstations, and end one of them at once", "devices.diagnose": "ask the owner of a workstation for a diagnostic of it, and read what she agreed to send; nothing of clients", "devices.watch": "see workstations, their versions and standing: of her branches, of the bank for administrator and support; nothing of clients",
  "devices.approve": "approve or refuse a new workstation of her branches, never her own", "devices.revoke": "end a workstation of her branches and have it erase itself (two persons)", "files.hold": "hold a file of her branches so that it is not erased, and lift that (two persons)",
  "inbox.of-branches": "see what waits for an answer in her branches", "administration.open": "open *Administration*",
  "recovery-key.read": "see which recovery key her bank published", "recovery-key.decide": "publish a recovery key of her bank: its public half (two persons)",
  "people.watch": "see people and branches, what each is and may: of the bank for an administrator, of her region for a supervisor", "people.decide": "decide what somebody else of the bank is, and add a branch (two persons where it gives anything)",
  "releases.watch": "see which releases the bank's workstations are offered, run and are held back from; nothing of clients",
  "policy.read": "read what the bank decided for its workstations and files, and what came before", "policy.decide": "propose and confirm another policy of the bank (two persons)",
  "recovery.decide": "watch a recovery, and say that it may end (two persons)", "files.inspect": "read any file of her bank, and the audit, through the centre; each reading noted before it is answered", "reads.tell": "have her openings of files noted in the audit",
  "registrations.act": "find, correct, cancel and release registrations (two persons for a release)",
};

/** docs/security/rights.md: the matrix itself, in words. */
export function rightsPage(): string {
  return `# Who may do what

Made by \`npm run security\` from \`shared/access/\`, the one matrix that the centre's routes, its judgement of changes, the workstation and the window ask. Not edited by hand; a test holds it to the matrix.

A *délégataire* is no role: who may approve, and how much, is a person's place on her bank's ladder ([decision 0250](../decisions/0250-delegations.md)).

| Role | Reaches |
|---|---|
${ROLES.map((role) => `| ${ROLE_WORDS[role]} | ${REACH_WORDS[REACH[role]]} |`).join("\n")}

| | ${ROLES.join(" | ")} |
|---|${ROLES.map(() => ":-:").join("|")}|
${RIGHTS.map((right) => `| ${RIGHT_WORDS[right]} | ${ROLES.map((role) => (whoMay(right).includes(role) ? "yes" : "")).join(" | ")} |`).join("\n")}

Proven, for allow and deny:

- every route × every role, on the routes: \`sync-server/http/rights.test.ts\` (a route that is not in its table fails)
- every role × her own branch, her region, another branch, another bank, on three stores, with the row-level security of PostgreSQL: \`sync-server/contract/rights-contract.ts\`
- that a row of another bank or branch is out of reach whatever the server asks for: \`sync-server/store/store-contract.ts\` [ST1] to [ST3]
`;
}
