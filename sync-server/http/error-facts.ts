import type { LogFacts } from "./http-deps.ts";

/**
 * What a log may hold of an unexpected error: its class, its code (SQLSTATE or system), where it was thrown. Never its message: a
 * database quotes the row that it refused.
 */
export function errorFacts(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const stack = error.stack ?? "";
  // The message stands in front of the frames, and one of several lines may look like a frame.
  const behind = stack.includes(error.message) ? stack.slice(stack.indexOf(error.message) + error.message.length) : stack;
  const frames = behind.split("\n").filter((line) => /^ {4}at /.test(line)).slice(0, 8).map((line) => line.trim());
  return { error: error.name, code, frames, ...(error.cause === undefined ? {} : { cause: causeOf(error.cause) }) };
}

const causeOf = (cause: unknown): string =>
  cause instanceof Error ? ("code" in cause && typeof cause.code === "string" ? `${cause.name} ${cause.code}` : cause.name) : typeof cause;
