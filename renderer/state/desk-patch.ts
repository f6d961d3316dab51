import type { FieldValue } from "../../shared/pge/file-fields.ts";
import type { Desk } from "./desk.ts";
import type { DeskState } from "./state.ts";

export function patchDesk(desk: Desk, patch: Partial<DeskState>): void {
  desk.set({ desk: { ...desk.get().desk, ...patch } });
}

/** A stored value as JSON: the same, with loans' absent keys left out. */
export const jsonOf = (value: FieldValue | null): ReturnType<typeof JSON.parse> => JSON.parse(JSON.stringify(value));
