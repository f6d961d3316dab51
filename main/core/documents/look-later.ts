import type { FileId } from "../../../shared/kernel/ids.ts";

/** Files to look at when there is a quiet moment: never while somebody types, and a few at a time when a first copy told of thousands. */
export type LookLater = { readonly at: (files: readonly FileId[]) => void; /** Every file that may concern it. */ readonly everywhere: () => void; readonly stop: () => void };

const LATER_MS = 100;
const AT_ONCE = 50;

export function createLookLater(look: (files: readonly FileId[]) => void, listAll: () => readonly FileId[]): LookLater {
  let waiting = new Set<FileId>();
  let isEverywhere = false;
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => void (timer ??= setTimeout(work, LATER_MS));
  function work(): void {
    timer = undefined;
    if (isEverywhere) waiting = new Set([...waiting, ...listAll()]);
    isEverywhere = false;
    const now = [...waiting].slice(0, AT_ONCE);
    for (const file of now) waiting.delete(file);
    look(now);
    if (waiting.size > 0) soon();
  }
  return {
    at: (files) => {
      for (const file of files) waiting.add(file);
      soon();
    },
    everywhere: () => {
      isEverywhere = true;
      soon();
    },
    stop: () => clearTimeout(timer),
  };
}
