import { defaultDataDir, demonstrationClientDir } from "../port/data-dir.ts";
import { findRunning } from "./find-running.ts";

type Environment = { readonly [name: string]: string | undefined };

/** The folder given; else the one of the client that `npm start` of this clone has open now; else this system's own. */
export async function chooseDataDir(given: string | undefined, env: Environment, platform: NodeJS.Platform = process.platform): Promise<string> {
  if (given !== undefined) return given;
  const demonstration = demonstrationClientDir(env);
  const running = await findRunning(demonstration);
  running?.close();
  return running === undefined ? defaultDataDir(platform, env) : demonstration;
}
