import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "@playwright/test";
import { startChild, type Child } from "./child.ts";

/** The address that a start prints for a browser. */
export const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#t=[\w-]+/;
type Environment = Readonly<Record<string, string | undefined>>;
export type Starts = { /** This test's own data. */ readonly root: () => string; readonly environment: (over?: Environment) => Environment; readonly start: (over?: Environment) => Child };

/** `npm start` without npm: the same program, on a folder of its own for each test, no display. What a test leaves running is stopped. */
export function startsOfOwn(): Starts {
  let root = "";
  const children: Child[] = [];
  test.describe.configure({ timeout: 180_000 });
  test.beforeEach(() => { root = mkdtempSync(join(tmpdir(), "guichet-start-")); });
  test.afterEach(async () => {
    for (const child of children.splice(0)) await child.stop();
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  });
  const environment = (over: Environment = {}): Environment => ({ GUICHET_HOME: root, GUICHET_PORT: "0", LANG: "fr_FR.UTF-8", LC_ALL: undefined, DISPLAY: undefined, WAYLAND_DISPLAY: undefined, ...over });
  return {
    root: () => root,
    environment,
    start: (over = {}) => {
      const child = startChild("build/start/start.ts", [], environment(over));
      children.push(child);
      return child;
    },
  };
}

export const isServed = (url: string): Promise<boolean> => fetch(url).then(() => true, () => false);
