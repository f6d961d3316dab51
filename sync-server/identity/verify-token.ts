import { decodeJwt, errors, jwtVerify, type JWTPayload } from "jose";
import type { CodedError } from "../../shared/kernel/error-codes.ts";
import type { BankId } from "../../shared/kernel/ids.ts";
import { err, ok, type Result } from "../../shared/kernel/result.ts";
import { isAccessToken, isGivenFor } from "./token-kind.ts";
import type { TrustedIssuer } from "./trusted-issuer.ts";

/** What a verified access token says. */
export type TokenFacts = {
  /** As the directory knows the identity provider. */
  readonly issuer: string;
  readonly subject: string;
  /** The only bank that this issuer may speak for; undefined when it serves several. */
  readonly bank: BankId | undefined;
  /** UTC ms. */
  readonly expiresAtMs: number;
};
export type TokenVerifier = (token: string) => Promise<Result<TokenFacts, CodedError>>;

/** Asymmetric only: a shared secret or "none" is never a signature here. */
const ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"];
const CLOCK_TOLERANCE_S = 30;

/**
 * Verifies signature, issuer, audience, expiry, kind and scope of an access token. G3001 for anything that is not a good token of ours; G3008 for one
 * of a sign-in without the second factor that is demanded; G3005 when the issuer's keys cannot be had, for then nobody can tell.
 * `cnf` (RFC 9449) is not looked at: see docs/decisions/0330-refresh.md.
 */
export function createTokenVerifier(issuers: () => readonly TrustedIssuer[], now: () => number): TokenVerifier {
  return async (token) => {
    const issuer = findIssuer(token, issuers());
    if (issuer === undefined) return err({ code: "G3001" });
    try {
      const { payload, protectedHeader } = await jwtVerify(token, issuer.keys, {
        issuer: issuer.issuer,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: new Date(now()),
        requiredClaims: ["exp", "sub"],
        ...(issuer.style === "standard" ? { audience: issuer.audience } : {}),
      });
      return isAccessToken(protectedHeader, payload, issuer) && isGivenFor(payload, issuer.demandedScope) ? readClaims(payload, issuer) : err({ code: "G3001" });
    } catch (error) {
      return err(isKeysAway(error) ? { code: "G3005" } : { code: "G3001" });
    }
  };
}

/** Unverified reading, only to choose whose keys to try. */
function findIssuer(token: string, issuers: readonly TrustedIssuer[]): TrustedIssuer | undefined {
  try {
    const { iss } = decodeJwt(token);
    return issuers.find(({ issuer }) => issuer === iss);
  } catch {
    return undefined;
  }
}

function readClaims(payload: JWTPayload, issuer: TrustedIssuer): Result<TokenFacts, CodedError> {
  // What the types say of a payload nobody checked: a provider may sign a subject that is no text, or an end past every date.
  const { sub, exp }: { readonly sub?: unknown; readonly exp?: unknown } = payload;
  if (typeof sub !== "string" || sub === "" || typeof exp !== "number" || !Number.isSafeInteger(Math.round(exp * 1000))) return err({ code: "G3001" });
  if (issuer.acr.length > 0 && !issuer.acr.some((value) => isSaid(payload, value))) return err({ code: "G3008" });
  return ok({ issuer: issuer.knownAs, subject: sub, bank: issuer.bank, expiresAtMs: exp * 1000 });
}

/** How she signed in, by either claim that providers say it with (OpenID Connect Core 2, RFC 8176). */
const isSaid = ({ acr, amr }: JWTPayload, value: string): boolean => acr === value || (Array.isArray(amr) && amr.includes(value));

/** The token may be good: its issuer did not answer, or not with keys. */
const isKeysAway = (error: unknown): boolean =>
  error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || !(error instanceof errors.JOSEError) || error.code === "ERR_JOSE_GENERIC";
