import { PublishStop } from "./publish-stop.ts";

const denied = ["AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "RequestTimeTooSkewed", "CredentialsProviderError", "AuthorizationHeaderMalformed", "AllAccessDisabled", "TokenProviderError"];
const changed = ["BadDigest", "XAmzContentSHA256Mismatch", "InvalidDigest", "IncompleteBody"];

/** HTTP's status, where the store answered at all. */
export function statusOf(error: unknown): number | undefined {
  const metadata = typeof error === "object" && error !== null && "$metadata" in error ? error.$metadata : undefined;
  return typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata && typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : undefined;
}

export const isNamed = (error: unknown, ...names: readonly string[]): boolean => error instanceof Error && names.includes(error.name);

/** What a failure of the store means to whoever publishes. What is no answer of a store at all is out of reach; a fault of ours is given back as it is. */
export function stopOf(error: unknown, key: string): unknown {
  if (error instanceof PublishStop || !(error instanceof Error) || error instanceof TypeError) return error;
  const status = statusOf(error);
  if (isNamed(error, "NoSuchBucket", "PermanentRedirect")) return new PublishStop("no-bucket", error.name);
  if (isNamed(error, ...denied) || status === 401 || status === 403) return new PublishStop("denied", error.name);
  if (isNamed(error, ...changed)) return new PublishStop("changed-file", key);
  if (status === undefined || status >= 500 || isNamed(error, "SlowDown", "TimeoutError")) return new PublishStop("store-unreachable", "code" in error ? String(error.code) : error.name);
  return new PublishStop("store-refused", `${error.name} (${key})`);
}
