import fc from "fast-check";
import { expect, test } from "vitest";
import { verificationAnswerSchema } from "../../shared/sync/verification.ts";
import { askCentre, readAnswer } from "./ask-centre.ts";

const asked = { number: "1-ABCD-EFGH-K", siren: "732829320", amount: 25_000_050 };
const match = { result: "match", state: "registered", at: 1_600_000_000_000 };

test("the page's own gate lets through what the centre's schema does, and nothing else", () => {
  const odd = fc.oneof(fc.constantFrom("match", "mismatch", "amended", "registered", "cancelled", 0, -1, 1.5, 1e300, null, undefined, true, "1"), fc.integer(), fc.string());
  const answers = fc.oneof(fc.anything(), fc.record({ result: odd, state: odd, at: odd }, { requiredKeys: [] }), fc.record({ result: odd, state: odd, at: odd, more: odd }, { requiredKeys: ["result", "at"] }));
  fc.assert(fc.property(answers, (value) => {
    expect(readAnswer(value) !== undefined).toBe(verificationAnswerSchema.safeParse(value).success);
  }), { numRuns: 5_000 });
  for (const right of [match, { ...match, state: "cancelled" }, { result: "mismatch", at: 0 }, { result: "amended", at: 0 }]) expect(readAnswer(right)).toEqual(verificationAnswerSchema.parse(right));
  for (const wrong of [{ ...match, state: "granted" }, { ...match, amount: 1 }, { ...match, at: "now" }, { result: "mismatch", state: "registered", at: 0 }, { result: "amended", state: "registered", at: 0 }, { result: "amended", amount: 1, at: 0 }, { ...match, state: "amended" }, [], "match"]) expect(readAnswer(wrong)).toBeUndefined();
});

/** A centre that gives one answer, and what it was sent. */
function centre(answer: () => Response | Promise<Response>) {
  const sent: { url: string; init: RequestInit | undefined }[] = [];
  const send = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    sent.push({ url: url instanceof Request ? url.url : String(url), init });
    return answer();
  };
  return { sent, send };
}
const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Response => new Response(JSON.stringify(value), { status, headers });

test("it asks by POST, with everything in the body, nothing in the address, no cookie and no referrer", async () => {
  const { sent, send } = centre(() => json(match));
  expect(await askCentre("https://api.guichet.example", asked, send)).toEqual({ kind: "answered", answer: match });
  expect(sent.map(({ url }) => url)).toEqual(["https://api.guichet.example/v1/verify"]);
  expect(sent[0]?.init).toMatchObject({ method: "POST", credentials: "omit", referrerPolicy: "no-referrer", body: JSON.stringify(asked) });
});

test.each([
  ["too many tries", () => json({}, 429, { "retry-after": "90" }), { kind: "tooOften", waitS: 90 }],
  ["too many tries, without a word how long", () => json({}, 429), { kind: "tooOften", waitS: 60 }],
  ["a full centre", () => json({}, 503, { "retry-after": "3" }), { kind: "busy" }],
  ["a refusal", () => json({}, 400, { "x-error-code": "G4001" }), { kind: "refused", code: "G4001" }],
  ["a page of something between", () => new Response("<html>Portail</html>"), { kind: "offline" }],
  ["a match of another shape", () => json({ result: "match" }), { kind: "refused", code: "G5005" }],
  ["no line", () => Promise.reject(new TypeError("failed")), { kind: "offline" }],
] as const)("%s confirms nothing", async (_what, answer, outcome) => {
  expect(await askCentre("", asked, centre(answer).send)).toEqual(outcome);
});
