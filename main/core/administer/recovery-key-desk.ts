import type { CodedError } from "../../../shared/kernel/error-codes.ts";
import type { Result } from "../../../shared/kernel/result.ts";
import type { RecoveryKeyAnswer } from "../../../shared/sync/recovery-key-messages.ts";
import { dropRecovered, readRecovered } from "../recovery/recovered-note.ts";
import type { SyncEngine } from "../sync/engine.ts";
import type { Transport } from "../sync/transport.ts";
import { createAskCentre, type CentreAddress } from "./ask-centre.ts";

const AGAIN_MS = 600_000;

/** The recovery key that her bank published, and its use here, told to the centre. */
export type RecoveryKeyDesk = {
  readonly show: () => Promise<Result<RecoveryKeyAnswer, CodedError>>;
  /** One of two words. G9504, G9505, G9503. */
  readonly publish: (x: string) => Promise<Result<RecoveryKeyAnswer, CodedError>>;
  readonly withdraw: () => Promise<Result<RecoveryKeyAnswer, CodedError>>;
  /** There is contact: that this workstation was opened by an answer is told, until the centre has taken it. */
  readonly contacted: () => void;
};
export type RecoveryKeyDeskParts = {
  readonly address: CentreAddress;
  readonly transport: Pick<Transport, "recoveryKey" | "publishRecoveryKey" | "withdrawRecoveryKey" | "recoveryUsed">;
  readonly engine: () => Pick<SyncEngine, "token" | "now">;
  readonly replica: string;
  readonly profileDir: string;
  readonly now: () => number;
};

export function createRecoveryKeyDesk({ address, transport, engine, replica, profileDir, now }: RecoveryKeyDeskParts): RecoveryKeyDesk {
  const asked = createAskCentre(address, { token: () => engine().token(), now: () => engine().now() });
  let note = readRecovered(profileDir);
  let nextAt = 0;
  const tell = async (): Promise<void> => {
    if (note === undefined) return;
    const { request, kid, at } = note;
    const told = await asked((token, where) => transport.recoveryUsed(token, { ...where, replica, request, kid, at }));
    if (!told.ok) return;
    dropRecovered(profileDir);
    note = undefined;
  };
  return {
    show: () => asked(transport.recoveryKey),
    publish: (x) => asked((token, where) => transport.publishRecoveryKey(token, { ...where, x })),
    withdraw: () => asked(transport.withdrawRecoveryKey),
    contacted: () => {
      if (note === undefined || now() < nextAt) return;
      nextAt = now() + AGAIN_MS;
      void tell();
    },
  };
}
