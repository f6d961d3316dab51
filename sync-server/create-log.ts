import pino, { type DestinationStream } from "pino";
import type { ServerConfig } from "./config.ts";
import type { ServerLog } from "./http/http-deps.ts";

/** One JSON line an event. The types of the facts are the rule: no object that could hold a request, a row or a person. */
export function createLog(level: ServerConfig["logLevel"], destination?: DestinationStream): ServerLog {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label: string) => ({ level: label }) } };
  const log = destination === undefined ? pino(options) : pino(options, destination);
  return {
    info: (facts, event) => log.info(facts, event),
    warn: (facts, event) => log.warn(facts, event),
    error: (facts, event) => log.error(facts, event),
  };
}
