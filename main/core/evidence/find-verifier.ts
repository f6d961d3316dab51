import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The page that goes into every archive: beside the compiled program; from sources, where build/verification puts it. Undefined: it was not compiled. */
export function readVerifier(file: string | undefined): Uint8Array | undefined {
  const places = file === undefined ? PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))) : [file];
  const found = places.find((place) => existsSync(place));
  return found === undefined ? undefined : readFileSync(found);
}

const PLACES = ["./evidence/index.html", "../../../build/out/evidence/index.html"];
