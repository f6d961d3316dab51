import { whoMay } from "../../shared/access/rights.ts";
import { mailWords, renderLetter } from "../../shared/i18n/mail-words.ts";
import { MAIL_KINDS, mailTo } from "../../shared/mail/mail-kinds.ts";

/** The part of docs/mail.md that is made from the table of letters. */
export const describeLetters = (): string =>
  MAIL_KINDS.map((kind) => {
    const [fr, en] = [renderLetter(kind, 2, "fr"), renderLetter(kind, 2, "en")];
    const { right, ofBank } = mailTo[kind];
    const to = whoMay(right).filter((role) => role !== "operator" && (!ofBank || role === "administrator")).join(", ");
    return [`### \`${kind}\``, "", `- **When**: ${mailWords("en")(`${kind}.when`)}. ${mailWords("fr")(`${kind}.when`)}.`, `- **To whom**: ${to} (\`${right}\`), ${ofBank ? "of the whole bank" : "at all branches concerned"}`, "", ...[fr, en].flatMap(({ subject, text }) => [...[`**${subject}**`, ...text.split("\n")].map((line) => (line === "" ? ">" : `> ${line}`)), ""])].join("\n").trimEnd();
  }).join("\n\n");
