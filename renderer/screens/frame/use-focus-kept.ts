import { useEffect, useRef } from "react";
import type { Route } from "../../state/route.ts";

/** Where a step takes away what had the focus, the new place has it: a keyboard goes on from there. */
export function useFocusKept(route: Route): void {
  const held = useRef<Element>(undefined);
  const before = useRef(route);
  useEffect(() => {
    const note = (event: FocusEvent): void => { if (event.target instanceof Element) held.current = event.target; };
    document.addEventListener("focusin", note);
    return () => document.removeEventListener("focusin", note);
  }, []);
  useEffect(() => {
    if (before.current === route) return;
    before.current = route;
    if (held.current !== undefined && !held.current.checkVisibility()) document.getElementById("content")?.focus({ preventScroll: true });
  }, [route]);
}
