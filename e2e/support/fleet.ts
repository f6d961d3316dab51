import { createDatabase } from "../../build/test/fresh-database.ts";
import { startHttpBalancer, type HttpBalancer } from "../../build/test/http-balancer.ts";
import { until } from "../../main/core/test-support/open-core.ts";
import { demonstrationFolder, startDemonstration, temporaryFolder } from "../../sync-server/testing/demonstration-server.ts";
import { addressOf, presentServer, run, type Run } from "../../sync-server/testing/run-server.ts";

export type Served = Run & { readonly address: string };

/** Server processes, of whatever version, behind one balancer and on one PostgreSQL database of their own. */
export type Fleet = {
  readonly databaseUrl: string;
  readonly balancer: HttpBalancer;
  /** Where people sign in: another house's, which stays. */
  readonly signIn: string;
  /** Starts a server of `program` and waits until it is used. */
  readonly start: (program?: string) => Promise<Served>;
  /** Takes it out of the balancer, tells it to stop, and answers its exit code: what a pod's last seconds are. */
  readonly leave: (server: Served) => Promise<number | null>;
  /** `program` with these arguments, or one that is expected not to come up. */
  readonly run: (program: string, args?: readonly string[]) => Run;
  readonly close: () => Promise<void>;
};

/** @param leaveSeconds how long a server that was told to stop says so and still serves */
export async function openFleet(pgUrl: string, leaveSeconds = 0): Promise<Fleet> {
  const database = await createDatabase(pgUrl);
  const door = await startDemonstration({ GUICHET_DATA: await demonstrationFolder() });
  const balancer = await startHttpBalancer();
  const env = () => ({
    GUICHET_DEMONSTRATION: "1", GUICHET_STORE: "postgres", GUICHET_PG_URL: database.url, GUICHET_PG_CONNECTIONS: "4",
    GUICHET_PORT: "0", GUICHET_DATA: temporaryFolder(), GUICHET_DEMONSTRATION_ISSUER: door.address, GUICHET_LEAVE_SECONDS: String(leaveSeconds),
    GUICHET_RATE_PERSON: "1000000", GUICHET_RATE_DEVICE: "1000000", GUICHET_RATE_ADDRESS: "1000000",
  });
  return {
    databaseUrl: database.url,
    balancer,
    signIn: door.address,
    start: async (program = presentServer) => {
      const made = run(env(), [], program);
      const served = { ...made, address: await addressOf(made) };
      await balancer.add(served.address);
      await until("the new server is used", () => balancer.isUsed(served.address));
      return served;
    },
    leave: async (server) => {
      await balancer.turnAway(server.address);
      server.child.kill("SIGTERM");
      const code = await server.ended;
      balancer.remove(server.address);
      return code;
    },
    run: (program, args = []) => run(env(), args, program),
    close: async () => {
      await balancer.close();
      await database.drop();
    },
  };
}
