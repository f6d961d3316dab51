import type { ErrorCode } from "../../../shared/kernel/error-codes.ts";
import type { EraseMode } from "../../../shared/sync/device-messages.ts";
import type { DeviceRow } from "../../store/store.ts";
import type { Caller } from "../services.ts";
import type { DeviceServices } from "./create-devices.ts";
import { handleOf } from "./see-device.ts";

/** Workstations of a branch that are still to be ended. `shared`: of people who are of other branches too. */
export type BranchWorkstations = { readonly own: readonly DeviceRow[]; readonly shared: readonly DeviceRow[] };
/** What one person's word did with one of them. `stands`: it was hers already, and a second person's is awaited. */
export type BranchWord = { readonly replica: string; readonly is: "ended" | "waits" | "stands" | "refused"; readonly code?: ErrorCode };

/** [RH4] Those at work or waiting for approval; where they are to be erased, ended ones too that were not ordered that yet. */
export function workstationsOf(rows: readonly DeviceRow[], branch: string, erase: EraseMode | undefined): BranchWorkstations {
  const open = rows.filter((row) => row.branches.some(({ id }) => id === branch) && isToEnd(row, erase));
  return { own: open.filter(({ branches }) => branches.length === 1), shared: open.filter(({ branches }) => branches.length > 1) };
}

const isToEnd = ({ revoked, erase: ordered }: DeviceRow, erase: EraseMode | undefined): boolean =>
  revoked === undefined || (erase !== undefined && ordered?.doneAt === undefined && ordered?.mode !== "now" && ordered?.mode !== erase);

/** [RH4] One person's word for the end of each, as at her window: the second person's ends them, her own workstation ends at once. Cut off, the same goes on. */
export async function sayBranch(devices: Pick<DeviceServices, "revoke">, caller: Caller, address: { readonly protocol: number; readonly centre: string; readonly epoch: string }, rows: readonly DeviceRow[], erase: EraseMode | undefined): Promise<readonly BranchWord[]> {
  const said: BranchWord[] = [];
  for (const { replica } of rows) {
    const answer = await devices.revoke(caller, { ...address, device: handleOf(replica), ...(erase === undefined ? {} : { erase }) });
    if (answer.ok) said.push({ replica, is: answer.value.done ? "ended" : "waits" });
    else said.push(answer.error.code === "G9504" ? { replica, is: "stands" } : { replica, is: "refused", code: answer.error.code });
  }
  return said;
}
