import type { FoundAnchor } from "../../shared/audit/judge-anchors.ts";

/**
 * Anchors of the audit, where the database's own masters do not reach: what was put under a name is never overwritten nor erased from here. `there`: the same is there already, or something that may
 * not be read; `differs`: something else is. One interface, two stores; the contract suite runs on both.
 */
export type AnchorStore = {
  readonly kind: "folder" | "s3";
  /** Durable when it answers. @throws ObjectsAway */
  readonly put: (name: string, file: string) => Promise<"put" | "there" | "differs">;
  /** In the order of their names, those that are wanted; needs the right to read, which a server has no use for. @throws ObjectsAway */
  readonly list: (wanted?: (name: string) => boolean, what?: "anchors" | /** Statements of erasures (shared/audit/purge.ts), which lie beside them. */ "purges") => AsyncIterable<FoundAnchor>;
  readonly close: () => Promise<void>;
};
