import { alerts } from "../../../sync-server/observe/alerts/all.ts";
import { boards } from "../../../sync-server/observe/boards/all.ts";
import { diagnose, type Cause } from "../../../sync-server/observe/causes.ts";
import { evaluate, type Value } from "../evaluate.ts";
import { parseExposition } from "../parse-exposition.ts";
import { createRecorded } from "../record-series.ts";
import { watchAlerts, type Firing } from "../watch-alerts.ts";

/** A minute is a second. */
export const SPEED = 60;
const EVERY_MS = 500;
const PATIENCE_MS = 3_000;

/** A collector of measures as small as can be: asks servers for them, evaluates the alerts, and knows nothing else of the centre. */
export type Watch = {
  readonly add: (url: string) => void;
  readonly remove: (url: string) => void;
  readonly firing: () => readonly Firing[];
  readonly causes: () => readonly Cause[];
  /** What a panel shows now: lines of the first question of it. */
  readonly panel: (board: string, id: number) => readonly Value[];
  /** Causes are those, three times in a row. @throws Error, with what fired instead */
  readonly until: (causes: readonly string[], withinMs: number) => Promise<void>;
  /** Causes are those, at each moment from now on for so long. @throws Error */
  readonly stays: (causes: readonly string[], forMs: number) => Promise<void>;
  readonly texts: () => readonly string[];
  readonly close: () => Promise<void>;
};

export function startWatch(): Watch {
  const [recorded, targets, over] = [createRecorded(), new Set<string>(), new AbortController()];
  const next = watchAlerts(alerts);
  const listeners = new Set<() => void>();
  const texts = new Map<string, string>();
  let [firing, at]: [readonly Firing[], number] = [[], 0];

  async function scrape(url: string): Promise<void> {
    const text = await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(async (answer) => (answer.ok ? await answer.text() : undefined), () => undefined);
    if (text !== undefined) texts.set(url, text);
    if (targets.has(url)) recorded.take(new URL(url).host, performance.now() / 1_000, text === undefined ? undefined : parseExposition(text));
  }
  async function run(): Promise<void> {
    while (!over.signal.aborted) {
      const begun = performance.now();
      await Promise.all([...targets].map(scrape));
      at = performance.now() / 1_000;
      firing = next({ recorded, at, speed: SPEED });
      for (const listener of listeners) listener();
      await new Promise((resolve) => setTimeout(resolve, Math.max(20, EVERY_MS - (performance.now() - begun))));
    }
  }
  const running = run();
  const causes = (): readonly Cause[] => diagnose(firing.map(({ name }) => name));
  const names = (): string => causes().map(({ name }) => name).join();
  const told = (): string => `${names() || "nothing"} (${firing.map(({ name, values }) => `${name} ${values.map(({ value }) => value.toFixed(3)).join("/")}`).join(", ")})`;

  /** Looks at each moment until `judge` answers; undefined: goes on. */
  const look = <T>(judge: () => T | undefined, withinMs: number, late: () => T): Promise<T> => new Promise<T>((resolve) => {
    const end = (answer: T): void => { clearTimeout(timer); listeners.delete(listener); resolve(answer); };
    const listener = (): void => { const answer = judge(); if (answer !== undefined) end(answer); };
    const timer = setTimeout(() => end(late()), withinMs);
    listeners.add(listener);
  });
  return {
    add: (url) => void targets.add(url),
    remove: (url) => { targets.delete(url); recorded.forget(new URL(url).host); },
    firing: () => firing, causes,
    panel: (board, id) => {
      const panel = boards.find(({ name }) => name === board)?.panels.find((one) => one.id === id);
      const [line] = panel?.kind === "measures" ? panel.lines : [];
      if (line === undefined) throw new Error(`no panel ${board} ${id} of measures`);
      return evaluate(line.query, { recorded, at, speed: SPEED });
    },
    until: async (expected, withinMs) => {
      let [inARow, seen] = [0, ""];
      const fault = await look(() => { inARow = names() === expected.join() ? inARow + 1 : 0; if (names() !== "") seen = told(); return inARow === 3 ? "" : undefined; }, withinMs, () => `expected ${expected.join() || "nothing"}, now ${told()}, seen last ${seen}`);
      if (fault !== "") throw new Error(fault);
    },
    stays: async (expected, forMs) => {
      const fault = await look(() => (names() === expected.join() ? undefined : `expected ${expected.join() || "nothing"} throughout, came ${told()}`), forMs, () => "");
      if (fault !== "") throw new Error(fault);
    },
    texts: () => [...texts.values()],
    close: async () => { over.abort(); await running; },
  };
}
