import react from "@vitejs/plugin-react";
import { join } from "node:path";
import { defineConfig } from "vite";

/**
 * The window's own build: one folder of static files that any host can serve under a strict policy. Nothing inline, the type shipped.
 * `--mode stories` builds the same screens over a fake core, for looking at them; nothing of it is in the real window.
 */
export default defineConfig(({ mode }) => {
  const stories = mode === "stories";
  return {
    root: stories ? join(import.meta.dirname, "testing") : import.meta.dirname,
    base: "./",
    publicDir: false,
    plugins: [react()],
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    build: {
      outDir: join(import.meta.dirname, "../build/out", stories ? "stories" : "renderer"),
      emptyOutDir: true,
      target: "chrome125",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      // One window, read from the disk beside it: splitting it would buy nothing.
      chunkSizeWarningLimit: 1_000,
    },
  };
});
