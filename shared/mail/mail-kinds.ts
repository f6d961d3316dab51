import { mayDo, type Right } from "../access/rights.ts";
import type { BankRole } from "../access/roles.ts";

/** Every letter that the centre writes. A name, once published, never changes its meaning: directories hold it. */
export const MAIL_KINDS = ["workstation-waits", "second-word", "bank-word", "file-word", "quarantine-waits", "recovery-word", "approvals-wait", "reservations-end"] as const;
export type MailKind = (typeof MAIL_KINDS)[number];
export const isMailKind = (kind: string): kind is MailKind => MAIL_KINDS.some((known) => known === kind);

/** To whom: whoever has the right, at all of the branches concerned. `ofBank`: it concerns no branch, so only who answers for the whole bank. */
export const mailTo: Readonly<Record<MailKind, { readonly right: Right; readonly ofBank: boolean }>> = {
  "workstation-waits": { right: "devices.approve", ofBank: false },
  "second-word": { right: "devices.revoke", ofBank: false },
  "bank-word": { right: "recovery-key.decide", ofBank: true },
  "file-word": { right: "files.hold", ofBank: false },
  "quarantine-waits": { right: "quarantine.decide", ofBank: false },
  "recovery-word": { right: "recovery.decide", ofBank: true },
  "approvals-wait": { right: "inbox.of-branches", ofBank: false },
  "reservations-end": { right: "inbox.of-branches", ofBank: false },
};

type Person = { readonly person: string; readonly role: BankRole; readonly branches: readonly string[] };

/** [ML1] Who is told. Never whose own word or workstation it is; an administrator answers for the whole bank, anybody else for branches that are all hers. */
export function recipientsOf(kind: MailKind, about: { readonly person: string | undefined; readonly branches: readonly string[] | undefined }, people: readonly Person[]): readonly string[] {
  const { right, ofBank } = mailTo[kind];
  return people.filter(({ person, role, branches }) => {
    if (person === about.person || !mayDo(role, right)) return false;
    if (role === "administrator") return true;
    return !ofBank && about.branches !== undefined && about.branches.length > 0 && about.branches.every((one) => branches.includes(one));
  }).map(({ person }) => person);
}
