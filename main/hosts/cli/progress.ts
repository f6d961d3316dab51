import { Presets, SingleBar } from "cli-progress";
import type { SyncStatus } from "../../../shared/bridge/sync-views.ts";
import type { TerminalText } from "../../../shared/i18n/terminal.ts";
import type { Output } from "./output.ts";

export type Progress = { readonly show: (status: SyncStatus) => void; readonly end: () => void };

/** On stderr: a bar on a terminal, lines elsewhere. */
export const createProgress = (out: Output, stream: NodeJS.WriteStream = process.stderr): Progress => (stream.isTTY ? createBar(out, stream) : createLines(out));

/**
 * A line a state. With `--json` nothing: which states are passed through depends on how fast the centre answers, and what a program reads
 * must not.
 */
export function createLines({ json, words, note }: Pick<Output, "json" | "words" | "note">): Progress {
  let last = "";
  return {
    show: (status) => {
      if (json) return;
      const text = words.say(syncTextOf(status), { waiting: status.waiting });
      if (text !== last) note(text);
      last = text;
    },
    end: () => undefined,
  };
}

function createBar({ words }: Output, stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar({ format: "{bar} {value}/{total}  {what}", stream, clearOnComplete: true, hideCursor: true }, Presets.shades_classic);
  let begun = false;
  return {
    show: ({ kind, progress, waiting }) => {
      const [done, total] = progress === undefined ? [0, waiting] : [progress.done, progress.total];
      const what = { what: words.say(syncTextOf({ kind, waiting }), { waiting }) };
      if (begun) {
        bar.setTotal(total);
        bar.update(done, what);
      } else if (total > 0) bar.start(total, done, what);
      begun ||= total > 0;
    },
    end: () => begun && bar.stop(),
  };
}

/** Nothing going on is not "up to date" while something still waits. */
export const syncTextOf = ({ kind, waiting }: Pick<SyncStatus, "kind" | "waiting">): TerminalText => (kind === "idle" && waiting > 0 ? "sync.unsent" : `sync.${kind}`);
