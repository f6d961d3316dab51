import { EventEmitter } from "node:events";
import type { Page } from "@playwright/test";
import { DELIVER } from "./page-script.ts";

/** Where the window's address is served to Chromium, which knows no scheme of ours: the page's origin, and only that, differs from Electron's. */
export const PAGE_ORIGIN = "https://app.guichet.test";
export const toPageUrl = (url: string): string => url.replace(/^guichet:\/\/app/, PAGE_ORIGIN);
export const toWindowUrl = (url: string): string => url.replace(PAGE_ORIGIN, "guichet://app");

type WindowOpen = (details: { readonly url: string }) => { readonly action: string };

export class WebContents extends EventEmitter {
  readonly id: number;
  page: Page | undefined;
  windowOpen: WindowOpen = () => ({ action: "allow" });
  constructor(id: number) {
    super();
    this.id = id;
  }
  setWindowOpenHandler(handler: WindowOpen): void {
    this.windowOpen = handler;
  }
  isDestroyed(): boolean {
    return this.page?.isClosed() !== false;
  }
  send(channel: string, ...args: readonly unknown[]): void {
    void this.page?.evaluate(([name, sent, given]) => {
      const deliver: unknown = Reflect.get(window, name);
      if (typeof deliver === "function") deliver(sent, given);
    }, [DELIVER, channel, args] as const).catch(() => undefined);
  }
}
