/** Why publishing ends before its end, besides what is wrong with a release itself. Sentences: shared/i18n/publish-words.ts, keyed `stop.<reason>`. */
export const stopReasons = [
  "crossed", "other-content", "changed-file", "upload-gone", "denied", "no-bucket", "store-unreachable", "store-refused", "no-sbom", "no-notes", "wrong-previous", "made-before",
  "files-changed", "damaged", "nothing-published", "staging-not-higher", "halted-needs-resume", "not-halted", "relabelled", "not-lower", "clock", "public-old", "no-file-there",
] as const;
export type StopReason = (typeof stopReasons)[number];

/** Ends a command of publishing; what was written until then stays good, and the next run goes on from it. */
export class PublishStop extends Error {
  readonly reason: StopReason;
  /** What it is about: an object's key, a file, a version, the store's own code. */
  readonly at: string;

  constructor(reason: StopReason, at = "") {
    super(`${reason} ${at}`);
    this.name = "PublishStop";
    this.reason = reason;
    this.at = at;
  }
}
