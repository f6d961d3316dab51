import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { chromium, type Page, type Route } from "@playwright/test";
import { app } from "./app.ts";
import { invoke } from "./ipc-main.ts";
import { INVOKE, pageScript } from "./page-script.ts";
import { isCancelled, protocolHandler } from "./session.ts";
import { toPageUrl, toWindowUrl, WebContents } from "./web-contents.ts";

type Options = { readonly width?: number; readonly height?: number; readonly webPreferences: { readonly preload: string; readonly sandbox: boolean; readonly contextIsolation: boolean; readonly nodeIntegration: boolean } };

let nextId = 1;

/** A window that is a page of the Chromium at GUICHET_STAND_IN_CDP, which the test holds too. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents(nextId++);
  readonly #options: Options;
  constructor(options: Options) {
    super();
    const { sandbox, contextIsolation, nodeIntegration } = options.webPreferences;
    if (!sandbox || !contextIsolation || nodeIntegration) throw new Error("the stand-in only opens sandboxed, isolated windows without Node");
    this.#options = options;
    app.emit("web-contents-created", {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    const browser = await chromium.connectOverCDP(process.env["GUICHET_STAND_IN_CDP"] ?? "");
    const [context] = browser.contexts();
    if (context === undefined) throw new Error("the Chromium of the stand-in has no context");
    const page = await context.newPage();
    this.webContents.page = page;
    const { width, height, webPreferences } = this.#options;
    await page.setViewportSize({ width: width ?? 1360, height: height ?? 860 });
    await page.route("**/*", (route) => this.#answer(route, page));
    await page.exposeBinding(INVOKE, ({ frame }, channel: string, args: readonly unknown[]) => {
      const parent = frame.parentFrame();
      return invoke(this.webContents, { url: toWindowUrl(frame.url()), parent }, channel, args);
    });
    await page.addInitScript(pageScript(readFileSync(webPreferences.preload, "utf8")));
    page.once("close", () => {
      this.emit("close");
      this.emit("closed");
      app.emit("window-all-closed");
    });
    await page.goto(toPageUrl(url));
    this.emit("ready-to-show");
  }

  async #answer(route: Route, page: Page): Promise<void> {
    const request = route.request();
    const url = toWindowUrl(request.url());
    if (request.isNavigationRequest() && request.frame() === page.mainFrame() && page.url() !== "about:blank" && this.#isPrevented(url)) return route.fulfill({ status: 204 });
    const handler = protocolHandler("guichet");
    if (isCancelled(url) || handler === undefined || !url.startsWith("guichet://")) return route.abort();
    const answer = await handler({ url, method: request.method() });
    return route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()) });
  }

  #isPrevented(url: string): boolean {
    let prevented = false;
    this.webContents.emit("will-navigate", { url, preventDefault: () => { prevented = true; } });
    return prevented;
  }

  show(): void { this.emit("show"); }
  focus(): void { void this.webContents.page?.bringToFront(); }
  maximize(): void { this.emit("maximize"); }
  restore(): void { this.emit("restore"); }
  isMinimized(): boolean { return false; }
  isMaximized(): boolean { return false; }
  isDestroyed(): boolean { return this.webContents.page?.isClosed() === true; }
  getNormalBounds(): { x: number; y: number; width: number; height: number } { return { x: 0, y: 0, width: this.#options.width ?? 1360, height: this.#options.height ?? 860 }; }
}
