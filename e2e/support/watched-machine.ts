import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { searchBytes, type Mark, type Sighting } from "./clear-search.ts";

/** A computer of one person: every place where a program may leave something is under one folder. */
export type WatchedMachine = {
  readonly root: string;
  /** The workstation's. */
  readonly data: string;
  /** Where she had something written because she asked for it; also what she gave. */
  readonly asked: string;
  readonly centre: string;
  readonly share: string;
  readonly env: Readonly<Record<string, string>>;
  /** Notes what everybody on the computer can read of a program and of those that it started: its command line; and what its owner can: its environment. */
  readonly watch: (pid: number) => void;
  /** Marks in command lines and environments seen. */
  readonly shownByPrograms: (marks: readonly Mark[]) => readonly Sighting[];
  readonly watched: () => number;
  readonly remove: () => void;
};

export function openWatchedMachine(): WatchedMachine {
  const root = mkdtempSync(join(tmpdir(), "guichet-clear-"));
  const at = (name: string): string => join(root, name);
  for (const name of ["data", "asked", "share", "home", "tmp", "run", "cache", "config", "state"]) mkdirSync(at(name), { mode: 0o700 });
  const seen = new Map<string, Buffer>();
  return {
    root, data: at("data"), asked: at("asked"), centre: at("centre"), share: at("share"),
    env: {
      HOME: at("home"), TMPDIR: at("tmp"), TMP: at("tmp"), TEMP: at("tmp"), XDG_RUNTIME_DIR: at("run"), XDG_CACHE_HOME: at("cache"), XDG_CONFIG_HOME: at("config"), XDG_DATA_HOME: at("state"), XDG_STATE_HOME: at("state"),
      NODE_COMPILE_CACHE: "", NODE_DISABLE_COMPILE_CACHE: "1", LANG: "fr_FR.UTF-8",
    },
    watch: (pid) => {
      for (const one of [pid, ...below(pid)]) for (const what of ["cmdline", "environ"]) {
        const bytes = readOf(one, what);
        if (bytes.length > 0) seen.set(`${what} of ${one}: ${readOf(one, "comm").toString().trim()}`, bytes);
      }
    },
    shownByPrograms: (marks) => [...seen].flatMap(([place, bytes]) => searchBytes(place, bytes, marks)),
    watched: () => seen.size,
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Lets the pages of browsers that this process started fall, as a fault in them would. */
export function crashPages(): number {
  const pages = below(process.pid).filter((pid) => readOf(pid, "cmdline").includes("--type=renderer"));
  pages.forEach((pid) => process.kill(pid, "SIGSEGV"));
  return pages.length;
}

function below(pid: number): readonly number[] {
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((one) => parentOf(one) === pid);
  return [...children, ...children.flatMap(below)];
}

const parentOf = (pid: number): number | undefined => {
  const found = /\) \S (\d+) /.exec(readOf(pid, "stat").toString("latin1"))?.[1];
  return found === undefined ? undefined : Number(found);
};

/** Empty for what has ended meanwhile, and where there is no /proc. */
function readOf(pid: number, what: string): Buffer {
  try {
    return readFileSync(`/proc/${pid}/${what}`);
  } catch {
    return Buffer.alloc(0);
  }
}
