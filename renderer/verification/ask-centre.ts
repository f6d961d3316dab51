import type { VerificationAnswer, VerificationRequest } from "../../shared/sync/verification.ts";

/** What became of a question. */
export type Outcome =
  | { readonly kind: "answered"; readonly answer: VerificationAnswer }
  | { readonly kind: "tooOften"; readonly waitS: number }
  | { readonly kind: "busy" }
  | { readonly kind: "offline" }
  | { readonly kind: "refused"; readonly code: string };

const PATIENCE_MS = 20_000;
const MINUTE_S = 60;

/** Asks the centre at `base` (empty: where the page comes from), by POST: nothing that was typed enters an address. No cookie, no credential. */
export async function askCentre(base: string, asked: VerificationRequest, send: typeof fetch = fetch): Promise<Outcome> {
  try {
    const response = await send(`${base}/v1/verify`, {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(asked),
      credentials: "omit", cache: "no-store", redirect: "error", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status === 429) return { kind: "tooOften", waitS: Number(response.headers.get("retry-after")) || MINUTE_S };
    if (response.status >= 500) return { kind: "busy" };
    if (!response.ok) return { kind: "refused", code: response.headers.get("x-error-code") ?? String(response.status) };
    const answer = readAnswer(await response.json());
    return answer === undefined ? { kind: "refused", code: "G5005" } : { kind: "answered", answer };
  } catch {
    return { kind: "offline" }; // no line, no answer in time, or not JSON: what stands between is not the centre
  }
}

/** Gate of an answer: exactly what the centre's own schema lets through, held together by a test. Anything else confirms nothing. */
export function readAnswer(value: unknown): VerificationAnswer | undefined {
  if (typeof value !== "object" || value === null || !("result" in value) || !("at" in value)) return undefined;
  const { result, at } = value;
  if (typeof at !== "number" || !Number.isSafeInteger(at) || at < 0) return undefined;
  const names = Object.keys(value).length;
  if ((result === "mismatch" || result === "amended") && names === 2) return { result, at };
  if (result !== "match" || names !== 3 || !("state" in value)) return undefined;
  return value.state === "registered" || value.state === "cancelled" ? { result, state: value.state, at } : undefined;
}
