import type { Bridge } from "../../shared/bridge/contract.ts";
import type { FileId } from "../../shared/kernel/ids.ts";
import { WORKSTATIONS, type HeldFile, type WeatherPlace, type WeatherPlaces, type WorkstationName } from "../../shared/bridge/weather-views.ts";
import type { CentreWatch } from "./watch-centre.ts";
import type { Workstations } from "./workstations.ts";

/** As many as are read at a glance. */
const MOST_FILES = 8;

/** Where the last files of the first workstation that is open are, as each workstation and the centre say of themselves now. */
export async function findPlaces(workstations: Pick<Workstations, "reach">, watch: CentreWatch): Promise<WeatherPlaces> {
  const reached = (await Promise.all(WORKSTATIONS.map(async (name) => ({ name, at: await workstations.reach(name) })))).flatMap(({ name, at }) => (at === undefined ? [] : [{ name, at }]));
  try {
    const open: { readonly name: WorkstationName; readonly bridge: Bridge; readonly bank: string | undefined }[] = [];
    for (const { name, at } of reached) {
      const session = await at.bridge.call("session.state", undefined);
      if (session.kind === "open") open.push({ name, bridge: at.bridge, bank: session.me.bank?.id });
    }
    const [first] = open;
    if (first === undefined) return { files: [], centre: "unknown" };
    const { rows } = await first.bridge.call("files.list", { search: "", filter: "all", sort: "recent", offset: 0, limit: MOST_FILES });
    const centre = first.bank === undefined ? undefined : await watch.look(first.bank);
    const files = await Promise.all(rows.map(async ({ file, name }): Promise<WeatherPlace> => ({
      file, name, here: Object.fromEntries(await heldBy(open, file)), centre: centre?.get(file),
    })));
    return { files, centre: centre === undefined ? "away" : "answers" };
  } finally {
    for (const { at } of reached) at.release();
  }
}

/** A workstation that does not know the file, or does not answer, says nothing of it. */
async function heldBy(open: readonly { readonly name: WorkstationName; readonly bridge: Bridge }[], file: FileId): Promise<readonly (readonly [WorkstationName, HeldFile])[]> {
  const answers = await Promise.all(open.map(async ({ name, bridge }) => {
    const view = await bridge.call("files.open", { file }).catch(() => undefined);
    if (view?.ok !== true) return [];
    const { version, place } = view.value;
    return [[name, { version, since: place.kind === "here-only" ? place.since : undefined, changes: place.kind === "here-only" ? place.changes : 0 }] as const];
  }));
  return answers.flat();
}
