import type { BridgeCalls, CallName } from "../../../shared/bridge/contract.ts";
import { RefusedCall } from "../port/refused-call.ts";

/** What goes on when the time without the centre is over: the door, sending, and carrying out. Nothing of these tells of a client. */
const GOES_ON: readonly CallName[] = [
  "app.info", "app.checkClock", "session.state", "session.beginSignIn", "session.demonstrationSignIn", "session.choosePassphrase", "session.unlock", "session.recover", "session.changePassphrase",
  "session.unlockByVault", "session.judgePassphrase", "session.requestRecovery", "session.waitingRecovery", "session.cancelRecovery", "session.answerRecovery", "session.active", "session.lock", "session.signOut", "session.erase", "sync.status", "sync.now", "sync.reissue", "carry.plan", "carry.part", "carry.deliver",
  "folder.choose", "weather.act", "update.state", "update.install", "settings.get", "settings.set",
];

/** Refuses all else with G9583 while the time is over, whoever asks: a window, a command. A call that is added is refused until it is listed. */
export function gateCalls(handlers: BridgeCalls, isOver: () => boolean): BridgeCalls {
  const gate = (name: string, answer: (input: never) => Promise<unknown>) => async (input: never): Promise<unknown> => {
    if (!GOES_ON.some((one) => one === name) && isOver()) throw new RefusedCall("G9583");
    return await answer(input);
  };
  // The gate: each handler answers as it did, under its own name.
  return Object.fromEntries(Object.entries(handlers).map(([name, answer]) => [name, gate(name, answer)])) as unknown as BridgeCalls;
}
