import { Presets, SingleBar } from "cli-progress";
import type { ReleaseWords } from "../../shared/i18n/release-words.ts";
import type { OnBytes } from "./hash-file.ts";

type Stream = { readonly write: (text: string) => unknown; readonly isTTY?: boolean };
/** Smaller ones are over before anybody looks. */
const LARGE = 20_000_000;
const STEP_PERCENT = 25;

/** How far a large file is: a bar on a terminal, a line a quarter elsewhere. On stderr, so that stdout stays the answer. */
export function createByteProgress(stream: Stream, words: ReleaseWords): { readonly onBytes: OnBytes; readonly end: () => void } {
  const bar = stream.isTTY === true ? new SingleBar({ format: "{bar} {percentage} %  {name}", stream: process.stderr, clearOnComplete: true, hideCursor: true }, Presets.shades_classic) : undefined;
  let shown = { name: "", percent: 0 };
  const end = (): void => {
    if (shown.name !== "") bar?.stop();
    shown = { name: "", percent: 0 };
  };
  return {
    end,
    onBytes: (name, done, total) => {
      if (total < LARGE) return;
      if (name !== shown.name) {
        end();
        shown = { name, percent: 0 };
        bar?.start(total, 0, { name });
      }
      bar?.update(Math.min(done, total), { name });
      const percent = Math.floor((done / total) * 100 / STEP_PERCENT) * STEP_PERCENT;
      if (bar === undefined && percent > shown.percent) stream.write(`${words.say("progress.file", { name, percent })}\n`);
      shown = { name, percent };
    },
  };
}
