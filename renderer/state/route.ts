import { parseId, type FileId } from "../../shared/kernel/ids.ts";
import { isFilter, type Filter } from "./list-slice.ts";

/** What is administered, each in a place of its own. */
export const ADMINISTRATION_PARTS = ["workstations", "people", "releases", "rules", "quarantine", "recovery"] as const;
export type AdministrationPart = (typeof ADMINISTRATION_PARTS)[number];

/** Where the person is. Lives in the address's fragment, so that the browser's Back and a reload work. */
export type Route =
  | { readonly kind: "today" }
  | { readonly kind: "files"; readonly filter: Filter; readonly file: FileId | undefined }
  | { readonly kind: "inbox" }
  /** Figures of the branches. */
  | { readonly kind: "overview" }
  | { readonly kind: "import" }
  | { readonly kind: "settings" }
  /** `part`: undefined: the first that the person may see. */
  | { readonly kind: "administration"; readonly part: AdministrationPart | undefined }
  /** `topic`: a topic's name, an error's code, `field-` and a field's name; undefined: none yet. */
  | { readonly kind: "help"; readonly topic: string | undefined }
  /** Demonstrations only. */
  | { readonly kind: "weather" };

export function routeToHash(route: Route): string {
  switch (route.kind) {
    case "today": return "#/";
    case "inbox": return "#/inbox";
    case "overview": return "#/pilotage";
    case "import": return "#/import";
    case "settings": return "#/settings";
    case "weather": return "#/weather";
    case "administration": return route.part === undefined ? "#/administration" : `#/administration/${route.part}`;
    case "help": return route.topic === undefined ? "#/help" : `#/help/${route.topic}`;
    case "files": return `#/files/${route.filter}${route.file === undefined ? "" : `/${route.file}`}`;
  }
}

/** Anything unknown is the first screen. */
export function hashToRoute(hash: string): Route {
  const [area, filter, file] = hash.replace(/^#\//, "").split("/");
  if (area === "inbox" || area === "import" || area === "settings" || area === "weather") return { kind: area };
  if (area === "administration") return { kind: "administration", part: ADMINISTRATION_PARTS.find((part) => part === filter) };
  if (area === "pilotage") return { kind: "overview" };
  if (area === "help") return { kind: "help", topic: filter === undefined || !/^[\w-]{1,60}$/.test(filter) ? undefined : filter };
  if (area !== "files") return { kind: "today" };
  const id = parseId<FileId>(file);
  return { kind: "files", filter: isFilter(filter) ? filter : "all", file: id.ok ? id.value : undefined };
}
