import type { CodedError } from "../../../../shared/kernel/error-codes.ts";
import { err, ok, type Result } from "../../../../shared/kernel/result.ts";
import { helloSchema, type Hello } from "../../../../shared/sync/protocol.ts";
import { driveSignInForm } from "../../../core/session/drive-sign-in-form.ts";
import { beginSignIn } from "../../../core/session/identity-provider.ts";
import type { Tokens } from "../../../core/session/tokens.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { CLI_REDIRECT } from "../open-desk.ts";
import type { Output } from "../output.ts";

/** Published by every demonstration; it opens nothing else. */
const DEMONSTRATION_PASSWORD = "demonstration";
const powers = { fetch: globalThis.fetch, now: () => Date.now() };

export type TokenRequest = { readonly serverUrl: string; readonly user: string | undefined; readonly password: string | undefined };

/** `token [--user NAME]`: an access token for the server's API, alone on stdout. Demonstration only: G3006 elsewhere. Needs no data folder. */
export async function token(out: Output, request: TokenRequest): Promise<ExitCode> {
  const tokens = await getTokens(request);
  if (!tokens.ok) return out.failure(tokens.error);
  out.document({ token: tokens.value.access, expiresAt: tokens.value.expiresAt });
  out.line(tokens.value.access);
  return EXIT.done;
}

/** Signs in as one of the people that a demonstration publishes. */
export async function getTokens({ serverUrl, user, password }: TokenRequest): Promise<Result<Tokens, CodedError>> {
  const hello = await sayHello(serverUrl);
  if (!hello.ok) return hello;
  const { demonstration } = hello.value;
  if (demonstration === undefined) return err({ code: "G3006" });
  const login = user ?? demonstration.accounts[0]?.login;
  if (login === undefined) return err({ code: "G3004" });
  const begun = await beginSignIn(powers, hello.value, CLI_REDIRECT);
  if (!begun.ok) return begun;
  const redirected = await driveSignInForm({ fetch: globalThis.fetch, url: begun.value.url, redirectUri: CLI_REDIRECT, login, password: password ?? DEMONSTRATION_PASSWORD });
  return redirected.ok ? await begun.value.complete(redirected.value) : redirected;
}

export async function sayHello(serverUrl: string): Promise<Result<Hello, CodedError>> {
  try {
    const answer = await fetch(`${serverUrl}/v1/hello`, { signal: AbortSignal.timeout(15_000) });
    const parsed = helloSchema.safeParse(await answer.json());
    return parsed.success ? ok(parsed.data) : err({ code: "G5005" });
  } catch (error) {
    return err({ code: error instanceof SyntaxError ? "G5005" : "G5004" });
  }
}
