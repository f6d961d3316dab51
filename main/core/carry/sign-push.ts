import { pushSigningText } from "../../../shared/sync/change.ts";
import { PROTOCOL_VERSION, type PushRequest } from "../../../shared/sync/protocol.ts";
import type { ReadableDb } from "../db/connection.ts";
import { listToSend } from "../db/outbox.ts";
import type { Replica } from "../db/replica.ts";
import { findCentreAddress } from "../db/settings.ts";
import type { ReplicaKey } from "../keys/replica-key.ts";

/** Own changes as the network would carry them, signed. Undefined when the line does not hold exactly these. */
export type SignPush = (first: number, count: number) => PushRequest | undefined;

export const createSignPush = (read: ReadableDb, { replica }: Replica, key: ReplicaKey): SignPush => (first, count) => {
  const changes = listToSend(read, first, count);
  const last = changes.at(-1);
  if (last === undefined || changes.length !== count || changes[0]?.seq !== first) return undefined;
  const address = { ...findCentreAddress(read), replica };
  const signature = key.sign(pushSigningText({ ...address, first, last: last.seq, lastHash: last.hash }));
  return { protocol: PROTOCOL_VERSION, ...address, first, changes: changes.map(({ head, body, salt }) => ({ head, body, salt })), signature };
};
