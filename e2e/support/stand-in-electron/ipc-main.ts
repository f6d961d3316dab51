import type { WebContents } from "./web-contents.ts";

type Frame = { readonly url: string; readonly parent: object | null };
type Handler = (event: { readonly sender: WebContents; readonly senderFrame: Frame }, ...args: readonly unknown[]) => unknown;
export type Invoked = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

const handlers = new Map<string, Handler>();

export const ipcMain = {
  handle: (channel: string, handler: Handler) => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
  removeHandler: (channel: string) => void handlers.delete(channel),
};

/** A page's `ipcRenderer.invoke`, with the frame that Chromium says it came from. */
export async function invoke(sender: WebContents, senderFrame: Frame, channel: string, args: readonly unknown[]): Promise<Invoked> {
  try {
    const handler = handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return { ok: true, value: await handler({ sender, senderFrame }, ...args) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
