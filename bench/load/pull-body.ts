import type { PullRequest } from "../../shared/sync/protocol.ts";

export type Asker = Pick<PullRequest, "centre" | "epoch" | "replica">;

/** What a workstation sends that has read her branch up to `n`. */
export function pullBody(asker: Asker, branch: string, n: number): string {
  const request: PullRequest = { protocol: 1, ...asker, cursors: [{ branch, n }], limit: 500 };
  return JSON.stringify(request);
}
