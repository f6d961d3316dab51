import { WINDOW_ISOLATION, windowPolicy } from "../../../shared/bridge/window-policy.ts";

/** The window asks its own server only: its bridge is there. */
export const CONTENT_SECURITY_POLICY = windowPolicy("'self'");

/** On every answer, refusals included. No CORS header anywhere: no other origin reads anything. */
export const SECURITY_HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  ...WINDOW_ISOLATION,
  "x-frame-options": "DENY",
  "permissions-policy": "camera=(self), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), display-capture=()",
  "cache-control": "no-store",
} as const;
