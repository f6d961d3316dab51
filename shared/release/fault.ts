/** Why a release is not taken. Sentences with what to do are in shared/i18n, keyed `release.<reason>`. */
export const releaseReasons = [
  "too-large", "signature-unreadable", "unknown-key", "revoked-key", "test-authority", "no-trusted-key", "bad-signature",
  "not-text", "not-canonical", "bad-shape", "bad-name", "bad-staging", "bad-version", "bad-dates", "bad-files", "test-package",
  "expired", "not-yet", "other-channel", "replay", "downgrade", "unreachable", "redirected",
  "bad-address", "bad-size", "bad-hash", "missing-file", "extra-file", "yml-disagrees", "interrupted",
] as const;
export type ReleaseReason = (typeof releaseReasons)[number];

/** `at` names what it is about: a path in the manifest, a file's name, a key's id, an address without its query. */
export type ReleaseFault = { readonly reason: ReleaseReason; readonly at: string };
export const releaseFault = (reason: ReleaseReason, at = ""): ReleaseFault => ({ reason, at });
