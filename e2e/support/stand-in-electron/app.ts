import { EventEmitter } from "node:events";

// Where Electron keeps what lies beside the program.
Object.defineProperty(process, "resourcesPath", { value: import.meta.dirname });

const paths = new Map<string, string>();

class App extends EventEmitter {
  /** What a test says of the program: installed, or run from sources. */
  readonly isPackaged = process.env["GUICHET_STAND_IN_PACKAGED"] === "1";
  enableSandbox(): void { /* every page of Playwright's is in Chromium's sandbox or in none, as the machine allows */ }
  setPath(name: string, path: string): void { paths.set(name, path); }
  getPath(name: string): string { return paths.get(name) ?? ""; }
  getVersion(): string { return "0.0.0-stand-in"; }
  getLocale(): string { return "fr"; }
  requestSingleInstanceLock(): boolean { return true; }
  setAsDefaultProtocolClient(): boolean { return true; }
  async whenReady(): Promise<void> { await Promise.resolve(); }
  quit(): void {
    let prevented = false;
    this.emit("before-quit", { preventDefault: () => { prevented = true; } });
    if (!prevented) this.exit(0);
  }
  exit(code = 0): void { process.exit(code); }
}
export const app = new App();
process.once("SIGTERM", () => app.quit()).once("SIGINT", () => app.quit());
