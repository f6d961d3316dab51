import process from "node:process";

/** A line that keeps itself up to date on a terminal, and is said at long intervals elsewhere. Always on stderr. */
export function createProgressLine(stream = process.stderr, everyMs = 15_000) {
  const live = Boolean(stream.isTTY) && !process.env["CI"];
  let saidAt = -Infinity;
  return {
    /** @param {string} text */
    show(text) {
      if (live) {
        stream.write(`\r\u001b[2K${text}`);
        return;
      }
      if (Date.now() - saidAt < everyMs) return;
      saidAt = Date.now();
      stream.write(`${text}\n`);
    },
    /** Ends the line; the text given stays. @param {string} text */
    end(text) {
      stream.write(`${live ? "\r\u001b[2K" : ""}${text}\n`);
    },
    /** Wipes what is shown, before an explanation takes its place. */
    clear() {
      if (live) stream.write("\r\u001b[2K");
    },
  };
}
