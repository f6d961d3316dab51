import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "vite";
import { BROWSERS, escape } from "./page-text.ts";

/** `say`: the text of a hole of its HTML; undefined where there is none. */
export type OneFilePage = { readonly root: string; readonly say: (key: string) => string | undefined };

/**
 * A page that goes into an archive, as one file that names no other: script and sheet inside, and a policy that lets these two run by their hashes and forbids everything else, the network
 * first. Written to `index.html` of the folder.
 */
export async function compileOneFile({ root, say }: OneFilePage, out: string): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), "guichet-evidence-page-"));
  try {
    await build({
      configFile: false, root, base: "./", publicDir: false, logLevel: "error",
      build: {
        outDir: work, emptyOutDir: true, assetsInlineLimit: 0, modulePreload: false, reportCompressedSize: false, target: BROWSERS,
        rolldownOptions: { output: { entryFileNames: "page.js", assetFileNames: "page[extname]" } },
      },
    });
    mkdirSync(resolve(out), { recursive: true });
    writeFileSync(join(resolve(out), "index.html"), inOneFile(say, readFileSync(join(work, "index.html"), "utf8"), readFileSync(join(work, "page.js"), "utf8"), readFileSync(join(work, "page.css"), "utf8")));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

function inOneFile(say: OneFilePage["say"], html: string, script: string, sheet: string): string {
  // Inside a page neither may end its own element early.
  const [code, rules] = [script.trim().replaceAll("</script", "<\\/script"), sheet.trim().replaceAll("</style", "<\\/style")];
  const policy = `default-src 'none'; script-src ${hashOf(code)}; style-src ${hashOf(rules)}; base-uri 'none'; form-action 'none'`;
  const page = html
    .replace(/\s*<script[^>]*src="[^"]*"[^>]*><\/script>/, "")
    .replace(/\s*<link rel="stylesheet"[^>]*>/, () => `\n    <style>${rules}</style>`)
    .replace("</body>", () => `  <script type="module">${code}</script>\n  </body>`)
    .replaceAll(/\{\{([\w.]+)\}\}/g, (hole, key: string) => { const text = say(key); return key === "policy" ? escape(policy).replaceAll("&quot;", '"') : text === undefined ? hole : escape(text); });
  if (/\{\{/.test(page.slice(0, page.indexOf("<script"))) || /(?:src|href)="/.test(page.replace(code, ""))) throw new Error("the page names another file, or wants a text that is not there");
  return page;
}
