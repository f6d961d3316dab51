import { parseArgs } from "node:util";
import { terminalLanguage } from "../../../shared/i18n/terminal.ts";
import type { Language } from "../../../shared/i18n/format.ts";
import { defaultDataDir } from "../../core/port/data-dir.ts";
import { DEFAULT_SERVER_URL, readServerUrl } from "../../core/port/server-url.ts";

export type AppArguments =
  | { readonly kind: "run"; readonly dataDir: string; readonly serverUrl: string; readonly port: number; readonly open: boolean; readonly language: Language; /** Of this computer only: stands for every public register of companies, as a recorded one does. */ readonly lookupAddress?: string }
  /** Of the running Guichet of that folder; undefined: of the one that is running. */
  | { readonly kind: "address"; readonly dataDir: string | undefined; readonly language: Language }
  /** Asked for (`wrong` undefined), or deserved. */
  | { readonly kind: "usage"; readonly wrong: string | undefined; readonly language: Language };

type Environment = { readonly [name: string]: string | undefined };

/** The command line of `npm run app`. Neither passphrase nor token has an option: command lines are public. */
export function readArguments(argv: readonly string[], env: Environment, platform: NodeJS.Platform): AppArguments {
  const spoken = terminalLanguage(env);
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        data: { type: "string" }, server: { type: "string" }, port: { type: "string" }, lang: { type: "string" },
        lookups: { type: "string" }, "no-open": { type: "boolean" }, address: { type: "boolean" }, help: { type: "boolean", short: "h" },
      },
    });
    const language = values.lang === "fr" || values.lang === "en" ? values.lang : spoken;
    if (values.help === true) return { kind: "usage", wrong: undefined, language };
    if (values.lang !== undefined && values.lang !== language) return { kind: "usage", wrong: `--lang ${values.lang}`, language };
    if (values.address === true) return { kind: "address", dataDir: values.data, language };
    const dataDir = values.data ?? defaultDataDir(platform, env);
    const port = Number(values.port ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) return { kind: "usage", wrong: `--port ${values.port ?? ""}`, language };
    const serverUrl = readServerUrl(values.server ?? DEFAULT_SERVER_URL);
    if (serverUrl === undefined) return { kind: "usage", wrong: `--server ${values.server ?? ""}`, language };
    const lookupAddress = values.lookups === undefined ? undefined : readServerUrl(values.lookups);
    if (values.lookups !== undefined && (lookupAddress === undefined || new URL(lookupAddress).hostname !== "127.0.0.1")) return { kind: "usage", wrong: `--lookups ${values.lookups}`, language };
    return { kind: "run", dataDir, serverUrl, port, open: values["no-open"] !== true, language, ...(lookupAddress === undefined ? {} : { lookupAddress }) };
  } catch (error) {
    return { kind: "usage", wrong: error instanceof Error ? error.message : String(error), language: spoken };
  }
}
