export type StageTime = { readonly stage: string; readonly ms: number };
/** What is told while it goes on, and how long each stage took. */
export type Stages = {
  readonly begin: (stage: string) => void;
  readonly progress: (done: number, of: number) => void;
  readonly end: () => void;
  readonly times: () => readonly StageTime[];
};

/** A line a stage; within one, a count that is written over where a person looks. */
export function tellStages(out: { readonly isTTY?: boolean; readonly write: (text: string) => unknown }, now: () => number = () => performance.now()): Stages {
  const times: StageTime[] = [];
  const isShown = out.isTTY === true;
  let current: { readonly stage: string; readonly at: number } | undefined;
  const end = (): void => {
    if (current === undefined) return;
    const ms = now() - current.at;
    times.push({ stage: current.stage, ms });
    out.write(`${isShown ? "\r\u001b[K" : ""}[${(ms / 1_000).toFixed(1).padStart(6)} s] ${current.stage}\n`);
    current = undefined;
  };
  return {
    end,
    begin: (stage) => {
      end();
      current = { stage, at: now() };
    },
    progress: (done, of) => void (isShown && out.write(`\r  ${current?.stage ?? ""}: ${done} of ${of}\u001b[K`)),
    times: () => times,
  };
}
