import type { Piece } from "../documents/document.ts";
import type { Instant } from "../kernel/instant.ts";
import { daysBetween, type LegalDate } from "../kernel/legal-date.ts";
import { parisDate } from "../kernel/paris-date.ts";
import type { Fields } from "../pge/file-fields.ts";

/** What is expected of a file, and by which documents it is met: any one of them. */
export const EXPECTED = ["turnover", "registration", "identity", "account", "mandate", "sworn", "plan"] as const;
export type ExpectedName = (typeof EXPECTED)[number];
export type ExpectedPiece = {
  readonly name: ExpectedName;
  readonly pieces: readonly Piece[];
  /** Banks often ask for it; nothing is missing without it. */
  readonly optional: boolean;
  readonly state: "there" | "missing" | "old";
};
type Attached = { readonly piece: string; readonly attachedAt: Instant };

/** A Kbis that was added longer ago is asked for anew before the money leaves. No text at hand says so: practice of the banks. */
export const KBIS_DAYS = 90;

/** Of the trade register are companies. */
const WITHOUT_KBIS: ReadonlySet<string> = new Set(["EI", "ASSOCIATION", "FONDATION"]);

const TURNOVER: { readonly [kind: string]: readonly Piece[] } = {
  COMPTES_ANNUELS: ["COMPTES_ANNUELS", "LIASSE_FISCALE"], LIASSE_FISCALE: ["LIASSE_FISCALE"], ATTESTATION_EXPERT_COMPTABLE: ["ATTESTATION_CA"], ATTESTATION_HONNEUR: ["ATTESTATION_HONNEUR", "ATTESTATION_CA"],
};

/**
 * [LI12] What a file should hold, by what is entered: the proof of turnover that was named, who the company and its signatory are, the account, the client's mandate and sworn statement once they are dated.
 * `isPaid`: the money left, so that nothing is asked for anew.
 */
export function checklistOf(fields: Fields, attached: readonly Attached[], today: LegalDate, isPaid: boolean): readonly ExpectedPiece[] {
  const expected: readonly (readonly [ExpectedName, readonly Piece[], boolean?])[] = [
    ["turnover", typeof fields.turnoverProofKind === "string" ? (TURNOVER[fields.turnoverProofKind] ?? []) : ["COMPTES_ANNUELS", "LIASSE_FISCALE", "ATTESTATION_CA"]],
    ...(typeof fields.borrowerType === "string" && WITHOUT_KBIS.has(fields.borrowerType) ? [] : [["registration", ["KBIS"]] as const]),
    ["identity", ["PIECE_IDENTITE"]],
    ...(fields.iban === undefined ? [] : [["account", ["RIB"]] as const]),
    ...(fields.mandateOn === undefined ? [] : [["mandate", ["MANDAT"]] as const]),
    ...(fields.swornOn === undefined ? [] : [["sworn", ["ATTESTATION_HONNEUR"]] as const]),
    ["plan", ["PLAN_TRESORERIE"], true],
  ];
  return expected.map(([name, pieces, optional = false]) => ({ name, pieces, optional, state: stateOf(name, pieces, attached, today, isPaid) }));
}

/** What has to be asked of the client. */
export const missingOf = (checklist: readonly ExpectedPiece[]): readonly ExpectedPiece[] => checklist.filter(({ state, optional }) => state !== "there" && !optional);

function stateOf(name: ExpectedName, pieces: readonly Piece[], attached: readonly Attached[], today: LegalDate, isPaid: boolean): ExpectedPiece["state"] {
  const found = attached.filter(({ piece }) => pieces.some((one) => one === piece));
  if (found.length === 0) return "missing";
  const isOld = ({ attachedAt }: Attached): boolean => daysBetween(parisDate(attachedAt), today) > KBIS_DAYS;
  return name === "registration" && !isPaid && found.every(isOld) ? "old" : "there";
}
