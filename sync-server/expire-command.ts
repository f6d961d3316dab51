import type { Language } from "../shared/i18n/format.ts";
import { operatorWords } from "../shared/i18n/operator-words.ts";
import { words } from "../shared/i18n/texts.ts";
import type { ServerConfig } from "./config.ts";
import { expireReservations, listDue } from "./domain/operator/expire-reservations.ts";
import type { ServerLog } from "./http/http-deps.ts";
import type { ExitCode } from "./operator-command.ts";
import { now, randomBytesOf, withCentre } from "./with-store.ts";

/**
 * `expire [--yes] [--json]`: what a server does every hour by its own rhythm, at the store itself; without --yes, which numbers are due. Answers the exit code.
 * @throws StartFault where the store does not open
 */
export async function runExpireCommand(config: ServerConfig, args: readonly string[], language: Language, log: ServerLog, out: (text: string) => void): Promise<ExitCode> {
  const { say } = operatorWords(language);
  const [isYes, isJson] = ["--yes", "--json"].map((flag) => args.includes(flag));
  const tell = (document: unknown, lines: readonly string[]): void => out(isJson === true ? `${JSON.stringify(document, null, 2)}\n` : `${lines.join("\n")}\n`);
  const { expiry: setting } = config;
  if (setting === "off" || setting === undefined) {
    tell({ days: null }, [say("expire.off")]);
    return 1;
  }
  return await withCentre<ExitCode>(config, log, async ({ store, centre, moment }) => {
    const expiry = await store.setExpiry(setting, now());
    if (isYes === true && !centre.recovering) {
      const done = await expireReservations({ store, expiry, moment, randomBytes: randomBytesOf });
      tell(done, [say("expire.done", { ...done })]);
      return 0;
    }
    const due = await listDue({ store, expiry, moment });
    const { format } = words[language];
    tell(due, [say("expire.due", { n: due.length }), ...due.map(({ number, reservedAt }) => `  ${say("expire.line", { number, when: format.dayAndTime(reservedAt) })}`), say("expire.shown")]);
    return 0;
  });
}
