import { registerHooks } from "node:module";

/**
 * Preloaded (`node --import`) before the compiled desktop application: `electron` is then the stand-in of this folder. It is NOT Electron:
 * its window is a page of a Chromium that Playwright drives, its processes are Node's. It proves our own main, preload and core whole,
 * not Electron's sandbox, fuses or installers.
 */
const standIn = new URL("./electron.ts", import.meta.url).href;
registerHooks({ resolve: (specifier, context, next) => (specifier === "electron" ? { url: standIn, shortCircuit: true } : next(specifier, context)) });
