import type { PullRequest, PushRequest } from "../../../shared/sync/protocol.ts";
import { CENTRE, EPOCH, OWN_BRANCH } from "./fake-services.ts";

export const REPLICA = "018f0000-0000-7000-8000-000000000001";
const address = { protocol: 1, centre: CENTRE, epoch: EPOCH.id, replica: REPLICA };

/** Valid in shape; what is inside the texts is the work's business, not HTTP's. */
export const aPush = (over: Partial<PushRequest> = {}): PushRequest => ({
  ...address, first: 1, changes: [{ head: "{}", body: "{}", salt: "0".repeat(32) }], signature: "AAAA", ...over,
});
export const aPull = (over: Partial<PullRequest> = {}): PullRequest => ({ ...address, cursors: [{ branch: OWN_BRANCH, n: 0 }], limit: 100, ...over });
