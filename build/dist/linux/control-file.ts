import { execFileSync } from "node:child_process";

/** A deb's own description of itself, as dpkg-deb prints it: the start of its paragraph in the repository's list. */
export function readControl(dpkgDeb: string, path: string): string {
  return execFileSync(dpkgDeb, ["--field", path], { encoding: "utf8" }).trimEnd();
}

/** One field of a paragraph; undefined where it has none. */
export const fieldOf = (control: string, name: string): string | undefined => new RegExp(`^${name}: (.+)$`, "m").exec(control)?.[1];
