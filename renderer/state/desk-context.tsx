import { createContext, useContext, useSyncExternalStore } from "react";
import { mayDo, type Right } from "../../shared/access/rights.ts";
import type { Desk } from "./desk.ts";
import type { State } from "./state.ts";

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error("useDesk outside DeskContext");
  return desk;
}

/** One part of the state. `select` must answer the same value for the same state. */
export function useDeskState<T>(select: (state: State) => T): T {
  const { store } = useDesk();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}

/** Whether the signed-in person's role has this right; the core and the centre judge again. */
export const useMay = (right: Right): boolean => useDeskState(({ session }) => session?.kind === "open" && mayDo(session.me.role, right));
