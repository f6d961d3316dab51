import type { Channel } from "../../../shared/release/manifest.ts";
import type { SignedBytes } from "../../../shared/release/open-release.ts";
import type { Machine } from "../../../shared/release/update-file.ts";
import type { InstallKind } from "./install-kind.ts";

/** What the host knows of updates, plain; a host without them gives none. */
export type UpdateSettings = {
  /** Where releases lie, as `readReleaseAddress` answers it. */
  readonly base: string;
  readonly channel: Channel;
  readonly install: InstallKind;
  readonly machine: Machine;
};

/** Beside what was brought: where the host copies the installer it runs. */
export const INSTALL_FOLDER = "install";

/** A downloaded installer and the signed bytes that speak of it: whoever runs it checks both again, and takes nobody's word. */
export type UpdateToApply = { readonly path: string; readonly release: SignedBytes };
/** Starts the installer and ends the application; rejects when it could not, with everything as before. */
export type ApplyUpdate = (update: UpdateToApply) => Promise<void>;
