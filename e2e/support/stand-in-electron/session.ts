import { EventEmitter } from "node:events";

type BeforeRequest = (details: { readonly url: string }, answer: (verdict: { readonly cancel?: boolean }) => void) => void;
type ProtocolHandler = (request: Request | { readonly url: string; readonly method: string }) => Promise<Response> | Response;

class Session extends EventEmitter {
  beforeRequest: BeforeRequest | undefined;
  readonly webRequest = { onBeforeRequest: (listener: BeforeRequest) => { this.beforeRequest = listener; } };
  readonly permissions: { request?: unknown; check?: unknown; device?: unknown; media?: unknown } = {};
  setPermissionRequestHandler(handler: unknown): void {
    this.permissions.request = handler;
  }
  setPermissionCheckHandler(handler: unknown): void {
    this.permissions.check = handler;
  }
  setDevicePermissionHandler(handler: unknown): void {
    this.permissions.device = handler;
  }
  setDisplayMediaRequestHandler(handler: unknown): void {
    this.permissions.media = handler;
  }
}
export const session = {
  defaultSession: new Session(),
  /** As in Electron, what is closed on the window's session is not closed on another. */
  fromPartition: (_name: string) => ({ fetch: (input: string | Request, init?: RequestInit) => globalThis.fetch(input, init) }),
};

const handlers = new Map<string, ProtocolHandler>();
export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly { readonly scheme: string }[]) => schemes.length > 0,
  handle: (scheme: string, handler: ProtocolHandler) => void handlers.set(scheme, handler),
};
export const protocolHandler = (scheme: string): ProtocolHandler | undefined => handlers.get(scheme);

export function isCancelled(url: string): boolean {
  let cancelled = false;
  session.defaultSession.beforeRequest?.({ url }, ({ cancel }) => { cancelled = cancel === true; });
  return cancelled;
}
