import { readFileSync } from "node:fs";

/** FICTITIOUS: the scheme that begins at noon. */
export const NEW_SCHEME = "RELANCE_LOCALE";
export const NEW_RULES = "pge-france@1.1.0";

/** The repository's example of a pack, brought forward so that it is in force on the day that is replayed. */
export const newSchemeText = (day: string): string =>
  readFileSync(new URL("../../shared/pge/samples/relance-locale.json", import.meta.url), "utf8").replaceAll("2020-04-15", day);
