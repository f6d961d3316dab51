import { Presets, SingleBar } from "cli-progress";
import type { ImportView } from "../../../shared/bridge/import-views.ts";
import type { Output } from "./output.ts";

/** Rows between two lines where there is no terminal to draw on. */
const STEP = 1_000;

/** On stderr: a bar on a terminal, a line each thousand rows elsewhere, nothing with `--json`. */
export function createImportProgress({ json, words, note }: Pick<Output, "json" | "words" | "note">, stream: NodeJS.WriteStream = process.stderr): { readonly show: (view: ImportView) => void; readonly end: () => void } {
  if (json) return { show: () => undefined, end: () => undefined };
  if (!stream.isTTY) {
    let told = 0;
    return {
      show: ({ done, rows }) => {
        if (done < told + STEP) return;
        told = done;
        note(words.say("import.progress", { done, rows }));
      },
      end: () => undefined,
    };
  }
  const bar = new SingleBar({ format: "{bar} {value}/{total}", stream, clearOnComplete: true, hideCursor: true }, Presets.shades_classic);
  let begun = false;
  return {
    show: ({ done, rows }) => {
      if (begun) bar.update(done);
      else bar.start(rows, done);
      begun = true;
    },
    end: () => begun && bar.stop(),
  };
}
