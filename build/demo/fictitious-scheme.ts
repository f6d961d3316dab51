import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { demonstrationPeople } from "../../sync-server/demonstration/people.ts";
import { mustRun, type CommandTold } from "../start/server-command.ts";

/** FICTITIOUS: the scheme that begins at noon. */
export const NEW_SCHEME = "RELANCE_LOCALE";
export const NEW_RULES = "pge-france@1.1.0";

/** The repository's example of a pack, in force from that day. */
export const newSchemeText = (day: string): string =>
  readFileSync(new URL("../../shared/pge/samples/relance-locale.json", import.meta.url), "utf8").replaceAll("2020-04-15", day);

/** One operator proposes the fictitious scheme, another approves it, and the centre publishes it. By the commands that operators have. */
export async function publishScheme(command: (args: readonly string[]) => Promise<CommandTold>, folder: string, day: string): Promise<void> {
  const [first, second] = demonstrationPeople.filter(({ role }) => role === "operator");
  const document = join(folder, "next-scheme.json");
  writeFileSync(document, newSchemeText(day));
  for (const args of [["scheme", "propose", document, "--as", first?.id ?? "", "--yes"], ["scheme", "approve", NEW_RULES, "--as", second?.id ?? "", "--yes"]]) await mustRun(args, command(args));
}
