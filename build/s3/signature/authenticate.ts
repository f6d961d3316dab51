import { timingSafeEqual } from "node:crypto";
import { S3Refusal } from "../protocol/refusal.ts";
import type { Account } from "./account.ts";
import { canonicalRequest, hmacHex, type Scope, signingKey, stringToSign } from "./canonical-request.ts";
import { type Payload, payloadOf } from "./payload.ts";

/** A request as far as a signature looks at it. */
export type SignedRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: ReadonlyMap<string, string>;
};

export type SignatureRules = { readonly accounts: readonly Account[]; readonly region: string; readonly now: () => Date };

/** Who sent a request; no account: nobody who said so. */
export type Caller = { readonly account: Account | undefined; readonly payload: Payload };

/** What either place of a signature says. */
type Claim = { readonly credential: string; readonly signedHeaders: readonly string[]; readonly signature: string; readonly signedAt: string; readonly payloadHash: string; readonly expiresS: number | undefined };

const algorithm = "AWS4-HMAC-SHA256";
const largestSkewMs = 15 * 60_000;
const longestPresignS = 7 * 86_400;

/** Checks who signed a request, and that it is the request that was signed. @throws {S3Refusal} with S3's own code for each way it can be wrong */
export function authenticate(request: SignedRequest, rules: SignatureRules): Caller {
  const authorization = request.headers.get("authorization");
  const presigned = request.query.some(([name]) => name.startsWith("X-Amz-") && name !== "X-Amz-Content-Sha256");
  if (authorization !== undefined && presigned) throw new S3Refusal("InvalidArgument", "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter or the Authorization header should be specified.");
  if (authorization === undefined && !presigned) return { account: undefined, payload: { kind: "unsigned" } };
  const claim = authorization === undefined ? claimOfQuery(request) : claimOfHeader(request, authorization);
  if (request.headers.has("x-amz-security-token") || request.query.some(([name]) => name === "X-Amz-Security-Token")) throw new S3Refusal("InvalidToken");
  const code = authorization === undefined ? "AuthorizationQueryParametersError" : "AuthorizationHeaderMalformed";
  const { account, scope } = accountOf(claim, rules, code);
  const instant = parseCompact(claim.signedAt);
  if (instant === undefined || !claim.signedAt.startsWith(scope.date)) throw new S3Refusal(code, "The date of the request and the date of the credential must be one valid date.");
  checkTime(claim, instant, rules.now());
  checkSignedHeaders(request, claim);
  const canonical = canonicalRequest({
    method: request.method,
    path: request.path,
    query: request.query.filter(([name]) => name !== "X-Amz-Signature"),
    header: (name) => request.headers.get(name),
    signedHeaders: claim.signedHeaders,
    payloadHash: claim.payloadHash,
  });
  const key = signingKey(account.secretAccessKey, scope);
  const text = stringToSign(claim.signedAt, scope, canonical);
  if (!sameText(hmacHex(key, text), claim.signature)) {
    throw new S3Refusal("SignatureDoesNotMatch", undefined, { AWSAccessKeyId: account.accessKeyId, StringToSign: text, SignatureProvided: claim.signature, CanonicalRequest: canonical });
  }
  return { account, payload: payloadOf(claim.payloadHash, { key, signedAt: claim.signedAt, scope, seed: claim.signature }) };
}

function claimOfHeader(request: SignedRequest, authorization: string): Claim {
  const [, credential, signed, signature] = /^AWS4-HMAC-SHA256 +Credential=([^, ]+), *SignedHeaders=([^, ]+), *Signature=([0-9a-f]+)$/.exec(authorization) ?? [];
  if (credential === undefined || signed === undefined || signature === undefined) {
    if (!authorization.startsWith(algorithm)) throw new S3Refusal("InvalidRequest", `The authorization mechanism you have provided is not supported. Please use ${algorithm}.`);
    throw new S3Refusal("AuthorizationHeaderMalformed");
  }
  const payloadHash = request.headers.get("x-amz-content-sha256");
  if (payloadHash === undefined) throw new S3Refusal("InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
  const signedAt = request.headers.get("x-amz-date") ?? compact(request.headers.get("date"));
  if (signedAt === undefined) throw new S3Refusal("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
  return { credential, signedHeaders: signed.split(";"), signature, signedAt, payloadHash, expiresS: undefined };
}

function claimOfQuery(request: SignedRequest): Claim {
  const query = new Map(request.query);
  const need = (name: string): string => {
    const value = query.get(name);
    if (value === undefined || value === "") throw new S3Refusal("AuthorizationQueryParametersError", "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
    return value;
  };
  if (need("X-Amz-Algorithm") !== algorithm) throw new S3Refusal("AuthorizationQueryParametersError", `X-Amz-Algorithm only supports "${algorithm}"`);
  const expires = need("X-Amz-Expires");
  if (!/^\d{1,9}$/.test(expires)) throw new S3Refusal("AuthorizationQueryParametersError", "X-Amz-Expires should be a number");
  if (Number(expires) > longestPresignS) throw new S3Refusal("AuthorizationQueryParametersError", "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds");
  return {
    credential: need("X-Amz-Credential"),
    signedHeaders: need("X-Amz-SignedHeaders").split(";"),
    signature: need("X-Amz-Signature"),
    signedAt: need("X-Amz-Date"),
    payloadHash: query.get("X-Amz-Content-Sha256") ?? request.headers.get("x-amz-content-sha256") ?? "UNSIGNED-PAYLOAD",
    expiresS: Number(expires),
  };
}

function accountOf(claim: Claim, { accounts, region }: SignatureRules, code: "AuthorizationQueryParametersError" | "AuthorizationHeaderMalformed"): { readonly account: Account; readonly scope: Scope } {
  const [, accessKeyId, date, asked, service] = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(claim.credential) ?? [];
  if (accessKeyId === undefined || date === undefined || asked === undefined || service === undefined) throw new S3Refusal(code, "The credential is malformed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
  if (service !== "s3") throw new S3Refusal(code, `The credential is for the wrong service "${service}". This endpoint belongs to "s3".`);
  if (asked !== region) throw new S3Refusal(code, `The region '${asked}' is wrong; expecting '${region}'`, { Region: region });
  const account = accounts.find((known) => known.accessKeyId === accessKeyId);
  if (account === undefined) throw new S3Refusal("InvalidAccessKeyId", undefined, { AWSAccessKeyId: accessKeyId });
  return { account, scope: { date, region: asked, service } };
}

function checkTime(claim: Claim, signedAt: Date, now: Date): void {
  const ageMs = now.getTime() - signedAt.getTime();
  if (claim.expiresS === undefined) {
    if (Math.abs(ageMs) > largestSkewMs) throw new S3Refusal("RequestTimeTooSkewed", undefined, { RequestTime: claim.signedAt, ServerTime: now.toISOString(), MaxAllowedSkewMilliseconds: String(largestSkewMs) });
    return;
  }
  if (ageMs > claim.expiresS * 1000) throw new S3Refusal("AccessDenied", "Request has expired", { "X-Amz-Expires": String(claim.expiresS), Expires: new Date(signedAt.getTime() + claim.expiresS * 1000).toISOString(), ServerTime: now.toISOString() });
  if (ageMs < -largestSkewMs) throw new S3Refusal("AccessDenied", "Request is not yet valid", { ServerTime: now.toISOString() });
}

/** `host` and every `x-amz-…` header must be under the signature: what is not could be added on the way. */
function checkSignedHeaders({ headers }: SignedRequest, { signedHeaders, expiresS }: Claim): void {
  const unsigned = ["host", ...headers.keys()].filter((name) => (name === "host" || name.startsWith("x-amz-")) && !signedHeaders.includes(name) && !(expiresS !== undefined && name === "x-amz-content-sha256"));
  if (unsigned.length > 0) throw new S3Refusal("AccessDenied", "There were headers present in the request which were not signed", { HeadersNotSigned: [...new Set(unsigned)].join(", ") });
}

function parseCompact(text: string): Date | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

const compact = (date: string | undefined): string | undefined =>
  date === undefined || Number.isNaN(Date.parse(date)) ? undefined : new Date(date).toISOString().replaceAll(/[-:]|\.\d+/g, "");

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
