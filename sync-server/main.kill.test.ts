import { expect, test } from "vitest";
import { createRandom } from "../shared/testing/random.ts";
import type { Verdict } from "../shared/sync/protocol.ts";
import { signIn } from "./identity/testing/sign-in.ts";
import { demonstrationFolder } from "./testing/demonstration-server.ts";
import { remoteServices, remoteWorkstation } from "./testing/remote-services.ts";
import { addressOf, run } from "./testing/run-server.ts";
import { newId } from "./testing/workstation.ts";

/** With a whole workstation before it, this server is killed twenty times in e2e/centre.kill.test.ts; here the protocol alone. */
const ROUNDS = process.env["GUICHET_LONG"] === undefined ? 4 : 200;
const BATCH = 25;
const BATCHES = 12;
const LOGIN = "maelle.exemple";

/**
 * The client repeats what was not answered, as a workstation does. Whatever was killed when: each change is there once, and an
 * acknowledged one has the verdict that was told.
 */
test(`[ST4] killed outright ${ROUNDS} times during pushes, the server loses nothing it acknowledged and keeps nothing twice`, async () => {
  const folder = await demonstrationFolder();
  const env = { GUICHET_DEMONSTRATION: "1", GUICHET_PORT: "0", GUICHET_DATA: folder, GUICHET_RATE_DEVICE: "1000000", GUICHET_RATE_PERSON: "1000000" };
  const random = createRandom(20_200_415);
  let server = run(env);
  let address = await addressOf(server);
  const desk = await remoteWorkstation(address, LOGIN);
  const files: string[] = [];
  const told = new Map<number, Verdict>();
  let kills = 0;

  for (let round = 0; round < ROUNDS; round += 1) {
    const { access } = await signIn(address, LOGIN, "demonstration");
    const services = remoteServices(address, access);
    const last = files.length + BATCH * BATCHES;
    while (files.length < last) {
      const file = newId();
      files.push(file);
      desk.seal({ kind: "created", file, body: { fields: { legalName: `SARL Exemple ${files.length}` } } });
    }
    const victim = server;
    let have = await haveOf();
    // Some moments after one of its pushes began; the last ones are left, so that there is always one to die in.
    const [batch, ms] = [random.between(0, BATCHES - 4), random.between(0, 25)];
    try {
      for (let sent = 0; have < last; sent += 1) {
        if (sent === batch) setTimeout(() => victim.child.kill("SIGKILL"), ms);
        const changes = desk.requestFrom(have + 1).changes.slice(0, BATCH);
        const answer = await services.push(desk.caller, desk.requestFrom(have + 1, changes));
        if (!answer.ok) throw new Error(`refused: ${answer.error.code}`);
        answer.value.verdicts.forEach((verdict, i) => remember(have + 1 + i, verdict));
        have = answer.value.have;
      }
    } catch (error) {
      // What a fetch says of a line that was cut; everything else is a finding.
      if (!(error instanceof TypeError)) throw error;
    }
    victim.child.kill("SIGKILL");
    await victim.ended;
    if (have < last) kills += 1;
    server = run(env);
    address = await addressOf(server);
    // What it says it has after the kill holds all that it told before, and is where the client goes on.
    expect(await haveOf()).toBeGreaterThanOrEqual(Math.max(0, ...told.keys()));
  }

  const { access } = await signIn(address, LOGIN, "demonstration");
  const services = remoteServices(address, access);
  const rest = desk.requestFrom(1).changes;
  for (let first = 1; first <= rest.length; first += 500) {
    const answer = await services.push(desk.caller, desk.requestFrom(first, rest.slice(first - 1, first + 499)));
    if (!answer.ok) throw new Error(`refused: ${answer.error.code}`);
    answer.value.verdicts.forEach((verdict, i) => remember(first + i, verdict));
  }
  expect(await listFiles()).toEqual(files.toSorted());
  expect(kills).toBeGreaterThanOrEqual(ROUNDS / 2);

  /** Also what a workstation asks first: the end of its line at the centre. */
  async function haveOf(): Promise<number> {
    const { access: token } = await signIn(address, LOGIN, "demonstration");
    const answer = await remoteServices(address, token).pull(desk.caller, { protocol: 1, ...desk.address, replica: desk.replica, cursors: [{ branch: desk.caller.branches[0]?.id ?? "", n: 0 }], limit: 1 });
    if (!answer.ok) throw new Error(`refused: ${answer.error.code}`);
    return answer.value.have;
  }
  function remember(seq: number, verdict: Verdict): void {
    const first = verdict.kind === "duplicate" ? verdict.first : verdict;
    const known = told.get(seq);
    if (known === undefined) told.set(seq, first);
    else expect([seq, first]).toEqual([seq, known]);
  }
  async function listFiles(): Promise<readonly string[]> {
    const found: string[] = [];
    for (let after: string | undefined, n: number | undefined; ;) {
      const page = await services.snapshot(desk.caller, { protocol: 1, ...desk.address, replica: desk.replica, branch: desk.caller.branches[0]?.id ?? "", limit: 1_000, ...(after === undefined ? {} : { after }), ...(n === undefined ? {} : { n }) });
      if (!page.ok) throw new Error(`refused: ${page.error.code}`);
      found.push(...page.value.files.map(({ file }) => file));
      if (page.value.next === undefined) return found.toSorted();
      after = page.value.next;
      n = page.value.n;
    }
  }
});
