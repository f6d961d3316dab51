import type { FastifyHelmetOptions } from "@fastify/helmet";

/** Nothing here is a page, but for the one of verifications, which brings its own policy. */
const POLICY = { "default-src": ["'none'"], "base-uri": ["'none'"], "form-action": ["'none'"], "frame-ancestors": ["'none'"] };
const HSTS = { maxAge: 31_536_000, includeSubDomains: false };

/** `isHttps`: clients reach the server by https, so that a browser may be told to use nothing else for a year. */
export const helmetOptions = (isHttps: boolean): FastifyHelmetOptions => ({
  contentSecurityPolicy: { useDefaults: false, directives: POLICY }, frameguard: { action: "deny" }, hsts: isHttps ? HSTS : false,
});

/** The same, for answers that leave before helmet is asked: on a bare socket, or to an address that cannot be read. A test holds them equal. */
export const bareHeaders = (isHttps: boolean): Readonly<Record<string, string>> => ({
  "content-security-policy": Object.entries(POLICY).map(([name, values]) => `${name} ${values.join(" ")}`).join(";"),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "origin-agent-cluster": "?1",
  "referrer-policy": "no-referrer",
  ...(isHttps ? { "strict-transport-security": `max-age=${HSTS.maxAge}` } : {}),
  "x-content-type-options": "nosniff",
  "x-dns-prefetch-control": "off",
  "x-download-options": "noopen",
  "x-frame-options": "DENY",
  "x-permitted-cross-domain-policies": "none",
  "x-xss-protection": "0",
  "cache-control": "no-store",
});
