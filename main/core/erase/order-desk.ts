import { z } from "zod";
import { ERASE_MODES, erasedSigningText, orderSigningText } from "../../../shared/sync/device-messages.ts";
import { PROTOCOL_VERSION } from "../../../shared/sync/protocol.ts";
import type { LocalDb } from "../db/connection.ts";
import type { Replica } from "../db/replica.ts";
import { findCentreAddress, findSetting, putSetting } from "../db/settings.ts";
import { coded } from "../files/coded.ts";
import type { ReplicaKey } from "../keys/replica-key.ts";
import type { Transport } from "../sync/transport.ts";
import type { EraseNote } from "./erase-note.ts";

const order = z.object({ mode: z.enum(ERASE_MODES), at: z.int().min(0) });
export type EraseOrder = z.infer<typeof order>;
const SETTING = "eraseOrder";
const EVERY_MS = 60_000;

/** The order that this workstation erases itself, asked by its own key where the centre no longer takes anything of it. Once heard it stands here, with or without a network. */
export type OrderDesk = {
  readonly standing: () => EraseOrder | undefined;
  /** At most once a minute; at once where `now`. A centre that does not answer changes nothing. */
  readonly ask: (now?: boolean) => Promise<void>;
  /** This replica's last word, to be kept before its key is destroyed. */
  readonly lastWord: (profile: string, at: number) => EraseNote;
};
export type OrderDeskParts = {
  readonly db: LocalDb; readonly replica: Replica; readonly key: ReplicaKey; readonly transport: Pick<Transport, "deviceOrder">; readonly now: () => number;
  readonly onOrder: () => void;
};

export function createOrderDesk({ db, replica, key, transport, now, onOrder }: OrderDeskParts): OrderDesk {
  let standing = read(findSetting(db.read, SETTING));
  let askedAt = -Infinity;
  const names = () => ({ centre: findCentreAddress(db.read).centre, bank: replica.bank, replica: replica.replica });
  return {
    standing: () => standing,
    ask: async (isNow = false) => {
      if (!isNow && now() - askedAt < EVERY_MS) return;
      askedAt = now();
      const asked = names();
      const reply = await transport.deviceOrder({ protocol: PROTOCOL_VERSION, ...asked, signature: key.sign(orderSigningText(asked)) });
      if (reply.kind === "failed" || reply.value.erase === undefined || reply.value.erase.mode === standing?.mode) return;
      standing = reply.value.erase;
      coded(() => db.transaction((write) => putSetting(write, SETTING, JSON.stringify(standing))));
      onOrder();
    },
    lastWord: (profile, at) => {
      const word = { ...names(), at };
      return { profile, ...word, signature: key.sign(erasedSigningText(word)) };
    },
  };
}

function read(text: string | undefined): EraseOrder | undefined {
  const parsed = text === undefined ? undefined : order.safeParse(JSON.parse(text));
  return parsed?.success === true ? parsed.data : undefined;
}
