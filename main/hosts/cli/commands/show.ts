import { EXIT, type ExitCode } from "../exit-codes.ts";
import { fileLines } from "../file-in-words.ts";
import { findFiles } from "../find-files.ts";
import { withDesk, type Surroundings } from "./command.ts";
import { rowLine, tellSeveral } from "./list.ts";

/** `show ID|SIREN`: the whole file, in words or as stored with `--json`; 1 when there is none, or when several files have that SIREN (they are listed). */
export const show = (given: Surroundings, named: string): Promise<ExitCode> =>
  withDesk(given, async (bridge) => {
    const { out } = given;
    const rows = await findFiles(bridge, named);
    const [only] = rows;
    if (only === undefined) return out.failure({ code: "G2008" });
    if (rows.length > 1) return tellSeveral(out, rows);
    const opened = await bridge.call("files.open", { file: only.file });
    if (!opened.ok) return out.failure(opened.error);
    const view = opened.value;
    out.document(view);
    out.line(rowLine(out, only));
    const { businessDate } = await bridge.call("app.info", undefined);
    for (const line of fileLines(view, businessDate, out.words)) out.line(line);
    return EXIT.done;
  });
