import type { FiguresOf } from "../../../shared/bridge/overview-views.ts";
import { parseId, type BranchId } from "../../../shared/kernel/ids.ts";
import type { Me } from "../../../shared/sync/protocol.ts";

/** What the figures may be asked of: all of a person's branches, those of a region, or one. */
export type Place = { readonly kind: "all" } | { readonly kind: "region"; readonly name: string } | { readonly kind: "branch"; readonly id: BranchId };
export const EVERYWHERE: Place = { kind: "all" };

/** Undefined where the text is no branch's id. */
export function branchId(text: string | undefined): BranchId | undefined {
  const read = parseId<BranchId>(text);
  return read.ok ? read.value : undefined;
}

/** Regions that this person sees anything of, by name. */
export const regionsOf = (branches: Me["branches"]): readonly string[] => [...new Set(branches.flatMap(({ region }) => region ?? []))].toSorted((a, b) => a.localeCompare(b, "fr"));

/** Undefined: all of them. */
export function branchesAt(place: Place, branches: Me["branches"]): BranchId[] | undefined {
  if (place.kind === "all") return undefined;
  const wanted = place.kind === "branch" ? [place.id] : branches.filter(({ region }) => region === place.name).map(({ id }) => id);
  return wanted.flatMap((text) => branchId(text) ?? []);
}

/** Sums of the branches of each region, in order of name; branches without one come last, under an empty key. */
export function byRegion(rows: readonly FiguresOf[], branches: Me["branches"]): readonly FiguresOf[] {
  const regionOf = new Map(branches.map(({ id, region }) => [id, region ?? ""]));
  const sums = new Map<string, FiguresOf>();
  for (const row of rows) {
    const key = regionOf.get(row.key) ?? "";
    const sum = sums.get(key);
    sums.set(key, sum === undefined ? { ...row, key } : {
      key, files: sum.files + row.files, requested: sum.requested + row.requested, registered: sum.registered + row.registered,
      registeredAmount: sum.registeredAmount + row.registeredAmount, disbursed: sum.disbursed + row.disbursed, disbursedAmount: sum.disbursedAmount + row.disbursedAmount,
    });
  }
  return [...sums.values()].toSorted((a, b) => Number(a.key === "") - Number(b.key === "") || a.key.localeCompare(b.key, "fr"));
}
