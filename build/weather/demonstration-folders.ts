import { join } from "node:path";

/** Where things are in the folder of a demonstration, beside what `npm start` itself has there (`client`, `logs`). */
export const demonstrationFolders = (home: string) => ({
  /** GUICHET_DATA of the server. */
  server: join(home, "server"),
  /** Of the server: what a restore replaces, and no other thing. */
  store: join(home, "server", "store"),
  objects: join(home, "server", "objects"),
  identity: join(home, "server", "identity"),
  backup: join(home, "backup"),
  /** The first workstation's data. */
  client: join(home, "client"),
  second: (login: string): string => join(home, "others", login),
  clone: join(home, "others", "clone"),
  /** Who the desk is to the centre. */
  watch: join(home, "watch.json"),
  door: join(home, "weather.json"),
}) as const;
