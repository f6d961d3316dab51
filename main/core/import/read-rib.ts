import type { CellFaultCode, RibPart } from "../../../shared/bridge/import-views.ts";
import { frenchIban, ribKey } from "../../../shared/entry/bank-account.ts";
import { withoutSpaces } from "../../../shared/entry/typed-text.ts";
import { err, ok, type Result } from "../../../shared/kernel/result.ts";
import type { Cell } from "../tables/table.ts";
import { understand } from "./read-cell.ts";

/** Places of each part; a number that lost its leading zeros is filled up to them. */
const LENGTHS = { "rib.bank": 5, "rib.branch": 5, "rib.account": 11, "rib.key": 2 } as const satisfies Record<RibPart, number>;
type Parts = { readonly [P in RibPart]?: Cell };
export type RibFault = { readonly part: RibPart; readonly code: CellFaultCode };

/** The IBAN of an account given in parts. Bank, branch and account are needed; the key is computed, and must be the one given where there is one. */
export function readRib(parts: Parts): Result<string, RibFault> {
  const read: { [P in RibPart]?: string } = {};
  for (const part of ["rib.bank", "rib.branch", "rib.account", "rib.key"] as const) {
    const cell = parts[part];
    if (cell === undefined) continue;
    const text = understand(cell, true, false, false);
    if (!text.ok) return err({ part, code: text.error });
    const filled = withoutSpaces(text.value.text).toUpperCase().padStart(LENGTHS[part], "0");
    if (!(part === "rib.account" ? /^[0-9A-Z]{11}$/ : /^\d+$/).test(filled) || filled.length !== LENGTHS[part]) return err({ part, code: "IBAN_FORMAT" });
    read[part] = filled;
  }
  const { "rib.bank": bank, "rib.branch": branch, "rib.account": account, "rib.key": key } = read;
  if (bank === undefined) return err({ part: "rib.bank", code: "RIB_INCOMPLETE" });
  if (branch === undefined) return err({ part: "rib.branch", code: "RIB_INCOMPLETE" });
  if (account === undefined) return err({ part: "rib.account", code: "RIB_INCOMPLETE" });
  if (key !== undefined && key !== ribKey(bank, branch, account)) return err({ part: "rib.key", code: "RIB_KEY" });
  return ok(frenchIban(bank, branch, account));
}
