import type { FileId } from "../../../shared/kernel/ids.ts";
import { TRAINING_SIREN } from "../../../shared/pge/training-company.ts";
import type { Desk } from "../../state/desk.ts";
import { changeGuide, newGuide } from "../../state/guide.ts";
import { go } from "../../state/navigate.ts";

const MOST = 20;
/** States in which a guided file is still hers to go on with; it has no other but withdrawn. */
const OPEN: readonly string[] = ["draft", "incomplete", "ready", "to-settle"];

/** Opens this person's guided file where she left it, or begins one. It bears the training company from its first change, so that it can never be sent. */
export async function startGuide(desk: Desk): Promise<void> {
  const file = (await findGuided(desk)) ?? (await createGuided(desk));
  if (file === undefined) return;
  changeGuide(desk, { folded: false });
  go(desk, { kind: "files", filter: "all", file });
}

async function findGuided(desk: Desk): Promise<FileId | undefined> {
  const page = await desk.ask("files.list", { search: TRAINING_SIREN, filter: "mine", sort: "recent", offset: 0, limit: MOST });
  return page?.rows.find(({ siren, status }) => siren === TRAINING_SIREN && OPEN.includes(status))?.file;
}

async function createGuided(desk: Desk): Promise<FileId | undefined> {
  const made = await desk.attempt("files.create", undefined);
  const saved = made.ok ? await desk.attempt("files.saveField", { file: made.value.file, field: "siren", value: TRAINING_SIREN }) : made;
  if (!saved.ok) {
    desk.set({ failure: saved.error });
    return undefined;
  }
  desk.set({ guide: newGuide });
  return saved.value.file;
}
