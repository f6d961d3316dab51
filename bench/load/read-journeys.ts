import { readFileSync } from "node:fs";
import { parseJourneys, type Journey } from "./journey.ts";

export const readJourneys = (): readonly Journey[] => parseJourneys(JSON.parse(readFileSync(new URL("journeys.json", import.meta.url), "utf8")));
