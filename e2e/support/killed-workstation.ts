import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach } from "vitest";
import type { Orders } from "./working-client.ts";

export const LOGIN = "maelle.exemple";
/** More companies than one life can type. */
export const COMPANIES_PER_ROUND = 400;

const cleaning: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).toReversed()) await clean();
});
/** Done after the test, the last one first. */
export const afterwards = (clean: () => Promise<unknown> | void): void => void cleaning.push(clean);

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "guichet-kill-"));
  afterwards(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** One life of a workstation's process (working-client.ts): what it said, and its end. */
export type Life = {
  readonly said: readonly string[];
  /** Resolves at a later line, at the end, or after `ms`, whichever is first. */
  readonly hears: (what: RegExp, ms?: number) => Promise<void>;
  readonly kill9: () => Promise<void>;
  readonly ended: Promise<void>;
};

/** A process that has read its program and waits for its orders: made while another still works, so that a round does not wait for it. */
export function standBy(): (orders: Orders) => Life {
  const child = spawn(process.execPath, ["e2e/support/working-client.ts"], { cwd: join(import.meta.dirname, "../.."), stdio: ["pipe", "pipe", "inherit"] });
  const said: string[] = [];
  const listeners = new Set<() => void>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    said.push(line);
    listeners.forEach((listener) => listener());
  });
  const ended = new Promise<void>((resolve) => void child.once("close", () => resolve()));
  afterwards(() => void child.kill("SIGKILL"));
  const life: Life = {
    said, ended,
    hears: (what, ms = 30_000) => {
      const from = said.length;
      return new Promise((resolve) => {
        const heard = (): void => {
          listeners.delete(look);
          clearTimeout(late);
          resolve();
        };
        const look = (): void => void (said.slice(from).some((line) => what.test(line)) && heard());
        const late = setTimeout(heard, ms);
        listeners.add(look);
        void ended.then(heard);
      });
    },
    kill9: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
  return (orders) => {
    child.stdin.write(`${JSON.stringify(orders)}\n`);
    return life;
  };
}

export const pause = async (ms: number): Promise<void> => await new Promise((resolve) => void setTimeout(resolve, ms));
export const savedIn = (said: readonly string[]): readonly string[] => said.flatMap((line) => (line.startsWith("saved ") ? [line.slice(6)] : []));
export const wasInPush = (said: readonly string[]): boolean => said.findLast((line) => line.startsWith("push ")) === "push begins";
