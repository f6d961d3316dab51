import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { build, type Plugin } from "vite";
import { isVerificationText, verificationWords } from "../../shared/i18n/verification-words.ts";
import { BROWSERS, escape } from "./page-text.ts";

const root = join(import.meta.dirname, "../../renderer/verification");

export type PagePlace = {
  /** Folder, emptied first; as from here, not from the page's own. */
  readonly out: string;
  /** Path that the page is served under, with both its slashes. */
  readonly base?: string;
  /** Address of the centre, where the page is served from elsewhere; its own origin when not given. */
  readonly api?: string;
};

/** The public page as static files: `index.html` and what it names under `assets/`, each with its content in its name. */
export async function compilePage({ out, base = "/verification/", api = "" }: PagePlace): Promise<void> {
  await build({
    configFile: false, root, base, publicDir: false, logLevel: "error",
    plugins: [inFrench(api)],
    build: {
      outDir: resolve(out), emptyOutDir: true, assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false,
      target: BROWSERS,
    },
  });
}

const CENTRE = '<meta name="guichet-centre" content="">';

/** The page is written in French before any script runs, from the same words as the rest. */
function inFrench(api: string): Plugin {
  const { say } = verificationWords("fr");
  return {
    name: "guichet-french",
    transformIndexHtml: {
      order: "pre",
      handler: (html) => {
        if (!html.includes(CENTRE)) throw new Error("the page does not say where its centre is");
        return html.replace(CENTRE, CENTRE.replace('""', `"${escape(api)}"`)).replaceAll(/\{\{([\w.]+)\}\}/g, (_hole, key: string) => {
          if (!isVerificationText(key)) throw new Error(`the page wants a text that is not there: ${key}`);
          return escape(say(key));
        });
      },
    },
  };
}

/** An origin, or the command is refused: it enters the page, and what the page may ask. */
const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;

if (import.meta.main) {
  const { values } = parseArgs({ options: { out: { type: "string", default: join(import.meta.dirname, "../out/verification") }, base: { type: "string" }, api: { type: "string" } } });
  const { out, base, api } = values;
  if (api !== undefined && !isOrigin(api)) {
    process.stderr.write("--api is an origin, as https://api.DOMAIN\n");
    process.exitCode = 2;
  } else {
    await compilePage({ out, ...(base === undefined ? {} : { base }), ...(api === undefined ? {} : { api }) });
    process.stdout.write(`${out}\n${readFileSync(join(out, "index.html"), "utf8").length} bytes\n`);
  }
}
