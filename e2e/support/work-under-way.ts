import { setTimeout as pause } from "node:timers/promises";
import { expect } from "vitest";
import { newFile, openFirstTime, settled, temporaryFolder, testDeps, type, until } from "../../main/core/test-support/open-core.ts";
import { openPostgresStore } from "../../sync-server/store/open-store.ts";
import type { Store } from "../../sync-server/store/store.ts";
import { remoteWorkstation, type RemoteWorkstation } from "../../sync-server/testing/remote-services.ts";
import { newId } from "../../sync-server/testing/workstation.ts";
import type { Fleet } from "./fleet.ts";

/** Work that goes on while servers come and go: lines that push without a pause, and two real workstations, one writing what the other hears of. */
export type Work = {
  /** A line of its own, for what a test does itself. */
  readonly probing: RemoteWorkstation;
  /** The file that one of the workstations keeps writing: its place in the feed moves. */
  readonly watched: string;
  /** Event streams that the workstations have opened so far. */
  readonly streams: () => number;
  /** Waits until every line, and the writer, were answered some more times: whoever serves now has been asked. */
  readonly goesOn: () => Promise<void>;
  /** Ends it, and expects nothing lost, nothing twice, nothing answered 4xx or 5xx. `also`: files that the test made itself. */
  readonly finish: (also?: readonly string[], open?: () => Promise<Store>) => Promise<void>;
  readonly close: () => Promise<void>;
};

const SOME_MORE = 4;

export async function beginWork({ balancer, signIn, databaseUrl }: Fleet): Promise<Work> {
  const over = new AbortController();
  const kept: string[] = [];
  const lines = await Promise.all(["maelle.exemple", "yann.modele", "ines.exemple"].map((login) => remoteWorkstation(balancer.address, login, signIn)));
  const pushes = lines.map(() => 0);
  const pushing = whole(lines.map(async (line, which) => {
    for (; !over.signal.aborted; pushes[which] = (pushes[which] ?? 0) + 1) {
      const files = Array.from({ length: 5 }, newId);
      const verdicts = await line.send(...files.map((file) => ({ kind: "created", file, body: { fields: { legalName: "SARL Exemple" } } })));
      expect(verdicts.map(({ kind }) => kind)).toEqual(files.map(() => "accepted"));
      kept.push(...files);
      await pause(20);
    }
  }));

  /** All of them; where one fails while the test waits for something else, the others end, and whoever ends the work hears of it. */
  function whole(works: readonly Promise<void>[]): Promise<unknown> {
    const all = Promise.all(works);
    all.catch(() => over.abort());
    return all;
  }

  let streams = 0;
  const opened: (() => unknown)[] = [];
  const workstation = async (login: string) => {
    const folder = temporaryFolder();
    opened.push(folder.remove);
    const core = await openFirstTime(testDeps(folder.dir, balancer.address, { fetch: (input, init) => {
      if (String(input).includes("/v1/news")) streams += 1;
      return fetch(input, init);
    } }), login);
    opened.push(() => core.close());
    await settled(core);
    return core;
  };
  const [writer, reader] = [await workstation("maelle.exemple"), await workstation("yann.modele")];
  const watched = await newFile(writer, { legalName: "Suivie" });
  let versions = 0;
  const typing = whole([(async () => {
    for (; !over.signal.aborted; versions += 1) {
      await type(writer, watched, { legalName: `Suivie ${versions}` });
      await writer.handlers["files.seal"]({ file: watched });
      await pause(100);
    }
  })()]);
  await until("both workstations listen", () => streams >= 2);

  const shown = async (core: typeof writer) => {
    const file = await core.handlers["files.open"]({ file: watched });
    return file.ok ? { version: file.value.version, fields: file.value.fields } : undefined;
  };
  return {
    probing: await remoteWorkstation(balancer.address, "maelle.exemple", signIn),
    watched,
    streams: () => streams,
    goesOn: async () => {
      const before = [...pushes, versions];
      await until("the work goes on", async () => {
        if (over.signal.aborted) await Promise.all([pushing, typing]);
        return [...pushes, versions].every((count, which) => count >= (before[which] ?? 0) + SOME_MORE);
      });
    },
    finish: async (also = [], open = () => openPostgresStore({ url: databaseUrl })) => {
      over.abort();
      await Promise.all([pushing, typing]);
      expect(Math.min(...pushes)).toBeGreaterThan(10);
      expect(balancer.lost()).toEqual([]);
      expect([...balancer.statuses().keys()].filter((status) => status >= 400)).toEqual([]);

      await settled(writer);
      const last = await shown(writer);
      expect(last).toMatchObject({ version: versions, fields: { legalName: `Suivie ${versions - 1}` } });
      await until("the reader has heard of the last version", async () => (await shown(reader))?.version === last?.version);
      expect(await shown(reader)).toEqual(last);

      const all = [...kept, ...also];
      expect(new Set(all).size).toBe(all.length);
      const store = await open();
      const counted = await store.countFiles();
      await store.close();
      expect(counted.reduce((total, { files }) => total + files, 0)).toBe(all.length + 1);
    },
    close: async () => {
      over.abort();
      await Promise.allSettled([pushing, typing]);
      for (const step of opened.toReversed()) await step();
    },
  };
}
