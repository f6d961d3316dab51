import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { freshSiren } from "../../../sync-server/testing/contract-world.ts";
import { ask, remoteServices, remoteWorkstation, type RemoteWorkstation } from "../../../sync-server/testing/remote-services.ts";
import { soundFields } from "../../../sync-server/testing/sound-fields.ts";
import { newId } from "../../../sync-server/testing/workstation.ts";

/** Where somebody's workstation asks now; undefined: she is away. */
export type AsksAt = () => string | undefined;
export type AtWork = { readonly workstation: RemoteWorkstation; /** The next file is of that company. */ readonly nextCompany: (siren: string) => void };
export type Office = {
  /** Signs in and goes on entering and sending files, one after the other, until the office closes. What is not answered is sent again, as a workstation does. */
  readonly hire: (login: string, asksAt: AsksAt) => Promise<AtWork>;
  readonly close: () => Promise<void>;
};

const BETWEEN_MS = 250;
const AGAIN_MS = 400;

export function openOffice(identityUrl: string): Office {
  const over = new AbortController();
  const loops: Promise<void>[] = [];
  async function work(one: RemoteWorkstation, asksAt: AsksAt, nextSiren: () => string): Promise<void> {
    while (!over.signal.aborted) {
      const [first, file] = [one.nextSeq(), newId()];
      one.seal({ kind: "created", file, body: { fields: soundFields({ siren: nextSiren() }) } });
      one.seal({ kind: "submitted", file, base: 1 });
      while (!over.signal.aborted) {
        const server = asksAt();
        if (server !== undefined) {
          one.moveTo({ services: remoteServices(server, one.token), address: one.address });
          const answer = await one.push(first).catch(() => undefined);
          if (answer?.ok === true) break;
        }
        await pause(AGAIN_MS);
      }
      await pause(BETWEEN_MS);
    }
  }
  return {
    hire: async (login, asksAt) => {
      const server = asksAt();
      if (server === undefined) throw new Error("nobody is hired while the centre is away");
      const workstation = await remoteWorkstation(server, login, identityUrl);
      const companies: string[] = [];
      loops.push(work(workstation, asksAt, () => companies.shift() ?? freshSiren()));
      return { workstation, nextCompany: (siren) => void companies.push(siren) };
    },
    close: async () => {
      over.abort();
      await Promise.all(loops);
    },
  };
}

export const moveBusinessDate = async (server: string, token: string, businessDate: string): Promise<void> => {
  const answer = await ask(server, token, "/v1/demonstration/business-date", z.unknown(), { businessDate });
  if (!answer.ok) throw new Error(`the date does not move: ${answer.error.code}`);
};
