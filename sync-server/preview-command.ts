import { resolve } from "node:path";
import { words } from "../shared/i18n/texts.ts";
import { legalDate } from "../shared/kernel/legal-date.ts";
import type { ParsedPack } from "../shared/pge/packs/document/parse-pack.ts";
import { previewPack, type Preview } from "./domain/schemes/preview-pack.ts";
import type { ExitCode } from "./operator-command.ts";
import { previewHead, previewLiner } from "./preview-table.ts";
import type { SchemeParts } from "./scheme-parts.ts";
import { previewDocument, tellPreview } from "./tell-scheme.ts";
import type { AtCentre } from "./with-store.ts";
import { refusePlaced, writeTable } from "./write-table.ts";

const TELL_MS = 2_000;
type Wanted = { readonly json: boolean; /** Where each file that changes is written, besides. */ readonly files: string | undefined };

/** `scheme preview`: a document against every file. 1 where it was stopped before its end: what it tells then is partial, and no table is left. @throws StartFault where the table cannot be written */
export async function runPreview({ store, centre }: AtCentre, { pack, document }: ParsedPack, { json, files }: Wanted, { said, language, output, signal }: SchemeParts): Promise<ExitCode> {
  const { format } = words[language];
  let toldAt = Date.now();
  const look = async (changed?: Parameters<typeof previewPack>[0]["changed"]): Promise<Preview> => await previewPack({
    store, packs: centre.packs(), pack, from: legalDate(document.from), businessDate: centre.businessDate(), signal, ...(changed === undefined ? {} : { changed }),
    progress: (read) => {
      if (Date.now() - toldAt < TELL_MS) return;
      toldAt = Date.now();
      output.fault(`${said.say("preview.progress", { n: format.count(read) })}\n`);
    },
  });
  const tell = (told: Preview): void => output.out(json ? `${JSON.stringify(previewDocument(told), null, 2)}\n` : `${tellPreview(told, pack, said, language).join("\n")}\n`);
  if (files === undefined) {
    const told = await look();
    tell(told);
    return told.cut ? 1 : 0;
  }
  const path = resolve(files);
  refusePlaced(path);
  const line = previewLiner(centre.packs(), pack, said, language);
  let told: Preview | undefined;
  const rows = await writeTable(path, previewHead(said), signal, async (add) => {
    told = await look(async (found) => void (await add(found.map(line))));
  });
  if (told !== undefined) tell(told);
  output.fault(`${rows === undefined ? said.say("preview.noTable") : said.say("preview.table", { file: path, n: format.count(rows) })}\n`);
  return rows === undefined ? 1 : 0;
}
