import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTcpProxy, type TcpProxy } from "../../build/weather/tcp-proxy.ts";
import { runCli } from "../../main/hosts/cli/test-support/run-cli.ts";
import { run as runServer, type Run } from "../../sync-server/testing/run-server.ts";
import { createDemoServer, type DemoServer } from "./demo-server.ts";

export const PASSPHRASE = "quatre mots sans lien aucun";
type Ran = Awaited<ReturnType<typeof runCli>>;

/** A demonstration's server behind a network that can be cut, and people at command lines of their own: each in a folder of her name under `root`. */
export type CliWorld = {
  readonly root: string;
  readonly network: TcpProxy;
  readonly server: DemoServer;
  readonly run: (who: string, argv: readonly string[], input?: string, lang?: string) => Promise<Ran>;
  /** A command of the server's own. The embedded store is one process's at a time: the server is to be stopped. */
  readonly atStore: (args: readonly string[]) => Run;
  readonly close: () => Promise<void>;
};

export async function openCliWorld(name: string): Promise<CliWorld> {
  const root = mkdtempSync(join(tmpdir(), `guichet-${name}-`));
  const network = await openTcpProxy();
  const server = createDemoServer(join(root, "server"), network);
  await server.start();
  writeFileSync(join(root, "passphrase"), `${PASSPHRASE}\n`, { mode: 0o600 });
  return {
    root, network, server,
    run: (who, argv, input = "", lang = "fr_FR.UTF-8") => runCli([...argv, "--data", join(root, who), "--server", server.url], { env: { LANG: lang, GUICHET_PASSPHRASE_FILE: join(root, "passphrase") }, input }),
    atStore: (args) => runServer({ GUICHET_DEMONSTRATION: "1", GUICHET_PORT: "0", GUICHET_DATA: join(root, "server") }, args),
    close: async () => {
      await server.stop();
      await network.close();
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
