import type { JournalFile } from "./journal.ts";
import { NEW_RULES } from "../../build/demo/fictitious-scheme.ts";
import { ENDINGS } from "./stories.ts";

/** Files that ended otherwise than the plan meant, a sentence each: a sound file refused, an unsound one taken, both twins registered or none. */
export function endedOtherwise(files: readonly JournalFile[]): readonly string[] {
  const twins = new Map<string, JournalFile[]>();
  const wrong: string[] = [];
  for (const file of files) {
    const { status, refused } = ENDINGS[file.story];
    if (status === "twin") {
      twins.set(file.siren, [...(twins.get(file.siren) ?? []), file]);
      continue;
    }
    const found = statusOf(file);
    // On a machine that does not keep up, what was asked before noon is judged after it, by the new rules.
    if (file.story === "early-scheme" && file.registered?.rules === NEW_RULES) continue;
    if (file.story === "scheme" && file.registered !== undefined && file.registered.rules !== NEW_RULES) wrong.push(`a file of the new scheme was registered by ${file.registered.rules}: ${file.file}`);
    // What is refused beside a submission leaves the file as it is.
    const code = refused === "G2012" ? undefined : refused;
    if (found !== status || file.refused !== code) wrong.push(`a file meant as “${file.story}” ended ${found}${file.refused === undefined ? "" : ` (${file.refused})`}: ${file.file}`);
  }
  for (const [siren, both] of twins) {
    const registered = both.filter((file) => file.registered !== undefined).length;
    const turnedDown = both.filter((file) => file.registered === undefined && file.refused === "G2010").length;
    if (registered !== 1 || registered + turnedDown !== both.length) wrong.push(`of two requests of company ${siren}, ${registered} were registered and ${turnedDown} refused for the first month`);
  }
  return wrong;
}

const statusOf = ({ registered, isWithdrawn, isMade }: JournalFile): "registered" | "withdrawn" | "draft" | "none" =>
  registered !== undefined ? "registered" : isWithdrawn ? "withdrawn" : isMade ? "draft" : "none";
