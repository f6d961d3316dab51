import { spawn, type ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const STARTS_WITHIN_MS = 120_000;
const STOPS_WITHIN_MS = 20_000;

/** One of our programs as a process of its own, so that a test may kill it like a power cut would. */
export type Child = {
  readonly pid: number;
  readonly write: (text: string) => void;
  /** The next text of its output that the pattern finds, past what was found before. Rejects when it ends first, with what it said. */
  readonly saw: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** SIGTERM, and waits; its exit code. */
  readonly stop: () => Promise<number | undefined>;
  /** SIGKILL, and waits. */
  readonly kill9: () => Promise<void>;
  readonly ended: Promise<number | undefined>;
  /** Everything it wrote so far, both outputs. */
  readonly said: () => string;
};

/** `entry` is relative to the root of the repository. */
export function startChild(entry: string, args: readonly string[], env: { readonly [name: string]: string | undefined } = {}): Child {
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(process.execPath, [entry, ...args], { cwd: root, env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  let read = 0;
  const listeners = new Set<() => void>();
  const hear = (text: string): void => {
    said += text;
    listeners.forEach((listener) => listener());
  };
  child.stdout.setEncoding("utf8").on("data", hear);
  child.stderr.setEncoding("utf8").on("data", hear);
  child.stdin.on("error", () => undefined);
  const ended = new Promise<number | undefined>((resolve) => child.once("close", (code) => resolve(code ?? undefined)));
  const saw = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const settle = (work: () => void): void => {
        listeners.delete(look);
        clearTimeout(late);
        work();
      };
      const look = (): void => {
        const found = pattern.exec(said.slice(read));
        if (found === null) return;
        read += found.index + found[0].length;
        settle(() => resolve(found));
      };
      const fail = (why: string) => (): void => settle(() => reject(new Error(`${entry} ${why} before ${String(pattern)}:\n${said}`)));
      const late = setTimeout(fail("said nothing like it in time"), STARTS_WITHIN_MS);
      listeners.add(look);
      void ended.then(fail("ended"));
      look();
    });
  return {
    pid: child.pid ?? 0,
    write: (text) => void child.stdin.write(text),
    saw,
    stop: async () => {
      child.kill("SIGTERM");
      const late = setTimeout(() => {
        child.kill("SIGKILL");
        // A process that it had started may hold both lines open for ever: what it ended with is known without their end.
        child.once("exit", () => setTimeout(() => [child.stdout, child.stderr].forEach((line) => line.destroy()), 1_000));
      }, STOPS_WITHIN_MS);
      const code = await ended;
      clearTimeout(late);
      return code;
    },
    kill9: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    ended,
    said: () => said,
  };
}
