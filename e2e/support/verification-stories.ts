import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { registrationNumber } from "../../shared/sync/registration-number.ts";
import type { Verification } from "../../sync-server/domain/verification/create-verifier.ts";
import { createHttpServer } from "../../sync-server/http/create-http-server.ts";
import { fakeServices } from "../../sync-server/http/testing/fake-services.ts";
import { roomyLimits } from "../../sync-server/http/testing/roomy-limits.ts";
import { readVerificationPage } from "../../sync-server/read-verification-page.ts";

const folder = fileURLToPath(new URL("../../build/out/verification", import.meta.url));
const quiet = (): void => undefined;
/** 15 April 2020, a quarter to eleven in Paris. */
const AT = Date.UTC(2020, 3, 15, 8, 42);

/** A state of the public page: the SIREN decides what the centre behind it answers. `typed` undefined: as it opens. */
export type VerificationStory = { readonly name: string; readonly isDemonstration?: true; readonly typed?: { readonly number: string; readonly siren: string; readonly amount: string } };

const number = registrationNumber(1, Uint8Array.of(251, 90, 230, 77, 199));
const typedFor = (siren: string) => ({ number: number.toLowerCase(), siren, amount: "250 000,50" });
const [MATCH, CANCELLED, MISMATCH, LOCKED] = ["002 000 008", "002 000 016", "002 000 024", "002 000 032"] as const;

export const verificationStories: readonly VerificationStory[] = [
  { name: "verification" },
  { name: "verification-demonstration", isDemonstration: true },
  { name: "verification-faults", typed: { number: `${number.slice(0, -1)}${number.endsWith("0") ? "1" : "0"}`, siren: "73282932", amount: "250.000" } },
  { name: "verification-match", typed: typedFor(MATCH) },
  { name: "verification-cancelled", typed: typedFor(CANCELLED) },
  { name: "verification-mismatch", typed: typedFor(MISMATCH) },
  { name: "verification-locked", typed: typedFor(LOCKED) },
];

function answerTo(siren: string): Verification {
  const digits = siren.replaceAll(" ", "");
  const answered = (answer: Extract<Verification, { kind: "answered" }>["answer"]): Verification => ({ kind: "answered", answer, from: "ledger" });
  if (digits === LOCKED.replaceAll(" ", "")) return { kind: "guarded", waitS: 5_400 };
  if (digits === MATCH.replaceAll(" ", "")) return answered({ result: "match", state: "registered", at: AT });
  if (digits === CANCELLED.replaceAll(" ", "")) return answered({ result: "match", state: "cancelled", at: AT });
  return answered({ result: "mismatch", at: AT });
}

type Opened = { readonly address: string; readonly close: () => Promise<unknown> };

/** The real page, from the real HTTP side of a server, over a centre that only remembers a few companies. */
export async function openVerification({ isDemonstration = false, origin }: { readonly isDemonstration?: boolean; readonly origin?: string }): Promise<Opened> {
  const { app } = await createHttpServer({
    services: fakeServices({ verifyRegistration: async ({ siren }) => answerTo(siren) }),
    verify: async () => ({ ok: false, error: { code: "G3001" } }), now: Date.now,
    signIn: async () => ({ issuer: "http://127.0.0.1/oidc", clientId: "guichet-desktop", audience: "urn:guichet:api" }),
    accounts: undefined, metricsToken: undefined, trustedProxies: [], log: { info: quiet, warn: quiet, error: quiet },
    limits: roomyLimits, isHttps: false,
    verificationAddress: () => "https://centre.example/verification", verification: { page: readVerificationPage({ folder, isAsked: true }, isDemonstration), origin, inside: 32, pointsPerAddress: 1_000_000 },
  }, "0.0.0");
  return { address: await app.listen({ host: "127.0.0.1", port: 0 }), close: () => app.close() };
}

export type VerificationServer = { readonly url: (story: VerificationStory, language: "fr" | "en") => string; readonly close: () => Promise<void> };

/** Both kinds of page: a production's and a demonstration's. */
export async function serveVerification(): Promise<VerificationServer> {
  const [real, invented] = [await openVerification({}), await openVerification({ isDemonstration: true })];
  return {
    url: ({ isDemonstration }, language) => `${isDemonstration === true ? invented.address : real.address}/verification${language === "en" ? "?lang=en" : ""}`,
    close: async () => {
      await real.close();
      await invented.close();
    },
  };
}

/** Types and asks, as the story says; waits for what is shown then. */
export async function playVerification(page: Page, { typed }: VerificationStory): Promise<void> {
  if (typed === undefined) return;
  for (const [field, text] of Object.entries(typed)) await page.locator(`#${field}`).fill(text);
  await page.locator("button[type=submit]").click();
  await page.locator(".telling, #summary:not([hidden])").first().waitFor();
}
