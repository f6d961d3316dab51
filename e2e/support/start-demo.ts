import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDemoApp, type DemoApp } from "./demo-app.ts";
import { createDemoServer, type DemoServer } from "./demo-server.ts";
import { openTcpProxy } from "../../build/weather/tcp-proxy.ts";

export type Demo = {
  /** Of the sync server, through the network that may be cut. */
  readonly serverUrl: string;
  readonly server: DemoServer;
  /** The first workstation; more with {@link Demo.addApp}. */
  readonly app: DemoApp;
  /** A fresh one-time address of the first workstation. */
  readonly appUrl: () => Promise<string>;
  /** Another workstation on the same server, with its own data folder, started. */
  readonly addApp: (name?: string) => Promise<DemoApp>;
  /** Between the workstations and the server. */
  readonly cutNetwork: () => void;
  readonly restoreNetwork: () => void;
  /** Stops everything and removes its folders. */
  readonly stop: () => Promise<void>;
};
export type DemoOptions = {
  readonly serverEnv?: { readonly [name: string]: string | undefined };
  readonly appEnv?: { readonly [name: string]: string | undefined };
  /** Words of each workstation's command line. */
  readonly appWords?: readonly string[];
};

/**
 * A real server (a demonstration on the embedded store, port 0) and a real loopback client, each a process of its own on a temporary
 * folder, with a network between them that can be cut. The screens must be compiled already (build/out/renderer).
 */
export async function startDemo({ serverEnv = {}, appEnv = {}, appWords = [] }: DemoOptions = {}): Promise<Demo> {
  await using opening = new AsyncDisposableStack();
  const root = opening.adopt(mkdtempSync(join(tmpdir(), "guichet-demo-")), (path) => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  const network = opening.adopt(await openTcpProxy(), (opened) => opened.close());
  const server = opening.adopt(createDemoServer(join(root, "server"), network, serverEnv), async (started) => void (await started.stop()));
  await server.start();
  const apps: DemoApp[] = [];
  opening.defer(async () => void (await Promise.all(apps.map((app) => app.stop()))));
  const addApp = async (name = `workstation-${apps.length + 1}`): Promise<DemoApp> => {
    const app = createDemoApp(join(root, name), server.url, appEnv, appWords);
    apps.push(app);
    await app.start();
    return app;
  };
  const app = await addApp();
  const owned = opening.move();
  return {
    serverUrl: server.url, server, app, addApp,
    appUrl: app.address,
    cutNetwork: () => network.setWeather({ kind: "cut" }),
    restoreNetwork: () => network.setWeather({ kind: "fair" }),
    stop: () => owned.disposeAsync(),
  };
}
