/** What is going on when a person asks to install. `unsent` is undefined where nobody can say: the desk is locked. */
export type Moment = {
  readonly unsent: number | undefined;
  readonly openFile: boolean;
  /** The centre no longer understands this version, and would the release. */
  readonly centreRefuses: boolean;
};

/** Why not now, or undefined. Rule UP5. */
export function installHindrance({ unsent, openFile, centreRefuses }: Moment): "open-file" | "locked" | "unsent-work" | undefined {
  if (openFile) return "open-file";
  if (unsent === undefined) return "locked";
  // What the centre no longer understands can't be sent before the update: waiting for it would be waiting for ever. It stays on disk.
  return unsent > 0 && !centreRefuses ? "unsent-work" : undefined;
}
