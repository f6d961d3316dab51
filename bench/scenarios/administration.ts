import { devicesAnswerSchema } from "../../shared/sync/device-messages.ts";
import { peopleAnswerSchema } from "../../shared/sync/people-messages.ts";
import { releasesAnswerSchema } from "../../shared/sync/release-messages.ts";
import { post, startCentre } from "../support/centre.ts";
import { measure, median } from "../support/result.ts";
import type { Scenario } from "./scenario.ts";

const SIZE = { banks: 1, branches: 2_000, persons: 10, administrators: 1 };
const PEOPLE = SIZE.branches * SIZE.persons + SIZE.administrators;
const WORKSTATIONS = 5_000;
/** As a workstation asks for them. */
const PAGE = 1_000;

/** As so many workstations that enrolled and were heard would have left it; noted nowhere, for nobody did this. */
const FLEET = `
  SET search_path = guichet; SET session_replication_role = replica;
  INSERT INTO replica (bank_id, replica_id, person_id, public_key, device, last_hash, enrolled_at)
    SELECT bank_id, gen_random_uuid(), person_id, 'x', 'PC-' || n, repeat('0', 64), 1585000000000 FROM (SELECT bank_id, person_id, row_number() OVER (ORDER BY person_id) AS n FROM person WHERE role = 'advisor') p WHERE n <= ${WORKSTATIONS};
  INSERT INTO device (bank_id, replica_id, person_id, heard_at, version, waiting, clock_off_ms, disk_free_mib)
    SELECT bank_id, replica_id, person_id, 1585100000000, '1.' || (hashtext(device) & 3) || '.0', 0, 12, 90000 FROM replica WHERE public_key = 'x';
  SET session_replication_role = DEFAULT; ANALYZE replica; ANALYZE device; ANALYZE person`;
const PEOPLE_ROWS = "SELECT p.person_id, p.name, p.role, p.active, (SELECT json_agg(b.branch_id ORDER BY b.place)::text FROM guichet.person_branch b WHERE b.bank_id = p.bank_id AND b.person_id = p.person_id) AS branches FROM guichet.person p ORDER BY p.name";
const DEVICE_ROWS = "SELECT r.replica_id, r.device, r.enrolled_at, r.revoked_at, d.heard_at, d.version, d.waiting, d.clock_off_ms, d.disk_free_mib, p.name FROM guichet.replica r JOIN guichet.device d USING (bank_id, replica_id) JOIN guichet.person p ON p.bank_id = r.bank_id AND p.person_id = r.person_id";

/** What an administrator of a large bank asks the centre for: its people, its workstations, how they stand with releases. Limits: the same rows by one statement, as text and back. */
export const administration: Scenario = {
  keys: ["people_ms", "devices_ms", "releases_ms"],
  run: async ({ folder, full, say }) => {
    const centre = await startCentre(folder, 1, { size: SIZE });
    try {
      await centre.query(FLEET);
      const administrator = centre.persons.find(({ subject }) => subject.startsWith("bench-administrator"));
      if (administrator === undefined) throw new Error("the bank has no administrator");
      const [url = "", token] = [centre.urls[0], await centre.token(administrator)];
      const ofCentre = { protocol: 1, centre: centre.hello.centre, epoch: centre.hello.epoch.id };
      const ask = (path: string, body: object = {}): Promise<unknown> => post(url, path, token, { ...ofCentre, ...body });
      const people = async (): Promise<number> => {
        const { people: all, branches } = peopleAnswerSchema.parse(await ask("/v1/people"));
        if (all.length !== PEOPLE || branches.length !== SIZE.branches) throw new Error(`${all.length} people in ${branches.length} branches`);
        return JSON.stringify(all).length + JSON.stringify(branches).length;
      };
      const devices = async (): Promise<number> => {
        const seen = new Set<string>();
        let bytes = 0;
        for (let after: string | undefined, more = true; more;) {
          const page = devicesAnswerSchema.parse(await ask("/v1/devices", { limit: PAGE, ...(after === undefined ? {} : { after }) }));
          page.devices.forEach(({ device }) => seen.add(device));
          bytes += JSON.stringify(page).length;
          [after, more] = [page.next, page.next !== undefined];
        }
        if (seen.size !== WORKSTATIONS) throw new Error(`${seen.size} workstations`);
        return bytes;
      };
      const releases = async (): Promise<number> => {
        const answer = releasesAnswerSchema.parse(await ask("/v1/releases"));
        if (answer.workstations !== WORKSTATIONS || answer.versions.reduce((sum, { workstations }) => sum + workstations, 0) !== WORKSTATIONS) throw new Error(`${answer.workstations} workstations follow releases`);
        return JSON.stringify(answer).length;
      };
      const plain = (sql: string, rows: number) => async (): Promise<number> => {
        const text = JSON.stringify(await centre.query(sql));
        if ((JSON.parse(text) as readonly unknown[]).length !== rows) throw new Error("the straight line read other rows");
        return text.length;
      };
      const rounds = full ? 25 : 9;
      /** In turns: what the machine does besides falls on both. */
      const timed = async (name: string, work: () => Promise<number>, straight: () => Promise<number>): Promise<ReturnType<typeof measure>> => {
        const [took, limits]: [number[], number[]] = [[], []];
        let bytes = 0;
        for (let round = 0; round < rounds; round += 1) {
          for (const [one, times] of [[work, took], [straight, limits]] as const) {
            const start = performance.now();
            const length = await one();
            times.push(performance.now() - start);
            if (one === work) bytes = length;
          }
        }
        say(`${name}: ${Math.round(median(took))} ms, ${Math.round(bytes / 1024)} KiB of text; the slowest of ${rounds} ${Math.round(Math.max(...took))} ms`);
        return measure(median(took), "ms", median(limits));
      };
      return {
        people_ms: await timed(`${PEOPLE} people in ${SIZE.branches} branches`, people, plain(PEOPLE_ROWS, PEOPLE)),
        devices_ms: await timed(`${WORKSTATIONS} workstations`, devices, plain(DEVICE_ROWS, WORKSTATIONS)),
        releases_ms: await timed("releases", releases, plain(DEVICE_ROWS, WORKSTATIONS)),
      };
    } finally {
      await centre.close();
    }
  },
};
