import { WINDOW_ISOLATION, windowPolicy } from "../../../shared/bridge/window-policy.ts";

/** The window asks nothing over the network: its bridge is the preload's. */
export const CONTENT_SECURITY_POLICY = windowPolicy("'none'");

export const WINDOW_HEADERS = { "content-security-policy": CONTENT_SECURITY_POLICY, ...WINDOW_ISOLATION } as const;
