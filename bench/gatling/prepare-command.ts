import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Journey } from "../load/journey.ts";
import { recountPrepared } from "../load/recount.ts";
import { startCentre } from "../support/centre.ts";
import { diskFolder } from "../support/disk.ts";
import { claimFolder, prepareArrivals } from "./prepare-arrivals.ts";
import { reachCentre, readTokens } from "./reach-centre.ts";
import { secondsOf, type Prepared } from "./simulation/prepared.ts";

export type PrepareOptions = { readonly journey: Journey; readonly folder: string; readonly say: (line: string) => void };

/** For a centre that runs somewhere. */
export async function prepareThere({ journey, folder, say }: PrepareOptions, url: string, tokensFile: string): Promise<void> {
  claimFolder(journey, folder);
  say(told(await prepareArrivals(await reachCentre(url, readTokens(tokensFile)), journey, folder), folder));
}

/** For a centre of its own, which stays until `whenSent` ends and is then recounted. @throws Error, where it has not what was prepared. */
export async function prepareHere({ journey, folder, say }: PrepareOptions, whenSent: () => Promise<void>, postgresUrl?: string): Promise<void> {
  claimFolder(journey, folder);
  await using opened = new AsyncDisposableStack();
  const disk = opened.adopt(diskFolder(), (it) => { it.remove(); });
  const centre = opened.adopt(await startCentre(disk.path, 1, { size: journey.directory, ...(postgresUrl === undefined ? {} : { postgresUrl }) }), (it) => it.close());
  const prepared = await prepareArrivals(centre, journey, folder);
  say(told(prepared, folder));
  say("Press Enter when it has been sent: the centre is then recounted, and gone.");
  await whenSent();
  say(await recountPrepared(centre, prepared));
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const here = (path: string): string => relative(process.cwd(), fileURLToPath(new URL(path, import.meta.url))) || ".";
const made = (path: string): string => relative(process.cwd(), `${root}build/out/gatling/${path}`);

const told = (prepared: Prepared, folder: string): string => [
  `${prepared.journey.name}: ${prepared.arrivals} arrivals in ${secondsOf(prepared)} s with ${prepared.changes} changes, in ${folder}`,
  `The folder holds tokens, the first of which ends at ${new Date(prepared.tokensEndAt).toISOString()}. It can be sent once, where GitHub is reachable:`,
  `  npm ci --ignore-scripts --prefix ${here("cli")}`,
  `  ${here("cli/node_modules/.bin/gatling")} run --simulation guichet --sources-folder ${here("simulation")} --resources-folder ${folder} --bundle-file ${made("bundle.js")} --protobuf-target-folder ${made("protobuf")} --results-folder ${made("results")}`,
].join("\n");
