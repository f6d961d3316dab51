import { contextBridge, ipcRenderer } from "electron";
import type { Bridge } from "../../../shared/bridge/contract.ts";
import type { CallOutcome } from "../../core/port/answer-call.ts";
import { CALL_CHANNEL, NEWS_CHANNEL } from "./channels.ts";

/**
 * All that the window is given, in its sandbox: the two functions of the contract. A refused call rejects with an
 * error whose message is its code: of an error, the wall to the window lets nothing else through.
 */
const listeners = new Set<(name: unknown, news: unknown) => void>();
ipcRenderer.on(NEWS_CHANNEL, (_event, name: unknown, news: unknown) => listeners.forEach((listen) => listen(name, news)));

const bridge: Bridge = {
  call: async (name, input) => {
    const outcome: CallOutcome = await ipcRenderer.invoke(CALL_CHANNEL, name, input);
    if (outcome.ok) return outcome.answer as never; // eslint-disable-line typescript/no-unnecessary-type-assertion -- without it the compiler gives up on the union of all answers (TS2590)
    throw new Error(outcome.code);
  },
  on: (name, listen) => {
    const hear = (heard: unknown, news: unknown): void => {
      if (heard === name) listen(news as never);
    };
    listeners.add(hear);
    return () => void listeners.delete(hear);
  },
};

contextBridge.exposeInMainWorld("guichet", bridge);
