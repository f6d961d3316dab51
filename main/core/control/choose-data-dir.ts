import { defaultDataDir, demonstrationClientDir } from "../port/data-dir.ts";
import { DEFAULT_SERVER_URL } from "../port/server-url.ts";
import { findRunning } from "./find-running.ts";

type Environment = { readonly [name: string]: string | undefined };

/** The folder given; else the one of the client that `npm start` of this clone has open now; else this system's own. */
export async function chooseDataDir(given: string | undefined, env: Environment, platform: NodeJS.Platform = process.platform): Promise<string> {
  if (given !== undefined) return given;
  return (await findServer(env)) === undefined ? defaultDataDir(platform, env) : demonstrationClientDir(env);
}

/** The server given; else the one of the client that `npm start` of this clone has open now; else where it usually is. */
export const chooseServerUrl = async (given: string | undefined, env: Environment): Promise<string> => given ?? (await findServer(env)) ?? DEFAULT_SERVER_URL;

async function findServer(env: Environment): Promise<string | undefined> {
  const running = await findRunning(demonstrationClientDir(env));
  running?.close();
  return running?.serverUrl;
}
