import { defaultDataDir } from "../../core/port/data-dir.ts";
import { DEFAULT_SERVER_URL, readServerUrl } from "../../core/port/server-url.ts";

type Environment = { readonly [name: string]: string | undefined };
export type ShellArguments = { readonly dataDir: string; readonly serverUrl: string; /** Undefined: a person may choose. */ readonly sharedFolder?: string };

/** `--data=DIR --server=URL` among Chromium's own switches, or GUICHET_DATA_DIR and GUICHET_SERVER; what is not understood is left out. */
export function readShellArguments(argv: readonly string[], env: Environment, platform: NodeJS.Platform): ShellArguments {
  const given = (name: string): string | undefined => argv.findLast((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) || undefined;
  const sharedFolder = given("shared-folder");
  return {
    ...(sharedFolder === undefined ? {} : { sharedFolder }),
    dataDir: given("data") ?? (env["GUICHET_DATA_DIR"] || defaultDataDir(platform, env)),
    serverUrl: readServerUrl(given("server") ?? env["GUICHET_SERVER"] ?? "") ?? DEFAULT_SERVER_URL,
  };
}
