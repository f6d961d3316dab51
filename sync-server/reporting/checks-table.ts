import { reportingWords } from "../../shared/i18n/reporting-words.ts";
import { CONSISTENCY_IDS } from "../store/consistency/checks.ts";

/** The checks as docs/reporting.md lists them. */
export const describeChecks = (): string => {
  const [fr, en] = [reportingWords("fr"), reportingWords("en")];
  return ["| Check | What must be true | En français |", "|---|---|---|", ...CONSISTENCY_IDS.map((id) => `| \`${id}\` | ${en.say(`check.${id}`)} | ${fr.say(`check.${id}`)} |`)].join("\n");
};
