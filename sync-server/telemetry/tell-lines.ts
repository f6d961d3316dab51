import { context } from "@opentelemetry/api";
import type { ServerLog } from "../http/http-deps.ts";

const SEVERITY = { info: 9, warn: 13, error: 17 } as const;
type Emit = (line: { readonly severityNumber: number; readonly severityText: string; readonly body: string; readonly attributes: Readonly<Record<string, string | number | boolean | string[]>>; readonly context: ReturnType<typeof context.active> }) => void;

/** The same lines, to the log and to the collector, there with the trace that they belong to. Their types hold them to codes, counts and ids wherever they go. */
export function tellLines(log: ServerLog, emit: Emit): ServerLog {
  const at = (level: keyof typeof SEVERITY): ServerLog["info"] => (facts, event) => {
    log[level](facts, event);
    const attributes = Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[`guichet.${name}`, typeof value === "object" ? [...value] : value]])));
    emit({ severityNumber: SEVERITY[level], severityText: level, body: event, attributes, context: context.active() });
  };
  return { info: at("info"), warn: at("warn"), error: at("error") };
}
