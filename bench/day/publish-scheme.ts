import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { demonstrationPeople } from "../../sync-server/demonstration/people.ts";
import type { DayCentre } from "./day-centre.ts";
import { NEW_RULES, newSchemeText } from "./new-scheme.ts";

/** At noon: one operator proposes the fictitious scheme, another approves it, and the centre publishes it. By the commands that operators have. */
export async function publishScheme(centre: Pick<DayCentre, "command">, folder: string, day: string): Promise<void> {
  const [first, second] = demonstrationPeople.filter(({ role }) => role === "operator");
  const document = join(folder, "next-scheme.json");
  writeFileSync(document, newSchemeText(day));
  await must(centre.command(["scheme", "propose", document, "--as", first?.id ?? "", "--yes"]));
  await must(centre.command(["scheme", "approve", NEW_RULES, "--as", second?.id ?? "", "--yes"]));
}

async function must(running: ReturnType<DayCentre["command"]>): Promise<void> {
  const { code, out, err } = await running;
  if (code !== 0) throw new Error(`the scheme was not published: ${err}${out}`);
}
