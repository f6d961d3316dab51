import { mayDo } from "../access/rights.ts";
import type { Role } from "../access/roles.ts";
import type { LegalDate } from "../kernel/legal-date.ts";

/** A level of a bank's ladder of approvals, in the bank's own words; without a limit (cents), of any amount. */
export type Level = { readonly name: string; readonly upTo?: number | undefined };
/** From one day (`YYYY-MM-DD`) to another, both included, a person does what somebody who is away may do. */
export type StandIn = { readonly for: string; readonly level: Level; readonly from: string; readonly until: string };
/** What one person may approve, as her bank's directory says; stood-in levels besides her own. */
export type Approvals = {
  /** The whole ladder, lowest first. Empty: the bank has none. */
  readonly ladder: readonly Level[];
  readonly own?: Level | undefined;
  readonly standIns: readonly StandIn[];
};

const ANY_AMOUNT: Level = { name: "" };

const covers = ({ upTo }: Level, amount: number): boolean => upTo === undefined || amount <= upTo;

/** [LI3] The highest level at which this person may approve on that day, her own or one that she stands in for. Undefined: none. */
export function levelOn(role: Role, approvals: Approvals | undefined, day: LegalDate): Level | undefined {
  if (approvals === undefined || approvals.ladder.length === 0) return mayDo(role, "approvals.any-amount") ? ANY_AMOUNT : undefined; // no text gives figures
  const levels = [...(approvals.own === undefined ? [] : [approvals.own]), ...activeOn(approvals, day).map(({ level }) => level)];
  return levels.reduce<Level | undefined>((best, one) => (best === undefined || covers(one, best.upTo ?? Infinity) ? one : best), undefined);
}

/** Whom she stands in for on that day. */
export const activeOn = ({ standIns }: Approvals, day: LegalDate): readonly StandIn[] => standIns.filter(({ from, until }) => from <= day && day <= until);

export const mayApprove = (level: Level | undefined, amount: number): boolean => level !== undefined && covers(level, amount);

/** The lowest level that may approve so much, for who may not. */
export const levelFor = (approvals: Approvals | undefined, amount: number): Level | undefined => approvals?.ladder.find((level) => covers(level, amount));
