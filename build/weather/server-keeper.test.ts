import { expect, test } from "vitest";
import { ok } from "../../shared/kernel/result.ts";
import type { DemonstrationServer } from "../start/demonstration-server.ts";
import { createServerKeeper } from "./server-keeper.ts";

/** Programs that only live and die: how many live at once is what is asked here. The real one: e2e/weather.long.test.ts. */
function world() {
  const said: string[] = [];
  let [made, alive, most] = [0, 0, 0];
  let fall: () => void = () => undefined;
  const startServer = async () => {
    made += 1;
    const name = `s${made}`;
    await new Promise((resolve) => { setTimeout(resolve, 10); });
    alive += 1;
    most = Math.max(most, alive);
    const over = Promise.withResolvers<void>();
    const end = (how: string) => async (): Promise<void> => {
      said.push(`${name} ${how}`);
      alive -= 1;
      over.resolve();
    };
    fall = () => void end("fell")();
    const server: DemonstrationServer = { address: `http://${name}`, ended: over.promise, stop: end("stopped"), kill9: end("killed") };
    return ok(server);
  };
  const keeper = createServerKeeper({
    home: "/nowhere", env: {}, now: () => 0, startServer, onUp: async () => undefined,
    lead: (address) => said.push(`to ${address ?? "nobody"}`), onFell: () => said.push("told"),
  });
  return { keeper, said, fall: () => fall(), alive: () => alive, most: () => most };
}

test("[WE11] two orders at once never make two servers of one store, the start that follows a kill included", async () => {
  const { keeper, alive, most } = world();
  await Promise.all([keeper.start(), keeper.start()]);
  await keeper.kill(1);
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  await Promise.all([keeper.start(), keeper.stop(), keeper.start()]);
  expect([alive(), most(), keeper.state().kind]).toEqual([1, 1, "up"]);
});

test("[WE11] whoever is killed or stopped leads nowhere first; only an end that nobody ordered is told", async () => {
  const { keeper, said, fall } = world();
  await keeper.start();
  await keeper.kill(undefined);
  await keeper.start();
  await keeper.stop();
  await keeper.start();
  fall();
  await expect.poll(() => keeper.state().kind).toBe("fell");
  expect(said).toEqual(["to http://s1", "to nobody", "s1 killed", "to http://s2", "to nobody", "s2 stopped", "to http://s3", "s3 fell", "to nobody", "told"]);
});

test("[WE11] closed while it starts, it is stopped as soon as it has started, and starts no more", async () => {
  const { keeper, alive } = world();
  const starting = keeper.start();
  await expect.poll(() => keeper.state().kind).toBe("starting");
  await keeper.close();
  expect((await starting).ok).toBe(true);
  expect([alive(), (await keeper.start()).ok, keeper.address()]).toEqual([0, false, undefined]);
});
