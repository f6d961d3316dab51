import { useEffect } from "react";
import { useDesk } from "./desk-context.tsx";

/** Runs `load` at once, and again when the centre is back after it was away. `load` must be the same from one rendering to the next. */
export function useWhenBack(load: () => void): void {
  const desk = useDesk();
  useEffect(() => {
    load();
    let was = "";
    return desk.bridge.on("sync.status", ({ kind }) => {
      if (was === "offline" && kind !== "offline") load();
      was = kind;
    });
  }, [desk, load]);
}
