/**
 * What the window may load and do, the same in every host, and the public page of a verification too: their own files, nothing inline, no
 * frame around them, no text turned into code. `connect`: whom their scripts may ask; `'none'` where the bridge is not HTTP.
 */
export function windowPolicy(connect: "'self'" | "'none'" | `https://${string}`): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src ${connect}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Beside the policy, in every host: no other origin opens, embeds or reads the window's files, and none is told where it came from. */
export const WINDOW_ISOLATION = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;
