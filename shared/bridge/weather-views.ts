import type { FileId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/instant.ts";

/** The network between the workstations and the centre, the identity provider included. `slow`: {@link SLOW_LINE}. */
export type NetworkWeather = "fair" | "cut" | "silent" | "slow";
/** What a slow line is: of each way. `share` of its packets are lost, and each stands still for `forMs` as it does under TCP. */
export const SLOW_LINE = { kilobits: 64, delayMs: 200, stalls: { share: 0.05, forMs: 400 } } as const;

export type WeatherServer =
  | { readonly kind: "up" }
  /** Killed from here, as `kill -9` does. It starts again by itself where an instant is given. */
  | { readonly kind: "killed"; readonly startsAt: Instant | undefined }
  | { readonly kind: "starting" }
  /** Stopped for as long as its store is copied, or put back. */
  | { readonly kind: "stopped" }
  /** Ended without being asked, or not come back. */
  | { readonly kind: "fell" };

export const WORKSTATIONS = ["main", "second", "clone"] as const;
/** The window that `npm start` opened; a colleague's; a copy of the first one's data folder. */
export type WorkstationName = (typeof WORKSTATIONS)[number];
export type WeatherWorkstation = {
  readonly workstation: WorkstationName;
  readonly kind: "open" | "locked" | "closed";
  /** Who is at it, where it is open. */
  readonly person: string | undefined;
  readonly sync: "idle" | "sending" | "receiving" | "offline" | "signed-out" | "stopped" | undefined;
  /** Why its line stopped, as its own panel says. */
  readonly code: string | undefined;
  readonly waiting: number;
};

/** Where one file is, now, as each says of itself. */
export type WeatherPlace = {
  readonly file: FileId;
  /** As the list of the workstation that was asked first shows it. */
  readonly name: string;
  readonly here: { readonly [W in WorkstationName]?: HeldFile };
  readonly centre: { readonly version: number; readonly number: string | undefined } | undefined;
};
export type HeldFile = {
  /** Of the centre's state underneath; 0 when the centre has not seen it. */
  readonly version: number;
  /** Something of it is on that workstation only, since then. */
  readonly since: Instant | undefined;
  readonly changes: number;
};
export type WeatherPlaces = {
  readonly files: readonly WeatherPlace[];
  /** `unknown`: nobody is signed in here whose bank could be asked about. */
  readonly centre: "answers" | "away" | "unknown";
};

/** The sky over a demonstration. */
export type WeatherView = {
  readonly network: { readonly kind: NetworkWeather; readonly since: Instant };
  readonly server: WeatherServer & { readonly since: Instant };
  readonly provider: { readonly isDown: boolean; readonly since: Instant };
  /** What would be put back. */
  readonly backup: { readonly takenAt: Instant } | undefined;
  /** A work that takes seconds and lets no other begin. */
  readonly busy: WeatherWork | undefined;
  readonly workstations: readonly WeatherWorkstation[];
  /** Only where asked for. */
  readonly places: WeatherPlaces | undefined;
};
export type WeatherWork = "start" | "backup" | "restore" | "clone" | "second";

export type WeatherAnswer = {
  readonly view: WeatherView;
  /** Opens a window of the workstation asked for, once. */
  readonly address?: string | undefined;
};

/** True when nothing is out of order on purpose: what a banner need not say. */
export const isFair = ({ network, server, provider }: Pick<WeatherView, "network" | "server" | "provider">): boolean =>
  network.kind === "fair" && server.kind === "up" && !provider.isDown;

/** Of the colleague's workstation that the desk opens, published like the demonstration's password: it protects invented files only. */
export const NEIGHBOUR_PASSPHRASE = "quatre mots sans lien voisin";
