import { readFileSync } from "node:fs";

/** Preloaded (`--import`) into a server whose clock is to jump while it works: by the milliseconds that stand in the file GUICHET_TEST_CLOCK_FILE, looked at ten times a second. */
const LOOK_MS = 100;
const file = process.env["GUICHET_TEST_CLOCK_FILE"] ?? "";
const TrueDate = Date;
let byMs = 0;
setInterval(() => {
  try {
    byMs = Number(readFileSync(file, "utf8")) || 0;
  } catch {
    byMs = 0;
  }
}, LOOK_MS).unref();

globalThis.Date = new Proxy(TrueDate, {
  construct: (target, given: unknown[], as) => Reflect.construct(target, given.length === 0 ? [target.now() + byMs] : given, as) as object,
  apply: () => new TrueDate(TrueDate.now() + byMs).toString(),
  get: (target, key) => (key === "now" ? () => target.now() + byMs : Reflect.get(target, key)),
});
