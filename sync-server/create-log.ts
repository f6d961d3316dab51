import pino, { type DestinationStream } from "pino";
import type { ServerConfig } from "./config.ts";
import type { ServerLog } from "./http/http-deps.ts";

const BUFFER_BYTES = 4_096;
const FLUSH_MS = 200;

/**
 * One JSON line an event. The types of the facts are the rule: no object that could hold a request, a row or a person. Lines on the
 * standard output are gathered for a fifth of a second, for writing each costs more than the rest of a small request; a warning and the
 * end of the process send them at once.
 */
export function createLog(level: ServerConfig["logLevel"], destination?: DestinationStream): ServerLog {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label: string) => ({ level: label }) } };
  const gathered = destination === undefined ? pino.destination({ fd: 1, sync: true, minLength: BUFFER_BYTES }) : undefined;
  const log = pino(options, destination ?? gathered);
  const flush = (): void => gathered?.flushSync();
  if (gathered !== undefined) {
    setInterval(flush, FLUSH_MS).unref();
    process.on("exit", flush);
  }
  return {
    info: (facts, event) => log.info(facts, event),
    warn: (facts, event) => {
      log.warn(facts, event);
      flush();
    },
    error: (facts, event) => {
      log.error(facts, event);
      flush();
    },
  };
}
