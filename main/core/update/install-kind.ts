/** How this program came here. `sources`: it was not installed at all. */
export type InstallKind = "per-machine" | "per-user" | "sources";

/** From the mark that installers leave beside the program (`resources/install-kind`): only what says `user` updates itself. */
export function readInstallKind(isPackaged: boolean, mark: string | undefined): InstallKind {
  if (!isPackaged) return "sources";
  return mark?.trim() === "user" ? "per-user" : "per-machine";
}
