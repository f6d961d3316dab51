import { REACH } from "../../../shared/access/roles.ts";
import type { BranchRow, StandingRow } from "../../store/store.ts";

/** A bank goes on being administered by two. */
const LEAST_ADMINISTRATORS = 2;

/** A supervisor's are all branches of the regions of those named for her, these first. */
export function reachOf(branches: readonly { readonly id: string; readonly region?: string | undefined }[], { role, branches: named }: Pick<StandingRow, "role" | "branches">): readonly string[] {
  const once = [...new Set(named)];
  if (REACH[role] !== "region") return once;
  const regions = new Set(branches.filter(({ id }) => named.includes(id)).map(({ region }) => region));
  return [...new Set([...once, ...branches.filter(({ region }) => region !== undefined && regions.has(region)).map(({ id }) => id)])];
}

/** Whether somebody of a bank may be this at all: known branches, a role that goes with them, and two administrators left. */
export function canStand({ to, was, branches, administrators }: { readonly to: StandingRow; readonly was: StandingRow; readonly branches: readonly BranchRow[]; readonly administrators: number }): boolean {
  const found = to.branches.map((named) => branches.find(({ id }) => id === named));
  if (found.includes(undefined) || new Set(to.branches).size < to.branches.length) return false;
  if (["bank", "none"].includes(REACH[to.role]) && to.branches.length > 0) return false;
  if (REACH[to.role] === "region" && (found.length === 0 || found.some((branch) => branch?.region === undefined))) return false;
  const leaves = isAdministrator(was) && !isAdministrator(to);
  return !leaves || administrators > LEAST_ADMINISTRATORS;
}

/** It ends somebody, or takes branches away, and gives nothing: one word is enough, as for a lost laptop. */
export const onlyTakes = (was: StandingRow, to: StandingRow): boolean => was.active && was.role === to.role && to.branches.every((branch) => was.branches.includes(branch));

export const isSame = (a: StandingRow, b: StandingRow): boolean => a.role === b.role && a.active === b.active && JSON.stringify(a.branches) === JSON.stringify(b.branches);
/** Whatever the order of branches but the first. */
export const saysSame = (a: StandingRow, b: StandingRow): boolean =>
  a.role === b.role && a.active === b.active && (!a.active || (a.branches[0] === b.branches[0] && JSON.stringify(a.branches.toSorted()) === JSON.stringify(b.branches.toSorted())));

const isAdministrator = ({ role, active }: StandingRow): boolean => role === "administrator" && active;
