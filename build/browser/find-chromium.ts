import { chromium, type LaunchOptions } from "@playwright/test";
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { downloadChromium } from "./download-chromium.ts";
import { installedBrowsers } from "./installed-browsers.ts";
import { unpackChromium } from "./packed-chromium.ts";

/** Where unpacked browsers live, and the note of the one that was last seen starting. */
const cache = fileURLToPath(new URL("../out/browser", import.meta.url));
const startLimitMs = 30_000;

/** Nothing here may call home, ask for an update, or greet. */
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

type Candidate = { readonly from: string; readonly options: LaunchOptions };
type Missing = { readonly from: string; readonly why: string };

const isRoot = process.getuid?.() === 0;

/**
 * How to start a Chromium on this machine, for the end-to-end tests, the pictures and the benchmark:
 * `chromium.launch(await launchOptions())`. In order: PLAYWRIGHT_CHROMIUM; an installed one; Playwright's own,
 * downloaded where the network allows; the one inside an npm package. The first that really opens a page is kept.
 * Its sandbox is left out only for root, who cannot have one, and for the packed Chromium, which has none.
 * @throws with the list of what was tried and why each did not do
 */
export async function launchOptions(): Promise<LaunchOptions> {
  found ??= find();
  return (await found).options;
}

/** Where the browser of `launchOptions` comes from, to say it in a report. */
export async function browserOrigin(): Promise<string> {
  found ??= find();
  return (await found).from;
}

let found: Promise<Candidate> | undefined;

async function find(): Promise<Candidate> {
  const missing: Missing[] = [];
  for (const source of sources) {
    const offers = await source();
    for (const offer of offers) {
      if ("why" in offer) missing.push(offer);
      else {
        const why = await whyNotStarting(offer);
        if (why === undefined) return offer;
        missing.push({ from: offer.from, why });
      }
    }
  }
  throw new Error(`No Chromium starts on this machine. Install one, or set PLAYWRIGHT_CHROMIUM. Tried:\n${missing.map(({ from, why }) => `  ${from}: ${why}`).join("\n")}`);
}

type Offers = readonly (Candidate | Missing)[];

/** Each is asked only when those before it gave nothing that starts: the later ones cost time and disk. */
const sources: readonly (() => Offers | Promise<Offers>)[] = [
  () => {
    const given = process.env["PLAYWRIGHT_CHROMIUM"];
    return given === undefined || given === "" ? [] : [ordinary("PLAYWRIGHT_CHROMIUM", given)];
  },
  () => installedBrowsers().map((path) => ordinary(path, path)),
  async () => {
    const from = "Playwright's own Chromium";
    const download = await downloadChromium();
    return [download.kind === "ready" ? ordinary(from, download.executable) : { from, why: download.why }];
  },
  () => {
    const from = "the Chromium of @sparticuz/chromium";
    const packed = unpackChromium(cache);
    if (packed === undefined) return [{ from, why: "it is made for Linux on x64 only" }];
    return [{ from, options: { executablePath: packed.executable, chromiumSandbox: false, args: quiet, env: { ...definedEnv(), ...packed.env } } }];
  },
];

function ordinary(from: string, executablePath: string): Candidate {
  return { from, options: { executablePath, chromiumSandbox: !isRoot, args: quiet } };
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Starts it and opens a page, once for each program file: the note is read again by every worker and every later run. */
async function whyNotStarting({ options }: Candidate): Promise<string | undefined> {
  const note = join(cache, "starts.json");
  const proof = identify(options);
  if (proof === undefined) return "there is no such file";
  if (readNote(note) === proof) return undefined;
  try {
    const browser = await chromium.launch({ ...options, timeout: startLimitMs });
    await browser.newPage();
    await browser.close();
  } catch (error) {
    return error instanceof Error ? firstLines(error.message) : String(error);
  }
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, JSON.stringify({ proof }));
  return undefined;
}

function identify({ executablePath = "", chromiumSandbox }: LaunchOptions): string | undefined {
  const file = statSync(executablePath, { throwIfNoEntry: false });
  return file === undefined ? undefined : [executablePath, file.size, file.mtimeMs, chromiumSandbox, process.getuid?.()].join("|");
}

function readNote(path: string): string | undefined {
  try {
    return z.object({ proof: z.string() }).parse(JSON.parse(readFileSync(path, "utf8"))).proof;
  } catch {
    return undefined;
  }
}

function firstLines(message: string): string {
  return message.split("\n").slice(0, 3).join(" ").slice(0, 300);
}
