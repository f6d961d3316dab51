import process from "node:process";

/** Preloaded in what the application starts as its utilityProcess: the line to the parent, as Electron puts it on `process`. */
Object.defineProperty(process, "parentPort", {
  value: {
    postMessage: (message: unknown) => process.send?.(message),
    on: (event: string, listener: (message: { readonly data: unknown }) => void) => event === "message" && process.on("message", (data) => listener({ data })),
  },
});
process.once("disconnect", () => process.exit(0));
// A parent that was killed before this line is heard of no more.
if (!process.connected) process.exit(0);
