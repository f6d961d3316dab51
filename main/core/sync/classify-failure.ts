import type { CodedError, ErrorCode } from "../../../shared/kernel/error-codes.ts";
import { errorAnswerSchema, type ErrorAnswer } from "../../../shared/sync/protocol.ts";
import type { Failure } from "../../../shared/sync/sync-state.ts";

export type Classified = { readonly status: number; readonly code: ErrorCode | undefined; readonly failure: Failure };

export const unreachable = (code: ErrorCode, params?: CodedError["params"]): Failure => ({ kind: "unreachable", error: params === undefined ? { code } : { code, params } });

/** Only a person, or another version, can change these: asking again would not. */
const FINAL: ReadonlySet<ErrorCode> = new Set(["G3003", "G3007", "G4009", "G4010", "G4012"]);

/** What an answer outside 2xx means to the engine. An answer that is not the centre's own is judged by its status alone. */
export async function classify(response: Response): Promise<Classified> {
  const answer = await readError(response);
  const { status } = response;
  const code = answer?.code;
  return { status, code, failure: failureOf(status, answer, retryAfterMs(response.headers.get("retry-after"))) };
}

function failureOf(status: number, answer: ErrorAnswer | undefined, afterMs: number | undefined): Failure {
  if (answer === undefined) {
    if (status === 401) return { kind: "unauthorised" };
    if (status === 413) return { kind: "too-large" };
    if (status === 429 || status === 503) return { kind: "asked-to-wait", error: { code: status === 429 ? "G4004" : "G5002" }, afterMs };
    return unreachable("G5005", { status });
  }
  const { code, params, fields } = answer;
  const error: CodedError = { code, params, fields };
  if (code === "G3001") return { kind: "unauthorised" };
  if (code === "G3008") return { kind: "unauthorised", error };
  if (code === "G4008") return { kind: "gap", have: typeof params["have"] === "number" ? params["have"] : 0 };
  if (code === "G4002" || code === "G2013") return { kind: "too-large" };
  if (code === "G9501" || code === "G9502") return { kind: "unapproved", error };
  if (code === "G4011") return { kind: "stranger", error };
  if (FINAL.has(code)) return { kind: "final", error };
  if (status === 429 || status === 503) return { kind: "asked-to-wait", error, afterMs };
  return { kind: "unreachable", error };
}

async function readError(response: Response): Promise<ErrorAnswer | undefined> {
  try {
    return errorAnswerSchema.parse(JSON.parse(await response.text()));
  } catch {
    return undefined;
  }
}

/** Seconds, or a date: a day at most, so that a wrong clock on the way does not silence a workstation. */
export function retryAfterMs(header: string | null, now: number = Date.now()): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(seconds) ? Math.min(86_400_000, Math.max(0, seconds)) : undefined;
}
