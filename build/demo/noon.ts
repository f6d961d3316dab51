import { join } from "node:path";
import { unwrap } from "../../shared/kernel/result.ts";
import { startDemonstrationServer, type DemonstrationServer } from "../start/demonstration-server.ts";
import { runServerCommand } from "../start/server-command.ts";
import type { Desk } from "./advisor-desk.ts";
import { NEW_RULES, NEW_SCHEME, publishScheme } from "./fictitious-scheme.ts";
import { companyFile, SHARED_COMPANY, typeFile } from "./story.ts";

export type Noon = {
  readonly home: string;
  readonly day: string;
  readonly server: DemonstrationServer;
  /** The workstations are led there from then on. */
  readonly lead: (port: number) => void;
  readonly onServer: (server: DemonstrationServer) => void;
  /** One that asks for a loan under the new scheme, and one that asks for less than it allows. */
  readonly asks: Desk;
  readonly asksTooLittle: Desk;
  readonly say: (text: string) => void;
};
/** Files entered under the new scheme, and how many of them were registered by its version. */
export type NoonTold = { readonly entered: number; readonly registered: number };

/**
 * FICTITIOUS. At noon two operators publish the next scheme: the workstations, which nobody touches, take it by sync and enter files under it. The embedded store is one process's at a time, so the centre
 * pauses for the two commands; on PostgreSQL it would not.
 */
export async function publishAtNoon({ home, day, server, lead, onServer, asks, asksTooLittle, say }: Noon): Promise<NoonTold> {
  await server.stop();
  await publishScheme((args) => runServerCommand(args, { GUICHET_DEMONSTRATION: "1", GUICHET_STORE: "pglite", GUICHET_DATA: join(home, "server") }), home, day);
  const again = unwrap(await startDemonstrationServer({ home, port: 0 }), "the demonstration's server, again");
  onServer(again);
  lead(Number(new URL(again.address).port));
  say(`noon: two operators publish ${NEW_RULES}, with the fictitious scheme ${NEW_SCHEME}; no workstation is touched`);
  const [sound, little] = await Promise.all([enter(asks, 1, 100_000), enter(asksTooLittle, 2, 4_000)]);
  say(`under it one file is registered by ${sound.rules ?? "nothing"}, and one that asks for too little is kept at its desk: ${little.refused ?? "it was not"}`);
  return { entered: 2, registered: [sound, little].filter(({ rules }) => rules === NEW_RULES).length };
}

async function enter(desk: Desk, company: number, euros: number): Promise<{ readonly rules: string | undefined; readonly refused: string | undefined }> {
  await desk.settle();
  const file = await typeFile(desk, companyFile(SHARED_COMPANY + company, euros, { scheme: NEW_SCHEME }));
  const { version } = unwrap(await desk.bridge.call("files.open", { file }), "open");
  const sent = await desk.bridge.call("files.submit", { file, seenVersion: version });
  await desk.settle();
  const { registration } = unwrap(await desk.bridge.call("files.open", { file }), "open");
  return { rules: registration?.rules, refused: sent.ok ? undefined : sent.error.code };
}
