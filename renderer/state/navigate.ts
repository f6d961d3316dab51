import { closeFile, isLeaving, openFile } from "./file-slice.ts";
import { setQuery } from "./list-slice.ts";
import { hashToRoute, routeToHash, type Route } from "./route.ts";
import type { Desk } from "./desk.ts";

/** Goes somewhere, and leaves a step for Back. */
export function go(desk: Desk, route: Route): void {
  const hash = routeToHash(route);
  if (location.hash !== hash) history.pushState(null, "", hash);
  arrive(desk, route);
}

/** Follows the address: the browser's Back and Forward, and a reload. Answers the way to stop. */
export function followAddress(desk: Desk): () => void {
  const follow = (): void => arrive(desk, hashToRoute(location.hash));
  window.addEventListener("popstate", follow);
  window.addEventListener("hashchange", follow);
  follow();
  return () => {
    window.removeEventListener("popstate", follow);
    window.removeEventListener("hashchange", follow);
  };
}

function arrive(desk: Desk, route: Route): void {
  const before = desk.get();
  const file = route.kind === "files" ? route.file : undefined;
  // Whoever follows an error to its help has left the error behind.
  desk.set({ route, ...(route.kind === "help" ? { failure: undefined, panel: undefined } : {}) });
  if (route.kind === "files" && (before.list.query.filter !== route.filter || before.list.total === undefined)) setQuery(desk, { filter: route.filter });
  if (file === before.desk.file && !isLeaving(desk)) return;
  if (file === undefined) void closeFile(desk);
  else void openFile(desk, file);
}
